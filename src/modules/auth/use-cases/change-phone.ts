import { Inject, Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../common/http/client.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { normalisePhoneNumber, UsersService } from '../../users/users.service.js';
import type { PhoneChange } from '../../users/users.types.js';
import { CheckProof } from '../check-proof.js';
import { PhoneCodesRepository } from '../data/phone-codes.repository.js';
import { AccountNotices } from './account-notices.js';

/** Gives an account another phone number, which counts as not verified until its code came back. */
@Injectable()
export class ChangePhone {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersService,
    private readonly proof: CheckProof,
    private readonly codes: PhoneCodesRepository,
    private readonly notices: AccountNotices,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws InvalidPhoneNumber, ProofFailed, ProofNeeded, TooManyAttempts, LoginBusy */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    change: { readonly phoneNumber: string; readonly currentPassword?: string | undefined },
    client: ClientInfo,
  ): Promise<PhoneChange> {
    const phoneNumber = normalisePhoneNumber(change.phoneNumber, this.env.COUNTRY);
    await this.proof.assert(ctx, user, change, client);
    return this.uow.run(ctx, async (tx) => {
      const phone = await this.users.setPhone(tx, user.id, phoneNumber);
      if (!phone.changed) return phone;
      await this.codes.voidAll(tx, user.id);
      await this.notices.add(tx, user.id, 'phone_changed');
      return phone;
    });
  }
}
