import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';

/**
 * The secrets of a login at a provider. The PKCE verifier and the nonce follow from the state by a
 * key, so that neither is stored anywhere.
 */
@Injectable()
export class OidcSecrets {
  private readonly key: Buffer;

  constructor(@Inject(ENV) env: Pick<Env, 'TOKEN_SECRET'>) {
    this.key = Buffer.from(hkdfSync('sha256', env.TOKEN_SECRET, '', 'eshop oidc', 32));
  }

  /** PKCE code verifier of a login, 43 characters. */
  verifierOf(state: string): string {
    return this.derive(`verifier:${state}`);
  }

  /** What the id token has to repeat. */
  nonceOf(state: string): string {
    return this.derive(`nonce:${state}`);
  }

  private derive(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

/** 256 random bits: state, binding, one-time code. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What a row keeps of one. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The S256 challenge of a verifier. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/**
 * Whether who exchanges a code is who started: with a challenge its verifier, without one none. A
 * verifier where there was no challenge is refused, so that nobody can leave the challenge out for
 * somebody else.
 */
export function fitsChallenge(challenge: string | null, verifier: string | null): boolean {
  return (verifier === null ? null : challengeOf(verifier)) === challenge;
}
