import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX = /^[0-9a-f]{128}$/;

/** HMAC-SHA-512 in hex, as version 2.1.0 signs. */
export function signVnpay(secret: string, text: string): string {
  return createHmac('sha512', secret).update(text).digest('hex');
}

/** Whether one of the secrets signed one of the texts. Every pair is compared. */
export function isVnpaySignature(
  secrets: readonly string[],
  texts: readonly string[],
  given: string,
): boolean {
  const signature = given.toLowerCase();
  if (!HEX.test(signature)) return false;
  const hits = secrets.flatMap((secret) =>
    texts.filter((text) =>
      timingSafeEqual(Buffer.from(signVnpay(secret, text)), Buffer.from(signature)),
    ),
  );
  return hits.length > 0;
}
