import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Exchange } from './exchange.js';

const MIB = 1_048_576;
/** Longer bodies are files on their way; they are looked at without their content. */
const MOST_KEPT = 8 * MIB;
/** What the document is about; the rest are pages and files. */
const WATCHED = /^\/(api\/v1|health|problems|metrics)(\/|\?|$)/;

/**
 * Tells of every answer that a server gives, after the last byte of it. It looks below the framework: what is answered
 * out of a cache, by a plugin, or by a hook is seen as well.
 */
export function watchAnswers(server: Server, onExchange: (exchange: Exchange) => void): void {
  const emit = server.emit.bind(server);
  server.emit = (event: string, ...args: unknown[]): boolean => {
    if (event === 'request') {
      watchAnswer(args[0] as IncomingMessage, args[1] as ServerResponse, onExchange);
    }
    return emit(event, ...args);
  };
}

/** The same for one request; called before anybody answers it. */
export function watchAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  onExchange: (exchange: Exchange) => void,
): void {
  const url = request.url ?? '';
  if (!WATCHED.test(url)) return;
  const sent = keepPushed(request);
  const answered = keepWritten(response);
  response.once('finish', () => {
    const { headers, chunks } = answered();
    onExchange({
      method: request.method ?? '',
      url,
      requestHeaders: textual(request.headers),
      requestBody: Buffer.concat(sent),
      status: response.statusCode,
      headers,
      body: chunks === null ? null : unpacked(Buffer.concat(chunks), headers['content-encoding']),
    });
  });
}

/** The bytes of a request on their way to whoever reads them; listening instead would take them away. */
function keepPushed(request: IncomingMessage): Buffer[] {
  const kept: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk instanceof Uint8Array) kept.push(Buffer.from(chunk));
    return push(chunk, encoding);
  };
  return kept;
}

interface Written {
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Buffer[] | null;
}

function keepWritten(response: ServerResponse): () => Written {
  const given: Record<string, string> = {};
  let chunks: Buffer[] | null = [];
  let size = 0;
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const named = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, named) : Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_KEPT) chunks = null;
    chunks?.push(bytes);
  };
  listenTo(response, 'write', ([chunk, encoding]) => keep(chunk, encoding));
  listenTo(response, 'end', ([chunk, encoding]) => keep(chunk, encoding));
  listenTo(response, 'writeHead', (args) => {
    const headers = args.find((arg) => typeof arg === 'object' && arg !== null);
    if (headers !== undefined) Object.assign(given, textual(headers));
  });
  return () => ({ headers: { ...textual(response.getHeaders()), ...given }, chunks });
}

/** Lets a method be seen before it does its work. */
function listenTo(
  response: ServerResponse,
  method: 'write' | 'end' | 'writeHead',
  look: (args: readonly unknown[]) => void,
): void {
  const original = response[method].bind(response) as (...args: unknown[]) => unknown;
  Reflect.set(response, method, (...args: unknown[]): unknown => {
    look(args);
    return original(...args);
  });
}

/** Headers by their names in lower case; also of a flat list, as `writeHead` may take it. */
function textual(headers: object): Record<string, string> {
  const pairs = Array.isArray(headers) ? pairsOf(headers as unknown[]) : Object.entries(headers);
  return Object.fromEntries(
    pairs
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

function pairsOf(list: readonly unknown[]): [string, unknown][] {
  const pairs: [string, unknown][] = [];
  for (let at = 0; at + 1 < list.length; at += 2) pairs.push([String(list[at]), list[at + 1]]);
  return pairs;
}

/** The bytes of a body without its compression. */
export function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (body.length === 0) return body;
  if (encoding === 'br') return brotliDecompressSync(body);
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
}
