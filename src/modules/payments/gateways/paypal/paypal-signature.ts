import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';

import type { RawCallback } from '../payment-gateway.js';
import type { CertificateSource } from './paypal-certificates.js';

const FORMATS = {
  'paypal-transmission-id': /^[\w-]{1,64}$/,
  'paypal-transmission-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/,
  'paypal-transmission-sig': /^[A-Za-z0-9+/]{340,700}={0,2}$/,
  'paypal-auth-algo': /^SHA256withRSA$/,
  'paypal-cert-url': /^https?:\/\/[\x21-\x7e]{1,500}$/,
} as const;

type HeaderName = keyof typeof FORMATS;

const FUTURE_MS = 300_000;

/**
 * Why a message is not from PayPal, or null: it signs its number, its time, the webhook and a CRC-32 of
 * the body, so whoever has one message can make others with the same sum. What a message says must
 * therefore be asked again before it counts.
 *
 * @throws NoAnswer, GatewayResting when the certificate cannot be had now
 */
export async function paypalFault(
  { headers, body, receivedAt }: RawCallback,
  webhookId: string,
  certificates: CertificateSource,
): Promise<string | null> {
  const lines = new Map<HeaderName, string>();
  for (const [name, format] of Object.entries(FORMATS) as [HeaderName, RegExp][]) {
    const [line, ...more] = headers[name] ?? [];
    if (line === undefined) return `${name} is missing`;
    if (more.length > 0) return `${name} came twice`;
    if (!format.test(line)) return `${name} cannot be read`;
    lines.set(name, line);
  }
  const of = (name: HeaderName): string => lines.get(name) ?? '';
  const time = of('paypal-transmission-time');
  if (!(Date.parse(time) <= receivedAt.getTime() + FUTURE_MS)) return 'it was sent in the future';
  const found = await certificates.find(of('paypal-cert-url'), receivedAt);
  if (!found.ok) return found.reason;
  const { publicKey } = found.certificate;
  if (publicKey.asymmetricKeyType !== 'rsa') return 'the certificate has no RSA key';
  const message = [of('paypal-transmission-id'), time, webhookId, String(crc32(body))].join('|');
  const signature = Buffer.from(of('paypal-transmission-sig'), 'base64');
  if (signature.toString('base64') !== of('paypal-transmission-sig')) {
    return 'the signature is not written as PayPal does';
  }
  const isRight = verify('sha256', Buffer.from(message), publicKey, signature);
  return isRight ? null : 'the signature does not match';
}
