import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { matches, type ReadyAnswer } from '../common/http/ready-answer.js';
import { requestIdFrom } from '../common/http/request-id.js';
import { isPersonal, MAX_LENGTH } from './answer-key.js';
import type { KeptAnswer } from './answer-store.js';
import { CACHE_STATUS } from './status-headers.js';

/** What the rest of the program has to say about a request that is answered past it. */
export interface Gate {
  /** Whether the process is in a state to answer without looking at anything else. */
  readonly isOpen: () => boolean;
  /**
   * Counts a request of somebody unknown.
   *
   * @param config of its route
   * @returns headers, name and value in turn; null when it has to be looked at, and is not counted
   */
  readonly admit: (ip: string, config: unknown) => readonly string[] | null;
  /** What headers depend on in an `Origin`; null where nobody knows. */
  readonly originOf: (header: string | undefined) => string | null;
  /**
   * Writes the line about a request that was answered, and counts it.
   *
   * @param config of its route
   */
  readonly log: (
    request: IncomingMessage,
    response: ServerResponse,
    id: string,
    config: unknown,
  ) => void;
}

/** What the long way has found out about an address. */
interface Address {
  readonly key: string;
  readonly config: unknown;
}

/** Something that a request asks for. */
interface Wanted {
  readonly status: 200 | 304;
  readonly bytes: Buffer;
  /** By which headers are known. */
  readonly variant: string;
}

/** Beside the text of an address. */
const OVERHEAD = 300;
const MAX_LANGUAGE_LENGTH = 100;
/** Of each request its own; all others are the same for all who ask for the same. */
const OWN = /^(x-request-id|ratelimit-\w+|date|connection|keep-alive)$/;

/**
 * Answers requests before the framework sees them, with exactly the headers and bytes with which the
 * framework has answered the same question before. So nothing about headers is known here: each was
 * sent once by everything that has a say in it. Whatever is not known takes the long way.
 */
export class FastLane {
  /** Requests that were answered. */
  given = 0;
  private readonly addresses: LRUCache<string, Address>;
  /** Knows how to find the caller's address behind proxies. */
  private prototype: object | null = null;

  /**
   * @param find the answer kept under a key, if it is right at this moment
   * @param room for addresses, in bytes
   */
  constructor(
    private readonly find: (key: string) => KeptAnswer | null,
    private readonly gate: Gate,
    room: number,
  ) {
    this.addresses = new LRUCache({
      maxSize: Math.max(1, Math.floor(room)),
      sizeCalculation: (_, text) => 2 * text.length + OVERHEAD,
    });
  }

  /** Whether it has answered. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const text = addressOf(request);
    const address = text === null ? undefined : this.addresses.get(text);
    if (address === undefined || !this.gate.isOpen()) return false;
    const kept = this.find(address.key);
    const wanted = kept === null ? null : this.wantedOf(request, kept.answer);
    const headers = wanted === null ? undefined : kept?.sent.get(wanted.variant);
    if (wanted === null || headers === undefined) return false;
    const limits = this.gate.admit(this.callerOf(request), address.config);
    if (limits === null) return false;
    const id = requestIdFrom(request.headers);
    response.writeHead(wanted.status, [...headers, 'x-request-id', id, ...limits]);
    if (wanted.status === 304 || request.method === 'HEAD') response.end();
    else response.end(wanted.bytes);
    this.given += 1;
    this.gate.log(request, response, id, address.config);
    return true;
  }

  /** Remembers how the framework has answered from what is kept. */
  learn(request: FastifyRequest, reply: FastifyReply, key: string, { answer, sent }: KeptAnswer) {
    const text = addressOf(request.raw);
    const wanted = this.wantedOf(request.raw, answer);
    if (text === null || wanted === null || reply.statusCode !== wanted.status) return;
    const headers = reply.getHeaders();
    if (headers['cache-status'] !== CACHE_STATUS.hit || 'set-cookie' in headers) return;
    const same = Object.entries(headers).filter(([name]) => !OWN.test(name));
    sent.set(
      wanted.variant,
      same.flatMap(([name, value]) => [value].flat().flatMap((one) => [name, String(one)])),
    );
    this.addresses.set(text, { key, config: request.routeOptions.config });
    this.prototype ??= Object.getPrototypeOf(request) as object;
  }

  /** Null for what is not ready or not understood here. */
  private wantedOf({ headers, method }: IncomingMessage, answer: ReadyAnswer): Wanted | null {
    const origin = this.gate.originOf(headers.origin);
    const encoding = answer.encodingFor(headers['accept-encoding']);
    const bytes = answer.in(encoding);
    if (origin === null || bytes instanceof Promise) return null;
    const tag = headers['if-none-match'];
    const isKnown = tag !== undefined && matches(tag, answer.etag(encoding));
    const status = isKnown ? 304 : 200;
    return { status, bytes, variant: `${method} ${status} ${encoding} ${origin}` };
  }

  /** By the framework's own rule about proxies that are trusted. */
  private callerOf(raw: IncomingMessage): string {
    const request = Object.create(this.prototype, { raw: { value: raw } }) as FastifyRequest;
    return request.ip;
  }
}

/** Everything of a request that leads to the key of its answer; null where it cannot be a known one. */
function addressOf({ method, url = '', headers }: IncomingMessage): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const language = headers['accept-language'] ?? '';
  if (url.length > MAX_LENGTH || language.length > MAX_LANGUAGE_LENGTH) return null;
  if (isPersonal(headers) || hasBody(headers)) return null;
  return `${language}\n${url}`;
}

function hasBody(headers: IncomingMessage['headers']): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}
