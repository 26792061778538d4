import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import { InvalidCode } from '../auth.errors.js';
import { PhoneCodesRepository } from '../data/phone-codes.repository.js';

/** Uses up the code of an SMS: from then on the number counts as the person's own. */
@Injectable()
export class VerifyPhone {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: PhoneCodesRepository,
    private readonly users: UsersService,
  ) {}

  /** @throws InvalidCode; each try is counted, the fifth is the last. */
  async execute(ctx: RequestContext, user: AuthUser, code: string): Promise<void> {
    const verified = await this.uow.run(ctx, async (tx) => {
      const phoneNumber = await this.codes.consume(tx, user.id, code);
      return phoneNumber !== null && this.users.markPhoneVerified(tx, user.id, phoneNumber);
    });
    // Outside: thrown inside, it would roll the count of tries back.
    if (!verified) throw new InvalidCode();
  }
}
