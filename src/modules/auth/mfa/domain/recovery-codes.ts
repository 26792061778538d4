import { randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;

/** Crockford's letters: none of them looks like another. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Ten codes of 80 random bits, written `4f0c-1f8e-2b7a-49d3`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: GROUPS }, newGroup).join('-'),
  );
}

/** One spelling per code: case, blanks and dashes do not count, nor do letters that look alike. */
export function normaliseRecoveryCode(code: string): string {
  const bare = code.toLowerCase().replaceAll(/[\s-]/g, '');
  return bare.replaceAll('o', '0').replaceAll(/[il]/g, '1');
}

function newGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
