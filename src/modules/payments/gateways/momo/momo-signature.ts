import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX = /^[0-9a-f]{64}$/;

/** What a message says, by the names that are signed. */
export type MomoFields = Readonly<Record<string, string | number>>;

/**
 * `a=1&b=2` with the names in their order and the values as they are. Nothing is encoded, so `&` and `=`
 * in a value can make another message look the same: {@link isPlain} keeps them out of ours.
 */
export function signedText(fields: MomoFields): string {
  const names = Object.keys(fields).sort();
  return names.map((name) => `${name}=${fields[name] ?? ''}`).join('&');
}

/** HMAC-SHA-256 in hex. */
export function signMomo(secret: string, fields: MomoFields): string {
  return createHmac('sha256', secret).update(signedText(fields)).digest('hex');
}

/** Whether one of the secrets signed the fields. Every one is tried. */
export function isMomoSignature(
  secrets: readonly string[],
  fields: MomoFields,
  given: string,
): boolean {
  if (!HEX.test(given)) return false;
  const hits = secrets.filter((secret) =>
    timingSafeEqual(Buffer.from(signMomo(secret, fields)), Buffer.from(given)),
  );
  return hits.length > 0;
}

/** Text for the free fields of a message. */
export function isPlain(text: string): boolean {
  return /^[A-Za-z0-9 ._-]*$/.test(text);
}
