import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';

import { Agent, buildConnector, request } from 'undici';

import { isLoopback, isPublicAddress } from './public-address.js';

/** Finds the addresses of a name; the system's own resolver but in tests. */
export type Resolver = (
  name: string,
  answer: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** What may be called beside the open internet, and how long it may take. */
export interface GuardOptions {
  readonly allowLoopback: boolean;
  readonly resolver?: Resolver;
}

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

const systemResolver: Resolver = (name, answer) => {
  lookUp(name, { all: true, verbatim: true }, answer);
};

/**
 * Calls addresses that somebody else has chosen. A name is resolved once, all of its addresses are looked at, and the
 * connection is made to one of just those: a second answer of its name server (DNS rebinding) is never asked for. What
 * the socket is connected to is looked at again. Redirects are answers like any other.
 */
export class GuardedCaller {
  private readonly agent: Agent;
  private readonly resolver: Resolver;

  constructor(private readonly options: GuardOptions) {
    this.resolver = options.resolver ?? systemResolver;
    const connect = buildConnector({ lookup: this.lookup, timeout: 5_000, keepAlive: false });
    this.agent = new Agent({
      connect: (target, done) => {
        if (isIP(bare(target.hostname)) !== 0 && !this.isAllowed(bare(target.hostname))) {
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

  /** Whether the host of a URL may be called, as far as is known now; a name without any address may. */
  async mayCall(host: string): Promise<boolean> {
    if (isIP(bare(host)) !== 0) return this.isAllowed(bare(host));
    const addresses = await new Promise<readonly LookupAddress[]>((resolve) => {
      this.resolver(host, (error, found) => {
        resolve(error === null ? found : []);
      });
    });
    return addresses.every(({ address }) => this.isAllowed(address));
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
    this.resolver(name, (error, addresses) => {
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
    return isPublicAddress(address) || (this.options.allowLoopback && isLoopback(address));
  }
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
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
