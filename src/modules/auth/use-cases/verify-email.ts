import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import { InvalidCode } from '../auth.errors.js';
import { CodesRepository } from '../data/codes.repository.js';

/** Uses up the code of a verification mail: from then on the address counts as the person's own. */
@Injectable()
export class VerifyEmail {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: CodesRepository,
    private readonly users: UsersService,
  ) {}

  /** @throws InvalidCode also for an address that nobody has; a wrong code is counted. */
  async execute(ctx: RequestContext, email: string, code: string): Promise<void> {
    // Whose code it is, is what this finds out.
    const verified = await this.uow.run(withAllRows(ctx), async (tx) => {
      const used = await this.codes.consume(tx, email, code, 'verify_email');
      if (used) await this.users.markEmailVerified(tx, used.userId, used.email);
      return used !== null;
    });
    // Outside: thrown inside, it would roll the count of wrong codes back.
    if (!verified) throw new InvalidCode();
  }
}
