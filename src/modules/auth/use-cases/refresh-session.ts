import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ClientInfo } from '../../../common/http/client.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { AccessService } from '../../access/access.service.js';
import { InvalidRefreshToken } from '../auth.errors.js';
import type { TokenPair } from '../auth.types.js';
import {
  type OpenedSession,
  type PresentedToken,
  SessionsRepository,
} from '../data/sessions.repository.js';
import { hashOfToken, successorOf } from '../domain/refresh-token.js';
import { toTokenPair } from './open-session.js';

/** How long the loser of a race, or of a lost answer, still gets the token that the winner got. */
const GRACE_SECONDS = 10;

type Rotation = Pick<OpenedSession, 'expired_at' | 'issued_at'>;

/**
 * Exchanges a refresh token for its successor. A token that was exchanged before is stolen, or was
 * stolen from: the whole family ends, whoever holds its live token.
 */
@Injectable()
export class RefreshSession {
  private readonly logger = new Logger(RefreshSession.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly sessions: SessionsRepository,
    private readonly access: AccessService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws InvalidRefreshToken always with the same words */
  async execute(ctx: RequestContext, token: string, client: ClientInfo): Promise<TokenPair> {
    const successor = successorOf(token, this.env.TOKEN_SECRET);
    // Whose token it is, is what this finds out.
    const opened = await this.uow.run(withAllRows(ctx), async (tx) => {
      const presented = await this.sessions.lockFamily(tx, hashOfToken(token));
      if (!presented || presented.ended) return null;
      const rotation = await this.rotate(tx, presented, hashOfToken(successor), client);
      return rotation && { ...presented, ...rotation };
    });
    // Outside: thrown inside, it would roll the end of a stolen family back.
    if (!opened) throw new InvalidRefreshToken();
    return toTokenPair(this.access, opened, successor);
  }

  private async rotate(
    tx: Tx,
    presented: PresentedToken,
    successorHash: string,
    client: ClientInfo,
  ): Promise<Rotation | null> {
    const rotation =
      (await this.sessions.rotate(tx, presented.id, successorHash, client)) ??
      (await this.sessions.findSuccessor(tx, presented.id, successorHash, GRACE_SECONDS));
    if (rotation) return rotation;
    await this.sessions.blockFamily(tx, presented.family_id);
    const { user_id: userId, family_id: sessionId } = presented;
    this.logger.warn({ userId, sessionId }, 'A refresh token came twice: its session is ended');
    return null;
  }
}
