import type { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

import { LRUCache } from 'lru-cache';

import { NoAnswer } from '../../../../common/outside/outside-call.js';
import { GatewayLine } from '../line/gateway-line.js';
import { chainFault, readCertificates, TrustedRoots } from './certificate-chain.js';
import { KNOWN_INTERMEDIATES } from './known-intermediates.js';

/** A certificate that signed for PayPal, or why it does not count. */
export type CertificateAnswer =
  | { readonly ok: true; readonly certificate: X509Certificate }
  | { readonly ok: false; readonly reason: string };

/** Where the certificates come from with which PayPal signs. */
export interface CertificateSource {
  /** @throws NoAnswer, GatewayResting when it cannot be had now */
  find(url: string, now: Date): Promise<CertificateAnswer>;
}

const TIMEOUT_MS = 4_000;
const MAX_BYTES = 64 * 1024;
const KEPT_MS = 12 * 3_600_000;
const KEPT_CERTIFICATES = 20;
const MAX_URL_LENGTH = 512;
const PATH = /^\/v1\/notifications\/certs\/[A-Za-z0-9_-]{1,200}$/;
const NAME = /^messageverificationcerts(\.sandbox)?\.paypal\.com$/;
/** Whoever sends callbacks names certificates: so many new ones a minute are fetched, whoever asks. */
const FETCHES_PER_MINUTE = 20;
const MINUTE_MS = 60_000;

/**
 * Fetches and keeps PayPal's certificates. An address counts only on the host of PayPal's that belongs
 * to the API we use, so that a callback cannot make us call anybody else.
 */
export class PaypalCertificates implements CertificateSource {
  private readonly kept = new LRUCache<string, Promise<readonly X509Certificate[]>>({
    max: KEPT_CERTIFICATES,
    ttl: KEPT_MS,
  });
  private readonly line = new GatewayLine('paypal certificates', TIMEOUT_MS);
  private readonly roots: TrustedRoots;
  private fetches: number[] = [];

  /** @param roots PEM of whom to trust; null for the roots of Node.js */
  constructor(
    private readonly apiUrl: string,
    roots: string | null,
  ) {
    this.roots = new TrustedRoots(roots === null ? rootCertificates : [roots]);
  }

  async find(url: string, now: Date): Promise<CertificateAnswer> {
    if (!this.isAllowed(url)) return refused('the address of the certificate is not one of PayPal');
    const [leaf, ...between] = await this.load(url);
    if (leaf === undefined) return refused('there is no certificate at its address');
    const name = /^CN=(.+)$/m.exec(leaf.subject)?.[1] ?? '';
    const isSandboxName = NAME.exec(name)?.[1] !== undefined;
    if (!NAME.test(name) || (isSandboxName && this.isLive())) {
      return refused('the certificate is not one for messages of PayPal');
    }
    const known = readCertificates(KNOWN_INTERMEDIATES);
    const fault = chainFault(leaf, [...between, ...known], this.roots, now);
    return fault === null ? { ok: true, certificate: leaf } : refused(fault);
  }

  private isAllowed(address: string): boolean {
    if (address.length > MAX_URL_LENGTH || !URL.canParse(address)) return false;
    const url = new URL(address);
    const api = new URL(this.apiUrl);
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
      return false;
    // What the parser mends (backslashes, dots, tabs) is not an address that PayPal writes.
    if (url.href !== address) return false;
    if (!isPaypal(api.hostname)) {
      const base = this.apiUrl.replace(/\/$/, '');
      return (
        url.origin === api.origin &&
        PATH.test(address.slice(base.length)) &&
        address.startsWith(base)
      );
    }
    const isOwn = isPaypal(url.hostname) && isSandbox(url.hostname) === isSandbox(api.hostname);
    return url.protocol === 'https:' && url.port === '' && isOwn && PATH.test(url.pathname);
  }

  private isLive(): boolean {
    const { hostname } = new URL(this.apiUrl);
    return isPaypal(hostname) && !isSandbox(hostname);
  }

  /** Fetched once for all who ask at the same time; a failure is not kept. */
  private async load(url: string): Promise<readonly X509Certificate[]> {
    const known = this.kept.get(url);
    if (known !== undefined) return known;
    this.countFetch();
    const fetched = this.fetch(url);
    this.kept.set(url, fetched);
    try {
      return await fetched;
    } catch (error) {
      this.kept.delete(url);
      throw error;
    }
  }

  private countFetch(): void {
    const now = Date.now();
    this.fetches = this.fetches.filter((at) => now - at < MINUTE_MS);
    if (this.fetches.length >= FETCHES_PER_MINUTE)
      throw new NoAnswer('too many certificates at once');
    this.fetches.push(now);
  }

  private async fetch(url: string): Promise<readonly X509Certificate[]> {
    const { status, text } = await this.line.http({ method: 'GET', url, maxBytes: MAX_BYTES });
    return status === 200 ? readCertificates(text) : [];
  }
}

function isPaypal(host: string): boolean {
  return host === 'paypal.com' || host.endsWith('.paypal.com');
}

function isSandbox(host: string): boolean {
  return host.includes('sandbox');
}

function refused(reason: string): CertificateAnswer {
  return { ok: false, reason };
}
