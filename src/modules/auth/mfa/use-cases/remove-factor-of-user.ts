import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { RightsService } from '../../../access/rights.service.js';
import { UserNotFound } from '../../../users/users.errors.js';
import { RemoveTotp } from './remove-totp.js';

/** Staff take the second factor of somebody who can no longer show it. */
@Injectable()
export class RemoveFactorOfUser {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly removeTotp: RemoveTotp,
  ) {}

  /** @throws UserNotFound, MfaNotOn, and what the rules about rights refuse */
  async execute(ctx: RequestContext, userId: string): Promise<void> {
    const change = { userId, permission: 'users:x', notFound: () => new UserNotFound() };
    await this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, () =>
        this.removeTotp.remove(tx, userId, 'mfa_removed_by_staff'),
      ),
    );
  }
}
