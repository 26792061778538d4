import { createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import type { SigningKey } from '../../config/secrets.js';

/**
 * The ring of keys that access tokens are signed with: the first one signs, all of them verify, so
 * that a new key in front logs nobody out. A token names its key in its header (`kid`), and a name
 * is only ever looked up in this map: it never becomes a path, an address or a statement.
 */
@Injectable()
export class JwtKeys {
  /** The key that signs. */
  readonly current: SigningKey;
  private readonly secrets: ReadonlyMap<string, KeyObject>;

  constructor(@Inject(ENV) env: Pick<Env, 'JWT_KEYS'>) {
    const [current] = env.JWT_KEYS;
    if (!current) throw new Error('The key ring is empty');
    this.current = current;
    this.secrets = new Map(
      env.JWT_KEYS.map(({ id, secret }) => [id, createSecretKey(secret, 'utf8')]),
    );
  }

  /**
   * The key that a token has to be verified with; null when its header names none of the ring. Ready made: given the
   * text, the verifier first tries to read it as a public key, which costs a request more than the rest of the check.
   */
  keyOf(token: string): KeyObject | null {
    const kid = keyIdOf(token);
    return kid === null ? null : (this.secrets.get(kid) ?? null);
  }
}

/** `kid` of a token's header, not verified yet. */
function keyIdOf(token: string): string | null {
  const [header = ''] = token.split('.', 1);
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('kid' in parsed)) return null;
    return typeof parsed.kid === 'string' ? parsed.kid : null;
  } catch {
    return null;
  }
}
