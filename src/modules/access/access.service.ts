import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { JwtKeys } from '../../common/crypto/jwt-keys.js';
import { ENV, type Env } from '../../config/env.js';
import {
  type AccessClaims,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from './access-claims.js';
import type { TokenSubject } from './access.types.js';

/** Issues access tokens. */
@Injectable()
export class AccessService {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: JwtKeys,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Life of an access token in seconds. */
  get tokenLifetime(): number {
    return this.env.ACCESS_TOKEN_TTL_SECONDS;
  }

  /** Signs an access token for a session. */
  signToken(subject: TokenSubject): string {
    const claims: AccessClaims = {
      typ: 'access',
      sub: subject.userId,
      sid: subject.sessionId,
      ver: subject.sessionVersion,
      iat: subject.issuedAt,
    };
    const { id, secret } = this.keys.current;
    return this.jwt.sign(claims, {
      secret,
      keyid: id,
      algorithm: TOKEN_ALGORITHM,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      expiresIn: this.tokenLifetime,
    });
  }
}
