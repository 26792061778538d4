import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { Proof } from '../../../../common/recent-proof.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { CheckProof } from '../../check-proof.js';
import { RecoveryCodesRepository } from '../data/recovery-codes.repository.js';
import { TotpRepository } from '../data/totp.repository.js';
import { FactorNotices } from '../factor-notices.js';
import { MfaNotOn } from '../mfa.errors.js';
import type { FactorNotice, FactorProof } from '../mfa.types.js';
import { SecondFactor } from '../second-factor.js';

/** Takes a person's second factor away: app, recovery codes and the mark on the sessions. */
@Injectable()
export class RemoveTotp {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly totp: TotpRepository,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly proof: CheckProof,
    private readonly secondFactor: SecondFactor,
    private readonly notices: FactorNotices,
  ) {}

  /**
   * For the owner, who shows password and factor once more.
   *
   * @throws InvalidSecondFactor, TooManyAttempts, MfaNotOn, and what a wrong proof is refused with
   */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    proof: Proof & { readonly factor: FactorProof },
    client: ClientInfo,
  ): Promise<void> {
    await this.proof.assert(ctx, user, proof, client);
    await this.secondFactor.verify(ctx, user.id, proof.factor);
    await this.uow.run(ctx, (tx) => this.remove(tx, user.id, 'mfa_off'));
  }

  /**
   * Inside a transaction, without proof: the caller has made sure of the right to do so.
   *
   * @throws MfaNotOn
   */
  async remove(tx: Tx, userId: string, notice: FactorNotice): Promise<void> {
    await this.totp.lockAccount(tx, userId);
    if (!(await this.totp.delete(tx, userId))) throw new MfaNotOn();
    await this.recoveryCodes.deleteAll(tx, userId);
    await this.totp.unverifySessions(tx, userId);
    await this.notices.enqueue(tx, userId, notice);
  }
}
