import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../common/http/client.js';
import type { Proof } from '../../../common/recent-proof.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { RightsService } from '../../access/rights.service.js';
import { UsersService } from '../../users/users.service.js';
import { accountDeletionRequested } from '../auth.events.js';
import { CheckProof } from '../check-proof.js';
import { SessionTokens } from '../session-tokens.js';
import { AccountNotices } from './account-notices.js';

/**
 * Ends an account for its owner: sessions and keys are refused at once, address and user name are
 * free again, and the event has the data erased. Orders that are under way are delivered all the same.
 */
@Injectable()
export class DeleteAccount {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly proof: CheckProof,
    private readonly rights: RightsService,
    private readonly users: UsersService,
    private readonly sessions: SessionTokens,
    private readonly notices: AccountNotices,
    private readonly outbox: Outbox,
  ) {}

  /** @throws ProofFailed, ProofNeeded, TooManyAttempts, LoginBusy, LastAdministrator */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    proof: Proof,
    client: ClientInfo,
  ): Promise<void> {
    await this.proof.assert(ctx, user, proof, client);
    // Whether he is the last administrator cannot be seen from his own rows.
    await this.uow.run(withAllRows(ctx), (tx) =>
      this.rights.guardLeaving(tx, () => this.write(tx, user)),
    );
  }

  private async write(tx: Tx, user: AuthUser): Promise<void> {
    await this.notices.add(tx, user.id, 'account_deleted');
    await this.users.markDeleted(tx, user.id);
    await this.sessions.endAll(tx, user);
    const { id: userId } = user;
    await this.outbox.publish(tx, accountDeletionRequested, { userId }, { aggregateId: userId });
  }
}
