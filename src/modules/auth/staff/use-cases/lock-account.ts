import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { RightsService } from '../../../access/rights.service.js';
import { etagOfPerson, PeopleService } from '../../../users/people.service.js';
import { UserNotFound } from '../../../users/users.errors.js';
import { SessionsRepository } from '../../data/sessions.repository.js';

/** Staff shuts an account, or opens it again. */
@Injectable()
export class LockAccount {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly people: PeopleService,
    private readonly sessions: SessionsRepository,
  ) {}

  /**
   * Locking ends every session at once; keys of machines rest until the account is open again.
   *
   * @throws OwnAccount, ExceedsOwnRights, LastAdministrator, UserNotFound, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    userId: string,
    locked: boolean,
    ifMatch: string | null,
  ): Promise<void> {
    const change = { userId, permission: 'users:w', notFound: () => new UserNotFound() };
    await this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, async (target) => {
        assertUnchanged(ifMatch, etagOfPerson(target));
        await this.people.setLocked(tx, userId, locked);
        if (locked) await this.sessions.blockAll(tx, userId, null);
      }),
    );
  }
}
