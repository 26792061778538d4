import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';

import { Agent, buildConnector, request } from 'undici';

import { bareHost, type GuardOptions, isAllowed, systemResolver } from './public-address.js';

/** A POST to an address that somebody else has chosen. */
export interface GuardedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the first try to connect to the last byte read. */
  readonly timeoutMs: number;
  /** Of the answer's body this much is read; the rest is not waited for. */
  readonly maxBytes: number;
}

/** What came back, whatever its status. */
export interface GuardedAnswer {
  readonly status: number;
  readonly text: string;
}

/** The address leads to where nobody outside may lead us. */
export class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED';

  constructor() {
    super('The address is not on the open internet');
    this.name = 'AddressRefused';
  }
}

/**
 * Calls addresses that somebody else has chosen. A name is resolved once, all of its addresses are looked at, and the
 * connection is made to one of just those: a second answer of its name server (DNS rebinding) is never asked for. What
 * the socket is connected to is looked at again. Redirects are answers like any other.
 */
export class GuardedCaller {
  private readonly agent: Agent;

  constructor(private readonly options: GuardOptions) {
    const connect = buildConnector({ lookup: this.lookup, timeout: 5_000, keepAlive: false });
    this.agent = new Agent({
      connect: (target, done) => {
        if (isIP(bareHost(target.hostname)) !== 0 && !this.isAllowed(bareHost(target.hostname))) {
          done(new AddressRefused(), null);
          return;
        }
        connect(target, (...[error, socket]) => {
          if (error !== null) done(error, null);
          else if (this.isAllowed(socket.remoteAddress ?? '')) done(null, socket);
          else {
            socket.destroy();
            done(new AddressRefused(), null);
          }
        });
      },
      pipelining: 1,
      keepAliveTimeout: 1_000,
      keepAliveMaxTimeout: 5_000,
      maxHeaderSize: 16_384,
    });
  }

  /**
   * @throws AddressRefused; undici's errors (their `code` says what happened) and TimeoutError when there was no
   * answer in time
   */
  async post({ url, headers, body, timeoutMs, maxBytes }: GuardedPost): Promise<GuardedAnswer> {
    const signal = AbortSignal.timeout(timeoutMs);
    const { statusCode, body: stream } = await request(url, {
      method: 'POST',
      dispatcher: this.agent,
      headers,
      body,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    return { status: statusCode, text: await beginningOf(stream, maxBytes) };
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private readonly lookup: LookupFunction = (name, options, done) => {
    const resolve = this.options.resolver ?? systemResolver;
    resolve(name, (error, addresses) => {
      const [first] = addresses;
      if (error !== null || first === undefined) {
        done(Object.assign(error ?? new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
      } else if (!addresses.every(({ address }) => this.isAllowed(address))) {
        done(new AddressRefused(), '', 0);
      } else if (options.all === true) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };

  private isAllowed(address: string): boolean {
    return isAllowed(address, this.options);
  }
}

/** The first bytes of a body; whoever sends more is hung up on. */
async function beginningOf(stream: Readable, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}
