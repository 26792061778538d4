import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { HeadersTooLarge, InvalidRequest, RequestTimedOut } from './common/errors/common-errors.js';
import type { DomainError, ProblemClass } from './common/errors/domain-error.js';
import { toProblemReply } from './common/errors/problem-details.filter.js';
import { translateError } from './common/errors/translate-error.js';
import { requestIdFrom } from './common/http/request-id.js';
import type { Env } from './config/env.js';

const SECOND = 1_000;
const KIB = 1_024;

/** Limits of the server: without them Node and Fastify wait and read without end. */
export const SERVER_LIMITS = {
  /** The whole request, headers and body, must have arrived. */
  requestTimeout: 20 * SECOND,
  headersTimeout: 10 * SECOND,
  /** How often Node looks for connections that broke the two above. */
  connectionsCheckingInterval: 5 * SECOND,
  connectionTimeout: 30 * SECOND,
  /** Longer than the idle time of balancers (60 s), or they meet a closed connection. */
  keepAliveTimeout: 72 * SECOND,
  handlerTimeout: 10 * SECOND,
  bodyLimit: 64 * KIB,
  maxRequestsPerSocket: 1_000,
  maxConnections: 2_000,
  maxParamLength: 200,
} as const;

/** Routes that need more than the rest; by the beginning of their address. */
const ROUTE_LIMITS = [
  { prefix: '/api/v1/payments/callbacks/', bodyLimit: 256 * KIB, handlerTimeout: 10 * SECOND },
  { prefix: '/api/v1/me/avatar', bodyLimit: 2_048 * KIB, handlerTimeout: 15 * SECOND },
  // How large a picture may be is looked at where it is read.
  { prefix: '/api/v1/admin/media', bodyLimit: 64 * KIB, handlerTimeout: 60 * SECOND },
  { prefix: '/api/v1/media/uploads/', bodyLimit: 64 * KIB, handlerTimeout: 20 * SECOND },
  // Files on their way in and out; the body is streamed, and counted where it is stored.
  { prefix: '/api/v1/admin/imports', bodyLimit: 64 * KIB, handlerTimeout: 120 * SECOND },
  { prefix: '/api/v1/admin/exports', bodyLimit: 64 * KIB, handlerTimeout: 900 * SECOND },
  { prefix: '/api/v1/admin/products/bulk', bodyLimit: 2_048 * KIB, handlerTimeout: 30 * SECOND },
  { prefix: '/api/v1/admin/products', bodyLimit: 512 * KIB, handlerTimeout: 15 * SECOND },
  { prefix: '/api/v1/orders', bodyLimit: 64 * KIB, handlerTimeout: 15 * SECOND },
] as const;

/** The HTTP server of the API with all its limits. */
export function createHttpAdapter(env: Env): FastifyAdapter {
  const limits = SERVER_LIMITS;
  const adapter = new FastifyAdapter({
    // Never `true`: that believes the leftmost address, which the caller writes himself.
    trustProxy: env.TRUSTED_PROXIES.length > 0 ? [...env.TRUSTED_PROXIES] : false,
    bodyLimit: limits.bodyLimit,
    requestTimeout: limits.requestTimeout,
    connectionTimeout: limits.connectionTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    handlerTimeout: limits.handlerTimeout,
    maxRequestsPerSocket: limits.maxRequestsPerSocket,
    return503OnClosing: true,
    routerOptions: { maxParamLength: limits.maxParamLength },
    http: {
      headersTimeout: limits.headersTimeout,
      connectionsCheckingInterval: limits.connectionsCheckingInterval,
    },
    genReqId: (request: IncomingMessage) => requestIdFrom(request.headers),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void sendProblem(translateError(error, []), request, reply);
    },
  });
  const server: FastifyInstance = adapter.getInstance();
  server.server.maxConnections = limits.maxConnections;
  server.addHook('onRoute', (route) => {
    const special = ROUTE_LIMITS.find(({ prefix }) => route.url.startsWith(prefix));
    if (special) Object.assign(route, special, { prefix: route.prefix });
  });
  return adapter;
}

const BROKEN: Readonly<Record<string, ProblemClass>> = {
  HPE_HEADER_OVERFLOW: HeadersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: RequestTimedOut,
};

/** What Node's parser could not even make a request of. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new (BROKEN[error.code ?? ''] ?? InvalidRequest)();
  const { status, headers, body } = toProblemReply(problem, { requestId: randomUUID(), url: '' });
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...headers,
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`);
}

/** Answers with a problem where Nest's filter does not reach. */
export function sendProblem(
  error: DomainError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, headers, body } = toProblemReply(error, {
    requestId: request.id,
    url: request.url,
  });
  return reply
    .status(status)
    .headers({ ...headers, 'x-request-id': request.id })
    .send(body);
}
