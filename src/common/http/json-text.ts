import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StorefrontView } from './storefront-view.js';
import { setViewHeaders } from './view.decorator.js';

/**
 * Answers with JSON that is text already (built by PostgreSQL), under an ETag; 304 when the caller
 * has the same. The tag is weak, because compression changes the bytes and not what they say.
 *
 * @param view in which the text was read, where there are several
 */
export function sendJsonText(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  view?: StorefrontView,
): void {
  if (view !== undefined) setViewHeaders(reply, view);
  const etag = `W/"${createHash('sha1').update(text).digest('base64url')}"`;
  // Anyone may keep it, but has to ask whether it is still right.
  void reply.headers({ etag, 'cache-control': 'public, no-cache' });
  if (matches(request.headers['if-none-match'], etag)) {
    void reply.status(304).send();
    return;
  }
  void reply.type('application/json; charset=utf-8').send(text);
}

/** RFC 9110, 13.1.2: a list of tags or `*`, compared without regard to their weakness. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const wanted = etag.slice(2);
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === wanted);
}
