import { createHmac, timingSafeEqual } from 'node:crypto';

/** `a=1&b=2`, names in the given order, values as they are: MoMo encodes nothing. */
export function momoText(
  names: readonly string[],
  values: Readonly<Record<string, string | number>>,
): string {
  return names.map((name) => `${name}=${values[name] ?? ''}`).join('&');
}

/** Hex HMAC-SHA256. */
export function momoSignature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}

export function isMomoSignatureRight(
  text: string,
  given: string,
  secrets: readonly string[],
): boolean {
  return secrets.some((secret) => {
    const right = Buffer.from(momoSignature(secret, text));
    const other = Buffer.from(given);
    return right.length === other.length && timingSafeEqual(right, other);
  });
}

const words = (text: string): string[] => text.split(' ');

/** What a signature covers, in its order. */
export const MOMO_SIGNED = {
  create: words(
    'accessKey amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId requestType',
  ),
  confirm: words('accessKey amount description orderId partnerCode requestId requestType'),
  query: words('accessKey orderId partnerCode requestId'),
  refund: words('accessKey amount description orderId partnerCode requestId transId'),
  refund_query: words('accessKey orderId partnerCode requestId'),
  ipn: words(
    'accessKey amount extraData message orderId orderInfo orderType partnerCode payType requestId responseTime resultCode transId',
  ),
  createAnswer: words(
    'accessKey amount message orderId partnerCode payUrl requestId responseTime resultCode',
  ),
} as const;

export type MomoOperation = 'create' | 'confirm' | 'query' | 'refund' | 'refund_query';
