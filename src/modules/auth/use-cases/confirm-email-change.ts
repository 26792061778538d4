import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import { InvalidCode } from '../auth.errors.js';
import { CodesRepository } from '../data/codes.repository.js';
import { AccountNotices } from './account-notices.js';

/**
 * Uses up the code that went to the new address: from then on it is the address of the account, and
 * proven. The old one gets a mail that says what to do if it was not its owner.
 */
@Injectable()
export class ConfirmEmailChange {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: CodesRepository,
    private readonly users: UsersService,
    private readonly notices: AccountNotices,
  ) {}

  /**
   * @throws InvalidCode; a wrong code is counted.
   * @throws EmailTaken when somebody else has got the address since: of two who confirm the same one,
   * one wins. Whoever is told holds the code, so the address is in his hands.
   */
  async execute(ctx: RequestContext, user: AuthUser, code: string): Promise<void> {
    const changed = await this.uow.run(ctx, async (tx) => {
      const email = await this.codes.consumeOwn(tx, user.id, code, 'change_email');
      if (email === null) return false;
      const former = await this.users.changeEmail(tx, user.id, email);
      await this.notices.add(tx, user.id, 'email_changed', former);
      return true;
    });
    // Outside: thrown inside, it would roll the count of wrong codes back.
    if (!changed) throw new InvalidCode();
  }
}
