import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { ApiKeysService } from '../../../access/api-keys.service.js';
import { RightsService } from '../../../access/rights.service.js';
import { UserNotFound } from '../../../users/users.errors.js';
import { UsersService } from '../../../users/users.service.js';
import type { UserContact } from '../../../users/users.types.js';
import { SessionsRepository } from '../../data/sessions.repository.js';
import { IdentitiesRepository } from '../../oidc/data/identities.repository.js';
import { AccountMails } from '../../use-cases/account-mails.js';

/** No password has it for its hash: with it nobody logs in. */
const NO_PASSWORD = '!';

/**
 * Staff takes an account out of whatever hands it is in: its password, sessions, keys and links to
 * providers are void, and its address gets a code for a new password.
 */
@Injectable()
export class ForceReset {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly users: UsersService,
    private readonly sessions: SessionsRepository,
    private readonly keys: ApiKeysService,
    private readonly identities: IdentitiesRepository,
    private readonly mails: AccountMails,
  ) {}

  /** @throws OwnAccount, ExceedsOwnRights, UserNotFound */
  async execute(ctx: RequestContext, userId: string): Promise<void> {
    const contact = await this.users.getContact(ctx, userId);
    const change = { userId, permission: 'users:x', notFound: () => new UserNotFound() };
    await this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, () => this.reset(tx, contact)),
    );
  }

  private async reset(tx: Tx, contact: UserContact): Promise<void> {
    await this.users.setPassword(tx, contact.id, NO_PASSWORD);
    await this.sessions.blockAll(tx, contact.id, null);
    await this.keys.revokeAllIn(tx, contact.id);
    // One of them may have been linked by whoever had the account.
    await this.identities.deleteAll(tx, contact.id);
    // Was the address changed a moment ago, the code is good for nothing: it counts for its address alone.
    await this.mails.issue(tx, contact, 'reset_password');
  }
}
