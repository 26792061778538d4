import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Clock } from '../../../common/time/clock.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { UserNotFound } from '../../users/users.errors.js';
import { TooManyAttempts } from '../auth.errors.js';
import { RecoveryCodesRepository } from './data/recovery-codes.repository.js';
import { type LockedTotp, TotpRepository } from './data/totp.repository.js';
import { stepOfCode } from './domain/totp.js';
import { FactorNotices } from './factor-notices.js';
import { InvalidSecondFactor, MfaNotOn } from './mfa.errors.js';
import type { FactorProof, MfaState } from './mfa.types.js';

type Outcome = 'right' | 'wrong' | 'none' | { readonly retryAfterSeconds: number };

/**
 * Looks at second factors. A code of the app works once, and so does a recovery code; of two
 * requests with the same one, one passes. From the fifth wrong code of the app on the pause doubles
 * from one second to fifteen minutes: only who knows the password gets so far as to cause it, and
 * recovery codes, which nobody can guess, pass it.
 */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly totp: TotpRepository,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly notices: FactorNotices,
    private readonly clock: Clock,
  ) {}

  /** How things stand, for the owner. */
  async getState(
    ctx: RequestContext,
    user: { readonly id: string; readonly sessionId: string },
  ): Promise<MfaState> {
    const state = await this.totp.findState(ctx, user.id, user.sessionId);
    if (!state) throw new UserNotFound();
    return state;
  }

  /**
   * Uses the proof up, in a transaction of its own: a wrong code counts whatever comes after.
   *
   * @throws InvalidSecondFactor, TooManyAttempts, MfaNotOn
   */
  async verify(ctx: RequestContext, userId: string, proof: FactorProof): Promise<void> {
    const outcome = await this.uow.run(ctx, async (tx) => {
      const totp = await this.totp.lock(tx, userId);
      if (!totp?.confirmed) return 'none';
      return proof.kind === 'totp'
        ? this.tryCode(tx, userId, totp, proof.code)
        : this.tryRecoveryCode(tx, userId, proof.code);
    });
    // Outside: thrown inside, it would roll the count of wrong codes back.
    if (outcome === 'none') throw new MfaNotOn();
    if (outcome === 'wrong') throw new InvalidSecondFactor();
    if (outcome !== 'right') throw new TooManyAttempts(undefined, outcome);
  }

  private async tryCode(tx: Tx, userId: string, totp: LockedTotp, code: string): Promise<Outcome> {
    if (totp.waitSeconds > 0) return { retryAfterSeconds: totp.waitSeconds };
    const step = stepOfCode(totp.secret, code, this.clock.now());
    if (step !== null && (await this.totp.useStep(tx, totp.id, step))) return 'right';
    if (await this.totp.countFailure(tx, totp.id)) {
      await this.notices.enqueue(tx, userId, 'mfa_guessed');
    }
    return 'wrong';
  }

  private async tryRecoveryCode(tx: Tx, userId: string, code: string): Promise<Outcome> {
    if (!(await this.recoveryCodes.use(tx, userId, code))) return 'wrong';
    await this.totp.forgive(tx, userId);
    await this.notices.enqueue(tx, userId, 'recovery_code_used');
    return 'right';
  }
}
