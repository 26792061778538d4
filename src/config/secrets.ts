import { createHash } from 'node:crypto';

/** Variables that hold a secret of their own; each at least {@link SECRET_LENGTH} characters. */
export const SECRET_NAMES = [
  'PASSWORD_PEPPER',
  'CODE_SECRET',
  'TOKEN_SECRET',
  'BLIND_INDEX_KEY',
  'SANDBOX_GATEWAY_SECRET',
  'AUDIT_KEY',
] as const;

export type SecretName = (typeof SECRET_NAMES)[number];

export const SECRET_LENGTH = 32;

const DEVELOPMENT = 'development-only';
const PLACEHOLDER =
  /development-only|change[-_ ]?me|change[-_ ]?this|placeholder|example|insecure|your[-_ ]|replace|default|secret|password|[<>]|x{6}|(.)\1{7}|0123456789|1234567890|abcdefghij/i;

/** One key of the key ring that encrypts personal data. */
export interface EncryptionKey {
  /** Stands before each ciphertext, so that old keys can go on reading. */
  readonly id: string;
  /** 32 bytes for AES-256-GCM. */
  readonly key: Buffer;
}

/** One key of the ring that signs access tokens. */
export interface SigningKey {
  /** Stands in the header of each token (`kid`). */
  readonly id: string;
  /** At least {@link SECRET_LENGTH} characters. */
  readonly secret: string;
}

/** A stable secret for development and tests: two starts must read each other's data. */
export function developmentSecret(name: SecretName | 'JWT_KEYS'): string {
  return `${DEVELOPMENT}-${createHash('sha256').update(`eshop ${name}`).digest('hex')}`;
}

/** The key ring of development and tests. */
export function developmentKeys(): string {
  const key = createHash('sha256').update('eshop ENCRYPTION_KEYS').digest('base64');
  return `${DEVELOPMENT}:${key}`;
}

/** The signing keys of development and tests. */
export function developmentSigningKeys(): string {
  return `${DEVELOPMENT}:${developmentSecret('JWT_KEYS')}`;
}

/** Why a secret cannot be used in production, or null. Never repeats the value. */
export function secretFault(value: string): string | null {
  if (value.length < SECRET_LENGTH) return `must have at least ${SECRET_LENGTH} characters`;
  if (PLACEHOLDER.test(value)) return 'is a known placeholder';
  if (new Set(value).size < 10) return 'has too few different characters';
  return null;
}

/**
 * Reads `id:base64,id:base64`; the first key encrypts, all of them decrypt.
 *
 * @returns the ring, or a sentence saying what is wrong with it.
 */
export function parseKeyRing(text: string): readonly EncryptionKey[] | string {
  const keys = text.split(',').map((part) => {
    const [id = '', base64 = '', ...rest] = part.trim().split(':');
    return { id, key: Buffer.from(base64, 'base64'), rest: rest.length };
  });
  if (keys.some(({ id, rest }) => !/^[A-Za-z0-9_-]{1,16}$/.test(id) || rest > 0)) {
    return 'must be a list of id:base64 with ids of 1 to 16 letters and digits';
  }
  if (keys.some(({ key }) => key.length !== 32)) return 'must hold 32 bytes of base64 per key';
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) return 'uses one key id twice';
  return keys.map(({ id, key }) => Object.freeze({ id, key }));
}

/**
 * Reads `id:secret,id:secret`; the first key signs, all of them verify.
 *
 * @returns the ring, or a sentence saying what is wrong with it.
 */
export function parseSigningKeys(text: string): readonly SigningKey[] | string {
  const keys = text.split(',').map((part) => {
    const [id = '', ...rest] = part.trim().split(':');
    return Object.freeze({ id, secret: rest.join(':') });
  });
  if (keys.some(({ id }) => !/^[A-Za-z0-9_-]{1,16}$/.test(id))) {
    return 'must be a list of id:secret with ids of 1 to 16 letters and digits';
  }
  if (keys.some(({ secret }) => secret.length < SECRET_LENGTH || secret.length > 512)) {
    return `must have at least ${SECRET_LENGTH} characters per secret`;
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) return 'uses one key id twice';
  return keys;
}

/** Whether a ring is the one that everybody can read in this file. */
export function isDevelopmentRing(keys: readonly EncryptionKey[]): boolean {
  return keys.some(({ id }) => id === DEVELOPMENT);
}
