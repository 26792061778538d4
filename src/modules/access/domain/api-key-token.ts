import { createHash, randomBytes } from 'node:crypto';

const FORM = /^eshop_[0-9a-f]{12}_[0-9a-f]{64}$/;
const PREFIX_BYTES = 6;
const SECRET_BYTES = 32;

/** A new key: the text is shown once, its hash is kept. */
export interface NewApiKey {
  readonly token: string;
  /** What lists show of it. */
  readonly prefix: string;
  readonly hash: string;
}

/** `eshop_<prefix>_<256 bits>`: one word, which scanners for leaked secrets find by its beginning. */
export function newApiKey(): NewApiKey {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex');
  const token = `eshop_${prefix}_${randomBytes(SECRET_BYTES).toString('hex')}`;
  return { token, prefix, hash: hashOfApiKey(token) };
}

/** Whether a bearer token has the form of a key; whether it is one, the database knows. */
export function looksLikeApiKey(token: string): boolean {
  return FORM.test(token);
}

/** SHA-256 in hex: 256 random bits need no salt and no slow hash. */
export function hashOfApiKey(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
