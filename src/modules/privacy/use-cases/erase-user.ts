import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { RightsService } from '../../access/rights.service.js';
import { UserNotFound } from '../../users/users.errors.js';
import type { ErasureView } from '../privacy.types.js';
import { RequestErasure } from './request-erasure.js';

/** A member of staff has somebody erased: nobody whose rights exceed his own, nor the last administrator. */
@Injectable()
export class EraseUser {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly requestErasure: RequestErasure,
  ) {}

  /** @throws UserNotFound, and what `RightsService.guardUserChange` throws */
  async execute(ctx: RequestContext, userId: string): Promise<ErasureView> {
    const change = {
      userId,
      permission: 'users:x',
      notFound: () => new UserNotFound(),
    };
    return this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, () =>
        this.requestErasure.forUser(tx, userId, ctx.actorId),
      ),
    );
  }
}
