import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type ConnectionOptions, EshopClient } from '../../src/client/eshop-client.js';

/** A request as it came. */
interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How one request is answered. */
export type Reply = (request: Seen, response: ServerResponse) => void;

/** A server that answers what a test says, and remembers what it was asked. */
export function useReplies() {
  const seen: Seen[] = [];
  let reply: Reply = (_, response) => response.end();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(request);
      reply(request, response);
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => seen.splice(0));
  return {
    seen,
    answer: (next: Reply) => {
      reply = next;
    },
    /** The replies in turn; the last one for all that follow. */
    answers: (...replies: Reply[]) => {
      let at = 0;
      reply = (request, response) => {
        const turn = replies[Math.min(at, replies.length - 1)];
        at += 1;
        turn?.(request, response);
      };
    },
    client: (options: ConnectionOptions = {}) => {
      const { port } = server.address() as AddressInfo;
      return new EshopClient({ baseUrl: `http://127.0.0.1:${port}/`, delayMs: 1, ...options });
    },
  };
}

/** An answer with a body; a problem from 400 on. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
  };
/** A problem with its code. */
export const refusal = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Reply =>
  json(
    { type: `/problems/${code}`, title: code, status, detail: 'No.', code, requestId: 'r-1' },
    status,
    headers,
  );
/** Nothing comes back. */
export const broken: Reply = (_, response) => response.destroy();
/** What an access token that ran out is answered. */
export const expired = refusal(401, 'access.unauthenticated');
