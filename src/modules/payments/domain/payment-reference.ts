import { randomBytes } from 'node:crypto';

/** Without letters that are taken for another; only what every gateway takes in a reference. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 24;

/**
 * A merchant reference for one attempt to pay: 25 capital letters and digits, 120 random bits.
 * Unguessable, because whoever knows it may look at the state of the payment.
 */
export function newPaymentReference(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return `P${letters.join('')}`;
}
