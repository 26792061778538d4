import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { RightsService } from '../../access/rights.service.js';
import { PeopleRepository } from '../data/people.repository.js';
import { etagOfPerson } from '../people.service.js';
import { UserNotFound } from '../users.errors.js';

/** Gives a person another role; it counts from his next request on. */
@Injectable()
export class ChangeUserRole {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly people: PeopleRepository,
  ) {}

  /**
   * @throws OwnAccount, ExceedsOwnRights for a role, or a person, that may do more than the caller
   * @throws LastAdministrator, UnknownRole, UserNotFound, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    userId: string,
    roleId: string,
    ifMatch: string | null,
  ): Promise<void> {
    const change = {
      userId,
      permission: 'users:w',
      newRoleId: roleId,
      notFound: () => new UserNotFound(),
    };
    await this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, async (target) => {
        assertUnchanged(ifMatch, etagOfPerson(target));
        await this.people.setRole(tx, userId, roleId);
      }),
    );
  }
}
