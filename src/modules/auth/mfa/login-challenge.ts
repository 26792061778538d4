import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import { ENV, type Env } from '../../../config/env.js';
import { InvalidMfaToken } from './mfa.errors.js';
import type { LoginState } from './mfa.types.js';

/** How long the second factor may take, in seconds. */
export const CHALLENGE_SECONDS = 300;

const ISSUER = 'eshop';
const AUDIENCE = 'eshop-mfa';
const ALGORITHM = 'HS256';

const claims = z.object({ typ: z.literal('mfa'), sub: z.uuid(), state: z.string() });

/**
 * The token between the first factor and the second. It is signed with a key of its own, so that
 * neither it nor an access token can ever pass as the other, and holds a digest of what the account
 * was like: a new password or ended sessions void it.
 */
@Injectable()
export class LoginChallenge {
  private readonly key: Buffer;
  private readonly jwt: JwtService;

  constructor(@Inject(ENV) env: Pick<Env, 'TOKEN_SECRET'>) {
    this.key = Buffer.from(hkdfSync('sha256', env.TOKEN_SECRET, '', 'eshop mfa token', 32));
    this.jwt = new JwtService({ secret: this.key });
  }

  /** For somebody who has shown the first factor. */
  issue(account: LoginState): string {
    return this.jwt.sign(
      { typ: 'mfa', sub: account.userId, state: this.stateOf(account) },
      { algorithm: ALGORITHM, issuer: ISSUER, audience: AUDIENCE, expiresIn: CHALLENGE_SECONDS },
    );
  }

  /**
   * Who has shown the first factor, to be compared with {@link fits}.
   *
   * @throws InvalidMfaToken whatever is wrong with it
   */
  read(token: string): { readonly userId: string; readonly state: string } {
    const parsed = claims.safeParse(this.verified(token));
    if (!parsed.success) throw new InvalidMfaToken();
    return { userId: parsed.data.sub, state: parsed.data.state };
  }

  /** Whether the account is still what it was when the token was issued. */
  fits(state: string, account: LoginState): boolean {
    return state === this.stateOf(account);
  }

  private verified(token: string): unknown {
    try {
      return this.jwt.verify<object>(token, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
      });
    } catch {
      return null;
    }
  }

  private stateOf({ userId, sessionVersion, hashedPassword }: LoginState): string {
    const text = `${userId}:${sessionVersion}:${hashedPassword}`;
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}
