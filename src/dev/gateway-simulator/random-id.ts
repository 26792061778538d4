import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** `prefix` and that many random characters of the alphabet. */
export function randomId(
  length: number,
  prefix = '',
  alphabet = `${DIGITS}${LETTERS}${LETTERS.toLowerCase()}`,
): string {
  let id = prefix;
  for (let index = 0; index < length; index += 1) id += alphabet[randomInt(alphabet.length)] ?? '';
  return id;
}

/** Capital letters and digits. */
export const capitalId = (length: number): string => randomId(length, '', `${DIGITS}${LETTERS}`);

/** Digits without a leading zero. */
export const digitId = (length: number): string =>
  randomId(1, '', '123456789') + randomId(length - 1, '', DIGITS);
