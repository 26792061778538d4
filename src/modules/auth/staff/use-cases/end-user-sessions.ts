import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { RightsService } from '../../../access/rights.service.js';
import { UserNotFound } from '../../../users/users.errors.js';
import { SessionNotFound } from '../../auth.errors.js';
import { SessionsRepository } from '../../data/sessions.repository.js';

/** Staff ends one session of a person, or all of them. */
@Injectable()
export class EndUserSessions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly sessions: SessionsRepository,
  ) {}

  /**
   * @param sessionId null for all
   * @throws OwnAccount, ExceedsOwnRights, UserNotFound
   * @throws SessionNotFound for one that is over, unknown or another person's
   */
  async execute(ctx: RequestContext, userId: string, sessionId: string | null): Promise<void> {
    const change = { userId, permission: 'users:w', notFound: () => new UserNotFound() };
    await this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, async () => {
        if (sessionId === null) return this.sessions.blockAll(tx, userId, null);
        if (!(await this.sessions.lockOwn(tx, sessionId, userId))) throw new SessionNotFound();
        return this.sessions.blockFamily(tx, sessionId);
      }),
    );
  }
}
