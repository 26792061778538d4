import { createHash, randomBytes } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A guest's secret: 256 bit, shown once and never stored. */
export function createCartToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token; null for what cannot be one of ours. */
export function hashCartToken(token: string | null): string | null {
  if (token === null || !TOKEN.test(token)) return null;
  return createHash('sha256').update(token).digest('hex');
}
