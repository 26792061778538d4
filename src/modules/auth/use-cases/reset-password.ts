import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../../common/http/client.js';
import { PasswordHasher } from '../../../common/crypto/password-hasher.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import { InvalidCode } from '../auth.errors.js';
import { CodesRepository } from '../data/codes.repository.js';
import { SessionsRepository } from '../data/sessions.repository.js';
import { assertGoodPassword } from '../domain/password-policy.js';
import { LoginThrottle } from '../login-throttle.js';
import { AccountNotices } from './account-notices.js';

/** Sets a new password by the code of a mail and ends every session of the account. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: CodesRepository,
    private readonly users: UsersService,
    private readonly sessions: SessionsRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly notices: AccountNotices,
  ) {}

  /**
   * The mail also proves the address, which counts as verified then.
   *
   * @throws InvalidCode also for an address that nobody has; a wrong code is counted.
   * @throws PasswordTooCommon, LoginBusy
   */
  async execute(
    ctx: RequestContext,
    reset: { readonly email: string; readonly code: string; readonly password: string },
    client: ClientInfo,
  ): Promise<void> {
    await assertGoodPassword(reset.password, [reset.email]);
    const hashedPassword = await this.hasher.hash(reset.password);
    // Whose code it is, is what this finds out.
    const userId = await this.uow.run(withAllRows(ctx), async (tx) => {
      const used = await this.codes.consume(tx, reset.email, reset.code, 'reset_password');
      if (!used) return null;
      // First the account, then its sessions: a login that is under way waits for the account.
      await this.users.setPassword(tx, used.userId, hashedPassword);
      await this.users.markEmailVerified(tx, used.userId, used.email);
      await this.sessions.blockAll(tx, used.userId, null);
      await this.notices.add(tx, used.userId, 'password_changed');
      return used.userId;
    });
    if (userId === null) throw new InvalidCode();
    await this.throttle.clear(userId, client.ip);
  }
}
