import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isJsonText, narrowedBy } from '../common/http/json-text.js';
import { matches, noBytes } from '../common/http/ready-answer.js';
import { deprecationOf, setDeprecationHeaders } from './deprecated.decorator.js';
import { mannersOf } from './manners.interceptor.js';

const PREFIX = '/api/v1/';
const JSON_TYPE = /^application\/json\b/;
const HASH_LENGTH = 16;

/**
 * What an answer passes on its way out, in this order: only the wanted `fields`, where it can be read (`Location`),
 * its ETag and 304, and nothing at all for who prefers that. Has to come before {@link registerJsonTexts} of
 * `common/http`, whose answers have ETags of their own.
 */
export function registerManners(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const deprecation = deprecationOf(request.routeOptions.config);
    if (deprecation !== null) setDeprecationHeaders(reply, deprecation);
    done(null, isMannerly(request, reply, payload) ? finish(request, reply, payload) : payload);
  });
}

/** A JSON text of the API that nobody else looks after. */
function isMannerly(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): payload is string {
  if (reply.statusCode !== 200 && reply.statusCode !== 201) return false;
  if (typeof payload !== 'string' || isJsonText(request)) return false;
  const { url = '' } = request.routeOptions;
  return url.startsWith(PREFIX) && JSON_TYPE.test(String(reply.getHeader('content-type')));
}

function finish(request: FastifyRequest, reply: FastifyReply, payload: string): unknown {
  if (request.method === 'GET' || request.method === 'HEAD') {
    const text = narrowedBy(request, payload);
    return reply.statusCode === 200 ? conditional(request, reply, text) : text;
  }
  const manners = mannersOf(request);
  if (reply.statusCode === 201) locate(request, reply, payload);
  const preference = manners?.preference ?? null;
  if (preference === null) return payload;
  void reply.header('preference-applied', `return=${preference}`);
  return preference === 'minimal' ? withoutBody(reply) : payload;
}

/** RFC 9110, 13.1.2. The tag of something with a version begins with it, for `If-Match`. */
function conditional(request: FastifyRequest, reply: FastifyReply, text: string): unknown {
  const version = reply.getHeader('etag');
  const hash = createHash('sha1').update(text).digest('base64url').slice(0, HASH_LENGTH);
  const tag = typeof version === 'string' ? `${version.slice(0, -1)}.${hash}"` : `"${hash}"`;
  void reply.header('etag', tag);
  // Nobody's but the caller's, and to be asked for again each time: with the tag that costs little.
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache');
  if (!matches(request.headers['if-none-match'], tag)) return text;
  void reply.code(304).removeHeader('content-type');
  void reply.removeHeader('content-length');
  return noBytes(request);
}

function locate(request: FastifyRequest, reply: FastifyReply, payload: string): void {
  const template = mannersOf(request)?.of.location;
  if (template === undefined || reply.hasHeader('location')) return;
  const { id } = JSON.parse(payload) as { readonly id?: unknown };
  if (typeof id !== 'string') return;
  const params = request.params as Readonly<Record<string, string>>;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(name === 'id' ? id : (params[name] ?? '')),
  );
  void reply.header('location', path);
}

function withoutBody(reply: FastifyReply): string {
  if (reply.statusCode === 200) void reply.code(204);
  void reply.removeHeader('content-type');
  void reply.removeHeader('content-length');
  return '';
}
