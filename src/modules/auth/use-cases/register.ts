import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../../common/crypto/password-hasher.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { UsernameTaken } from '../../users/users.errors.js';
import { normalisePhoneNumber, UsersService } from '../../users/users.service.js';
import type { AddedUser, NewUser } from '../../users/users.types.js';
import { assertGoodPassword } from '../domain/password-policy.js';
import { AccountMails } from './account-mails.js';

/** What a person hands in to get an account. */
export interface Registration {
  readonly email: string;
  readonly password: string;
  /** Made up when left out. */
  readonly username?: string | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneNumber: string;
}

/**
 * Makes an account and mails its code. For an address that is known already nothing is made, its
 * owner gets a mail instead, and the caller cannot tell the difference: one hash on both ways.
 */
@Injectable()
export class Register {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersService,
    private readonly hasher: PasswordHasher,
    private readonly mails: AccountMails,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @throws PasswordTooCommon, InvalidPhoneNumber, LoginBusy
   * @throws UsernameTaken for known and unknown addresses alike: user names are public.
   */
  async execute(caller: RequestContext, registration: Registration): Promise<void> {
    const { email, password, firstName, lastName } = registration;
    const phoneNumber = normalisePhoneNumber(registration.phoneNumber, this.env.COUNTRY);
    const username = registration.username ?? `user-${randomBytes(6).toString('hex')}`;
    await assertGoodPassword(password, [email, username, firstName, lastName]);
    const hashedPassword = await this.hasher.hash(password);
    const { locale = null } = caller;
    const user = { email, username, firstName, lastName, phoneNumber, hashedPassword, locale };
    // The account is nobody's yet, and the address may be somebody else's.
    const ctx = withAllRows(caller);
    const added = await this.add(ctx, user);
    if (added.outcome === 'username_taken') throw new UsernameTaken();
    if (added.outcome === 'added') return;
    if (added.verifiedEmail) await this.mails.sendAccountExists(ctx, added.id);
    else await this.mails.sendCode(ctx, { id: added.id, email }, 'verify_email');
  }

  private async add(ctx: RequestContext, user: NewUser): Promise<AddedUser> {
    return this.uow.run(ctx, async (tx) => {
      const added = await this.users.add(tx, user);
      if (added.outcome === 'added') {
        await this.mails.issue(tx, { id: added.id, email: user.email }, 'verify_email');
      }
      return added;
    });
  }
}
