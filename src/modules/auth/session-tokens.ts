import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../common/http/auth-user.js';
import type { Tx } from '../../database/unit-of-work.js';
import { AccessService } from '../access/access.service.js';
import type { AccessToken } from './auth.types.js';
import { SessionFactsRepository } from './data/session-facts.repository.js';
import { type OpenedSession, SessionsRepository } from './data/sessions.repository.js';

/** A session that goes on while the tokens issued before are refused. */
@Injectable()
export class SessionTokens {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly facts: SessionFactsRepository,
    private readonly access: AccessService,
  ) {}

  /** Ends all sessions of a person but the one he calls from. */
  async endOthers(tx: Tx, user: AuthUser): Promise<void> {
    await this.sessions.blockAll(tx, user.id, user.sessionId);
  }

  /** Ends them all. */
  async endAll(tx: Tx, user: AuthUser): Promise<void> {
    await this.sessions.blockAll(tx, user.id, null);
  }

  /** What the next token of this session has to say; null when the session was ended. */
  async renew(tx: Tx, user: AuthUser): Promise<OpenedSession | null> {
    return this.facts.renew(tx, user.id, user.sessionId);
  }

  /** A token for it; after the commit. */
  sign(session: OpenedSession): AccessToken {
    const accessToken = this.access.signToken({
      userId: session.user_id,
      sessionId: session.family_id,
      sessionVersion: session.session_version,
      issuedAt: session.issued_at,
    });
    return { accessToken, expiresIn: this.access.tokenLifetime, sessionId: session.family_id };
  }
}
