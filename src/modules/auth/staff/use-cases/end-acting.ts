import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { ActingRepository } from '../data/acting.repository.js';

/** A member of staff no longer acts for a customer; also when he did not. */
@Injectable()
export class EndActing {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly acting: ActingRepository,
  ) {}

  async execute(ctx: RequestContext, staff: AuthUser, userId: string): Promise<void> {
    await this.uow.run(ctx, (tx) => this.acting.end(tx, userId, staff.id));
  }
}
