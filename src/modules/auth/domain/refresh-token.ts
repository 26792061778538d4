import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A refresh token has 256 random bits, so that a plain hash is enough to keep it by. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the row keeps of a token. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * The next token of a family follows from the one presented, so that two requests that race with
 * the same token are given the same successor.
 */
export function successorOf(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64url');
}
