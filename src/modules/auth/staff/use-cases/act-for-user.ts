import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ApiKeyNotAllowed, Unauthenticated } from '../../../../common/errors/common-errors.js';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { AccessService } from '../../../access/access.service.js';
import { RightsService, type Target } from '../../../access/rights.service.js';
import { UserNotFound } from '../../../users/users.errors.js';
import type { OpenedSession } from '../../data/sessions.repository.js';
import { hashOfToken, newRefreshToken } from '../../domain/refresh-token.js';
import { ActingRepository } from '../data/acting.repository.js';
import { AccountLocked, StaffAccount } from '../staff.errors.js';

/** How long one may act before saying why again. */
const ACTING_MINUTES = 15;

/** For whom, and why: the customer reads it in his list of sessions. */
export interface ActingWish {
  readonly userId: string;
  readonly reason: string;
}

/** What to act with. There is no refresh token: it ends. */
export interface Acting {
  readonly accessToken: string;
  /** Seconds until the access token runs out. */
  readonly expiresIn: number;
  readonly sessionId: string;
}

/**
 * Lets a member of staff act for a customer for a quarter of an hour. It ends with his own session,
 * his right or his account; what he does stands in the audit log under both names.
 */
@Injectable()
export class ActForUser {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly acting: ActingRepository,
    private readonly access: AccessService,
  ) {}

  /** @throws StaffAccount, AccountLocked, UserNotFound, OwnAccount, ApiKeyNotAllowed */
  async execute(
    ctx: RequestContext,
    staff: AuthUser,
    wish: ActingWish,
    client: ClientInfo,
  ): Promise<Acting> {
    if (staff.apiKeyId !== undefined) throw new ApiKeyNotAllowed();
    const change = {
      userId: wish.userId,
      permission: 'users:x',
      notFound: () => new UserNotFound(),
    };
    const opened = await this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, (target) =>
        this.open(tx, staff, target, wish, client),
      ),
    );
    const accessToken = this.access.signToken({
      userId: opened.user_id,
      sessionId: opened.family_id,
      sessionVersion: opened.session_version,
      issuedAt: opened.issued_at,
    });
    const secondsLeft = Math.floor(opened.expired_at.getTime() / 1000) - opened.issued_at;
    const expiresIn = Math.min(this.access.tokenLifetime, secondsLeft);
    return { accessToken, expiresIn, sessionId: opened.family_id };
  }

  private async open(
    tx: Tx,
    staff: AuthUser,
    target: Target,
    { reason }: ActingWish,
    client: ClientInfo,
  ): Promise<OpenedSession> {
    if (target.isStaff) throw new StaffAccount();
    if (target.locked) throw new AccountLocked();
    await this.acting.end(tx, target.id, staff.id);
    const acting = {
      id: randomUUID(),
      userId: target.id,
      tokenHash: hashOfToken(newRefreshToken()),
      staffId: staff.id,
      openedIn: staff.sessionId,
      reason,
      minutes: ACTING_MINUTES,
    };
    const opened = await this.acting.open(tx, acting, client);
    if (!opened) throw new Unauthenticated();
    return opened;
  }
}
