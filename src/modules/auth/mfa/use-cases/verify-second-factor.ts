import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { RequestContext } from '../../../../common/request-context.js';
import type { TokenPair } from '../../auth.types.js';
import { OpenSession } from '../../use-cases/open-session.js';
import { TotpRepository } from '../data/totp.repository.js';
import { LoginChallenge } from '../login-challenge.js';
import { InvalidMfaToken } from '../mfa.errors.js';
import type { FactorProof } from '../mfa.types.js';
import { SecondFactor } from '../second-factor.js';

/** The second half of a login: opens the session of whoever shows his second factor. */
@Injectable()
export class VerifySecondFactor {
  constructor(
    private readonly totp: TotpRepository,
    private readonly challenge: LoginChallenge,
    private readonly secondFactor: SecondFactor,
    private readonly openSession: OpenSession,
  ) {}

  /**
   * @param mfaToken what the first half gave out
   * @throws InvalidMfaToken, InvalidSecondFactor, TooManyAttempts
   */
  async execute(
    ctx: RequestContext,
    mfaToken: string,
    proof: FactorProof,
    client: ClientInfo,
  ): Promise<TokenPair> {
    const { userId, state } = this.challenge.read(mfaToken);
    const owner = { ...ctx, actorId: userId, onBehalfOf: undefined };
    const account = await this.totp.findLoginState(owner, userId);
    if (!account || account.locked || !account.hasFactor || !this.challenge.fits(state, account)) {
      throw new InvalidMfaToken();
    }
    await this.secondFactor.verify(owner, userId, proof);
    const credentials = {
      id: userId,
      hashedPassword: account.hashedPassword,
      locked: account.locked,
    };
    const tokens = await this.openSession.execute(ctx, credentials, client, { mfa: true });
    if (!tokens) throw new InvalidMfaToken();
    return tokens;
  }
}
