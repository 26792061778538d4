import { createHmac, timingSafeEqual } from 'node:crypto';

/** Hex HMAC-SHA512, the checksum of everything at VNPay. */
export function vnpayChecksum(secret: string, text: string): string {
  return createHmac('sha512', secret).update(text, 'utf8').digest('hex');
}

/** Names in order, form encoding (a blank is `+`), joined with `&`: what the checksum of a query covers. */
export function vnpayQuery(parameters: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1));
  return new URLSearchParams(sorted).toString();
}

/** Whether a query as it came over the wire carries the checksum of one of the secrets. */
export function isVnpayQueryRight(query: string, secrets: readonly string[]): boolean {
  const pairs = query.split('&').filter((pair) => pair !== '');
  const given = pairs.find((pair) => nameOf(pair) === 'vnp_SecureHash')?.split('=')[1] ?? '';
  const covered = pairs
    .filter((pair) => !['vnp_SecureHash', 'vnp_SecureHashType'].includes(nameOf(pair)))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
    .join('&');
  return secrets.some((secret) => isSame(vnpayChecksum(secret, covered), given));
}

/** Whether the checksum over values joined with `|` is that of one of the secrets. */
export function isVnpayChecksumRight(
  values: readonly string[],
  given: string,
  secrets: readonly string[],
): boolean {
  return secrets.some((secret) => isSame(vnpayChecksum(secret, values.join('|')), given));
}

const nameOf = (pair: string): string => pair.split('=')[0] ?? '';

function isSame(right: string, given: string): boolean {
  const [one, other] = [Buffer.from(right), Buffer.from(given.toLowerCase())];
  return one.length === other.length && timingSafeEqual(one, other);
}
