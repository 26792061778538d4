import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { Clock } from '../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { RecoveryCodesRepository } from '../data/recovery-codes.repository.js';
import { TotpRepository } from '../data/totp.repository.js';
import { newRecoveryCodes } from '../domain/recovery-codes.js';
import { stepOfCode } from '../domain/totp.js';
import { FactorNotices } from '../factor-notices.js';
import { InvalidSecondFactor, MfaAlreadyOn, MfaNotStarted } from '../mfa.errors.js';

/** The first code of an authenticator app: from now on each login asks for one. */
@Injectable()
export class ConfirmTotp {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly totp: TotpRepository,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly notices: FactorNotices,
    private readonly clock: Clock,
  ) {}

  /**
   * The session of the request counts as one with a second factor from here on.
   *
   * @returns the recovery codes, which nobody can show again
   * @throws MfaNotStarted, MfaAlreadyOn, InvalidSecondFactor
   */
  async execute(ctx: RequestContext, user: AuthUser, code: string): Promise<string[]> {
    const { id: userId, sessionId } = user;
    const codes = newRecoveryCodes();
    await this.uow.run(ctx, async (tx) => {
      await this.totp.lockAccount(tx, userId);
      const totp = await this.totp.lock(tx, userId);
      if (totp?.confirmed) throw new MfaAlreadyOn();
      if (!totp || totp.stale) throw new MfaNotStarted();
      const step = stepOfCode(totp.secret, code, this.clock.now());
      if (step === null) throw new InvalidSecondFactor();
      await this.totp.useStep(tx, totp.id, step);
      await this.recoveryCodes.replace(tx, userId, codes);
      await this.totp.verifySession(tx, userId, sessionId);
      await this.notices.enqueue(tx, userId, 'mfa_on');
    });
    return codes;
  }
}
