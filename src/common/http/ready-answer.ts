import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** How bytes may lie on the wire; the best first. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** Below this compression gains nothing. */
export const COMPRESS_FROM = 1_024;
const BROTLI_QUALITY = 4;
const MAX_REMEMBERED = 500;

/** Anyone may keep an answer, but has to ask whether it is still right: a change shows at once. */
export const MUST_REVALIDATE = 'public, no-cache';

/**
 * A JSON text as it goes over the wire, in each encoding that was asked for so far. The ETag is
 * strong and another one for each encoding, because the bytes differ.
 */
export class ReadyAnswer {
  readonly bytes: Buffer;
  private readonly hash: string;
  private readonly encoded = new Map<Encoding, Buffer>();

  constructor(
    text: string,
    /** Of its words, where they come in several. */
    readonly language: string | null,
    /** Fewer bytes are not compressed. */
    private readonly compressFrom: number = COMPRESS_FROM,
  ) {
    this.bytes = exactly(Buffer.byteLength(text));
    this.bytes.write(text);
    this.hash = createHash('sha1').update(this.bytes).digest('base64url');
  }

  /** Memory that the bytes take, in all encodings that there are by now. */
  get size(): number {
    let size = this.bytes.length;
    for (const { length } of this.encoded.values()) size += length;
    return size;
  }

  etag(encoding: Encoding): string {
    return encoding === 'identity' ? `"${this.hash}"` : `"${this.hash}-${encoding}"`;
  }

  /** The bytes in an encoding; compressed once. */
  in(encoding: Encoding): Buffer | Promise<Buffer> {
    if (encoding === 'identity') return this.bytes;
    return this.encoded.get(encoding) ?? this.compress(encoding);
  }

  /** What the caller takes best, as far as it pays. */
  encodingFor(acceptEncoding: string | undefined): Encoding {
    return this.bytes.length < this.compressFrom ? 'identity' : bestOf(acceptEncoding);
  }

  private async compress(encoding: 'br' | 'gzip'): Promise<Buffer> {
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    const compressed =
      encoding === 'br'
        ? await compressBrotli(this.bytes, { params })
        : await compressGzip(this.bytes);
    // What zlib returns is the beginning of a buffer of 16 KiB, which would be kept with it.
    const bytes = exactly(compressed.length);
    compressed.copy(bytes);
    this.encoded.set(encoding, bytes);
    return bytes;
  }
}

/** Memory of its own: out of the shared pool, a few bytes that are kept would keep 8 KiB. */
function exactly(length: number): Buffer {
  return Buffer.allocUnsafeSlow(length);
}

/**
 * Sets status and headers of a reply to a ready answer: 304 where the caller has the same.
 *
 * @returns the bytes to send; null for none.
 */
export function represent(
  answer: ReadyAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): Buffer | null | Promise<Buffer> {
  const { headers } = request;
  const encoding = answer.encodingFor(headers['accept-encoding']);
  const etag = answer.etag(encoding);
  void reply.headers({ etag, 'cache-control': MUST_REVALIDATE });
  addVary(reply, 'Accept-Encoding');
  if (answer.language !== null) {
    addVary(reply, 'Accept-Language');
    void reply.header('content-language', answer.language);
  }
  if (matches(headers['if-none-match'], etag)) {
    void reply.code(304).removeHeader('content-type');
    return null;
  }
  void reply.code(200).type('application/json; charset=utf-8');
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  return answer.in(encoding);
}

/** What a hook has to hand on for no bytes: Fastify's own hook for HEAD measures what it is given. */
export function noBytes({ method }: FastifyRequest): '' | null {
  return method === 'HEAD' ? '' : null;
}

/** Names a request header by which answers differ, beside those that are named already. */
export function addVary(reply: FastifyReply, name: string): void {
  const known = reply.getHeader('vary');
  if (known === undefined) {
    void reply.header('vary', name);
    return;
  }
  const names = [known].flat().map(String).join(', ');
  const has = names.toLowerCase().split(/, */).includes(name.toLowerCase());
  if (!has) void reply.header('vary', `${names}, ${name}`);
}

const remembered = new Map<string, Encoding>();

/** The same few headers come again and again. */
function bestOf(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  const known = remembered.get(header);
  if (known !== undefined) return known;
  const found = negotiate(header);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  if (header.length <= 100) remembered.set(header, found);
  return found;
}

/** RFC 9110, 12.5.3. Of equals ours is the order; `identity` goes wherever nothing else does. */
function negotiate(header: string): Encoding {
  const weights = new Map(
    header.split(',').map((part) => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
      return [name.trim(), weight === undefined ? 1 : Number(weight)] as const;
    }),
  );
  const weightOf = (encoding: Encoding): number => {
    const own = weights.get(encoding);
    if (own !== undefined) return own;
    return encoding === 'identity' ? 0.001 : (weights.get('*') ?? 0);
  };
  const ranked = [...ENCODINGS].sort((a, b) => weightOf(b) - weightOf(a));
  return ranked[0] ?? 'identity';
}

/** RFC 9110, 13.1.2: a list of tags or `*`, compared without regard to their weakness. */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
