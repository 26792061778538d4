import { PasswordTooCommon } from '../auth.errors.js';

export const MIN_PASSWORD_CHARACTERS = 8;
export const MAX_PASSWORD_CHARACTERS = 128;

let common: Promise<ReadonlySet<string>> | null = null;

/**
 * Refuses what attackers try first: the list of common passwords and the person's own names.
 * No rules about digits or capitals, they make passwords worse.
 *
 * @param own e-mail, user name, first and last name
 * @throws PasswordTooCommon
 */
export async function assertGoodPassword(password: string, own: readonly string[]): Promise<void> {
  const lower = password.toLowerCase();
  const names = own.flatMap((name) => [name.toLowerCase(), name.toLowerCase().split('@')[0] ?? '']);
  common ??= loadCommonPasswords();
  if (names.includes(lower) || (await common).has(lower)) throw new PasswordTooCommon();
}

/** About 18,000 entries, half a megabyte: read with the first password that is set, not at the start. */
async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const usable = dictionary['passwords-common'].filter(
    (password) => password.length >= MIN_PASSWORD_CHARACTERS,
  );
  return new Set(usable);
}
