import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { Proof } from '../../../../common/recent-proof.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { CheckProof } from '../../check-proof.js';
import { RecoveryCodesRepository } from '../data/recovery-codes.repository.js';
import { TotpRepository } from '../data/totp.repository.js';
import { newRecoveryCodes } from '../domain/recovery-codes.js';
import { FactorNotices } from '../factor-notices.js';
import { MfaNotOn } from '../mfa.errors.js';
import type { FactorProof } from '../mfa.types.js';
import { SecondFactor } from '../second-factor.js';

/** Makes another set of recovery codes; those of the one before are void. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly totp: TotpRepository,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly proof: CheckProof,
    private readonly secondFactor: SecondFactor,
    private readonly notices: FactorNotices,
  ) {}

  /**
   * @returns the codes, which nobody can show again
   * @throws InvalidSecondFactor, TooManyAttempts, MfaNotOn, and what a wrong proof is refused with
   */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    proof: Proof & { readonly factor: FactorProof },
    client: ClientInfo,
  ): Promise<string[]> {
    await this.proof.assert(ctx, user, proof, client);
    const userId = user.id;
    await this.secondFactor.verify(ctx, userId, proof.factor);
    const codes = newRecoveryCodes();
    await this.uow.run(ctx, async (tx) => {
      await this.totp.lockAccount(tx, userId);
      // It may have been removed since it was shown.
      if (!(await this.totp.lock(tx, userId))?.confirmed) throw new MfaNotOn();
      await this.recoveryCodes.replace(tx, userId, codes);
      await this.notices.enqueue(tx, userId, 'recovery_codes_renewed');
    });
    return codes;
  }
}
