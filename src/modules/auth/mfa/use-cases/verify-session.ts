import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { TotpRepository } from '../data/totp.repository.js';
import type { FactorProof } from '../mfa.types.js';
import { SecondFactor } from '../second-factor.js';

/** Shows the second factor in a session that is open already. */
@Injectable()
export class VerifySession {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly totp: TotpRepository,
    private readonly secondFactor: SecondFactor,
  ) {}

  /** @throws InvalidSecondFactor, TooManyAttempts, MfaNotOn */
  async execute(ctx: RequestContext, user: AuthUser, proof: FactorProof): Promise<void> {
    await this.secondFactor.verify(ctx, user.id, proof);
    await this.uow.run(ctx, (tx) => this.totp.verifySession(tx, user.id, user.sessionId));
  }
}
