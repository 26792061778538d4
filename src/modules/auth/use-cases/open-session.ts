import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../../common/http/client.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { AccessService } from '../../access/access.service.js';
import type { Credentials } from '../../users/users.types.js';
import type { TokenPair } from '../auth.types.js';
import { type OpenedSession, SessionsRepository } from '../data/sessions.repository.js';
import { hashOfToken, newRefreshToken } from '../domain/refresh-token.js';

/** Live sessions of one person. */
const MAX_SESSIONS = 50;

/** Starts a session, that is a family of refresh tokens, for a person who has proven himself. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sessions: SessionsRepository,
    private readonly access: AccessService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * The newest sessions of a person stay, the oldest beyond the limit end.
   *
   * @param options.mfa whether a second factor was shown
   * @returns null when account or password changed since the credentials were read, and for an
   * account with a second factor that was not shown.
   */
  async execute(
    ctx: RequestContext,
    credentials: Credentials,
    client: ClientInfo,
    options: { readonly mfa?: boolean } = {},
  ): Promise<TokenPair | null> {
    const refreshToken = newRefreshToken();
    const session = {
      id: randomUUID(),
      userId: credentials.id,
      hashedPassword: credentials.hashedPassword,
      tokenHash: hashOfToken(refreshToken),
      days: this.env.REFRESH_TOKEN_TTL_DAYS,
      mfa: options.mfa ?? false,
    };
    const owner = { ...ctx, actorId: credentials.id, onBehalfOf: undefined };
    const opened = await this.uow.run(owner, async (tx) => {
      const added = await this.sessions.open(tx, session, client);
      if (added) await this.sessions.endSurplus(tx, credentials.id, MAX_SESSIONS);
      return added;
    });
    return opened && toTokenPair(this.access, opened, refreshToken);
  }
}

/** Signs the access token that goes with a refresh token. */
export function toTokenPair(
  access: AccessService,
  session: OpenedSession,
  refreshToken: string,
): TokenPair {
  const accessToken = access.signToken({
    userId: session.user_id,
    sessionId: session.family_id,
    sessionVersion: session.session_version,
    issuedAt: session.issued_at,
  });
  return {
    accessToken,
    expiresIn: access.tokenLifetime,
    refreshToken,
    refreshExpiresAt: session.expired_at,
    sessionId: session.family_id,
  };
}
