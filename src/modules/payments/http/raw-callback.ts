import type { IncomingMessage } from 'node:http';

import type { FastifyRequest } from 'fastify';

import type { RawCallback } from '../gateways/payment-gateway.js';

/** Fastify's request with the bytes that Nest keeps when it was created with `rawBody: true`. */
export type RequestWithRawBody = FastifyRequest & { readonly rawBody?: Buffer };

/** A callback with nothing decoded, merged or dropped on the way. */
export function toRawCallback(request: RequestWithRawBody, receivedAt: Date): RawCallback {
  const [, ...query] = (request.raw.url ?? '').split('?');
  return {
    body: request.rawBody ?? Buffer.alloc(0),
    headers: headerLines(request.raw),
    query: query.join('?'),
    receivedAt,
  };
}

/** Node merges or drops lines of the same name; a signature that came twice must be seen as two. */
function headerLines({ rawHeaders }: IncomingMessage): Record<string, readonly string[]> {
  const lines = Object.create(null) as Record<string, string[]>;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    (lines[name] ??= []).push(rawHeaders[index + 1] ?? '');
  }
  return lines;
}
