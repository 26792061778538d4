import { isVnpaySignature, signVnpay } from './vnpay-signature.js';

const SIGNATURE = 'vnp_SecureHash';
const UNSIGNED = new Set([SIGNATURE, 'vnp_SecureHashType']);
const MAX_LENGTH = 8_192;
const NAME = /^vnp_[A-Za-z]{1,40}$/;

/** Decoded values of a message whose signature was right, or what is wrong with it, for the log. */
export type VerifiedQuery =
  | { readonly ok: true; readonly fields: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly reason: string };

/** A query in the order and encoding that VNPay signs: by name, form-encoded. */
export function signedQuery(fields: Readonly<Record<string, string>>, secret: string): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = new URLSearchParams(sorted).toString();
  return `${text}&${SIGNATURE}=${signVnpay(secret, text)}`;
}

/**
 * Checks the raw query of an IPN. What is signed are the pairs as they came, sorted by name: decoding
 * and encoding again would not always give the same bytes. VNPay leaves empty values out when it signs.
 */
export function verifyVnpayQuery(query: string, secrets: readonly string[]): VerifiedQuery {
  if (query === '' || query.length > MAX_LENGTH) return refused('the query is empty or too long');
  const pairs = query.split('&').map((pair): Pair => {
    const cut = pair.indexOf('=');
    return cut < 0 ? ['', '', pair] : [pair.slice(0, cut), pair.slice(cut + 1), pair];
  });
  if (!pairs.every(([name]) => NAME.test(name))) return refused('a name is not one of VNPay');
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length)
    return refused('a name came twice');
  const signature = pairs.find(([name]) => name === SIGNATURE)?.[1];
  if (signature === undefined) return refused('the signature is missing');
  const signed = pairs.filter(([name]) => !UNSIGNED.has(name));
  signed.sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = [signed, signed.filter(([, value]) => value !== '')].map(joined);
  if (!isVnpaySignature(secrets, texts, signature)) return refused('no signature matches');
  const fields = new Map<string, string>();
  for (const [name, value] of signed) {
    const text = decoded(value);
    if (text === null) return refused('a value cannot be decoded');
    if (text !== '') fields.set(name, text);
  }
  return { ok: true, fields };
}

/** Name, raw value, and both as they came. */
type Pair = readonly [name: string, value: string, pair: string];

function joined(pairs: readonly Pair[]): string {
  return pairs.map(([, , pair]) => pair).join('&');
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

function refused(reason: string): VerifiedQuery {
  return { ok: false, reason };
}
