import { Agent, request } from 'node:http';
import type { Exchange } from '../../../answers/exchange.js';
import { unpacked } from '../../../answers/watch-answers.js';
import type { WireRequest } from '../../identity/people/http.js';

/** Few connections, kept: a fuzz of thousands must not run out of ports. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const LIMIT_MS = 60_000;

/**
 * Sends a request byte for byte: nothing of its address is put in order on the way, as `fetch` would.
 *
 * @throws Error when the connection ends without an answer
 */
export async function sendRaw(baseUrl: string, wire: WireRequest): Promise<Exchange> {
  const { bytes, type } = await bytesOf(wire.body);
  const headers = { ...(type === null ? {} : { 'content-type': type }), ...wire.headers };
  const { hostname, port } = new URL(baseUrl);
  return new Promise<Exchange>((resolve, reject) => {
    const sent = request({
      hostname,
      port,
      agent,
      method: wire.method,
      path: wire.path,
      headers: { ...headers, ...(bytes === null ? {} : { 'content-length': bytes.length }) },
      timeout: LIMIT_MS,
    });
    sent.once('timeout', () => sent.destroy(new Error(`no answer within ${LIMIT_MS} ms`)));
    sent.once('error', reject);
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          method: wire.method,
          url: wire.path,
          requestHeaders: lowerCased(headers),
          requestBody: bytes ?? Buffer.alloc(0),
          status: response.statusCode ?? 0,
          headers: lowerCased(response.headers),
          body: unpacked(Buffer.concat(chunks), response.headers['content-encoding']),
        }),
      );
    });
    sent.end(bytes ?? undefined);
  });
}

/** A form becomes bytes with the boundary that goes into its type. */
async function bytesOf(
  body: WireRequest['body'],
): Promise<{ bytes: Buffer | null; type: string | null }> {
  if (body === null) return { bytes: null, type: null };
  if (!(body instanceof FormData)) return { bytes: Buffer.from(body), type: null };
  const form = new Response(body);
  return { bytes: Buffer.from(await form.arrayBuffer()), type: form.headers.get('content-type') };
}

function lowerCased(headers: object): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
