import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { JwtKeys } from '../../common/crypto/jwt-keys.js';
import { ENV, type Env } from '../../config/env.js';
import { Db } from '../../database/db.js';
import {
  type AccessClaims,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from './access-claims.js';
import type { EffectivePermission, TokenSubject } from './access.types.js';
import { ROLE_CHAIN } from './session-check.js';

const LIST_PERMISSIONS = {
  name: 'access-list-permissions',
  text: `
    ${ROLE_CHAIN.replace('%role', '$1')}
    SELECT p.module, bool_or(p.r) AS r, bool_or(p.w) AS w, bool_or(p.x) AS x
      FROM permissions p JOIN chain c ON c.id = p.role_id
     GROUP BY p.module HAVING bool_or(p.r OR p.w OR p.x) ORDER BY p.module`,
};

/** Issues access tokens and tells what a role may do. */
@Injectable()
export class AccessService {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: JwtKeys,
    private readonly db: Db,
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

  /** The rights of a role, inherited ones included; empty for a role that is not active. */
  async listPermissions(roleId: string): Promise<EffectivePermission[]> {
    return this.db.query<{ module: string; r: boolean; w: boolean; x: boolean }>(LIST_PERMISSIONS, [
      roleId,
    ]);
  }
}
