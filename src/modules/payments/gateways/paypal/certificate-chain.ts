import { X509Certificate } from 'node:crypto';

const PEM = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/g;
const MAX_CERTIFICATES = 10;
const MAX_DEPTH = 5;

/** The certificates of a PEM text in their order; an unreadable one makes it none. */
export function readCertificates(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(PEM) ?? [];
  if (blocks.length > MAX_CERTIFICATES) return [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}

/** Whom a chain may end at, by name. */
export class TrustedRoots {
  private bySubject: ReadonlyMap<string, readonly X509Certificate[]> | undefined;

  constructor(private readonly pems: readonly string[]) {}

  issuersOf(certificate: X509Certificate): readonly X509Certificate[] {
    return this.load().get(certificate.issuer) ?? [];
  }

  /** Some 140 are known to Node.js; read when the first is needed. */
  private load(): ReadonlyMap<string, readonly X509Certificate[]> {
    if (this.bySubject !== undefined) return this.bySubject;
    const map = new Map<string, X509Certificate[]>();
    for (const root of this.pems.flatMap((pem) => readCertificates(pem))) {
      map.set(root.subject, [...(map.get(root.subject) ?? []), root]);
    }
    this.bySubject = map;
    return map;
  }
}

/** Whether a certificate may be used at a time. */
export function isValidAt(certificate: X509Certificate, now: Date): boolean {
  const [from, to] = [certificate.validFrom, certificate.validTo].map((text) => Date.parse(text));
  return from !== undefined && to !== undefined && from <= now.getTime() && now.getTime() <= to;
}

/**
 * Why a leaf is not vouched for by a trusted root at a time, or null. Each step must be signed by the
 * next, which must be an authority, and all of them must be valid then.
 */
export function chainFault(
  leaf: X509Certificate,
  between: readonly X509Certificate[],
  roots: TrustedRoots,
  now: Date,
): string | null {
  if (leaf.ca) return 'the certificate is one of an authority';
  let current = leaf;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    if (!isValidAt(current, now)) return 'a certificate is not valid at this time';
    const signs = (issuer: X509Certificate): boolean => hasIssued(issuer, current);
    const root = roots.issuersOf(current).find(signs);
    if (root !== undefined)
      return isValidAt(root, now) ? null : 'the root is not valid at this time';
    const next = between.find((other) => other !== current && signs(other));
    if (next === undefined) return 'no trusted root vouches for the certificate';
    current = next;
  }
  return 'the chain is too long';
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
