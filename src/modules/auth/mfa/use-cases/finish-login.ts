import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { RequestContext } from '../../../../common/request-context.js';
import type { Credentials } from '../../../users/users.types.js';
import type { LoginOutcome } from '../../auth.types.js';
import { OpenSession } from '../../use-cases/open-session.js';
import { TotpRepository } from '../data/totp.repository.js';
import { CHALLENGE_SECONDS, LoginChallenge } from '../login-challenge.js';

/**
 * What follows the first factor, be it a password or an OpenID provider: a session, or for a person
 * with a second factor the request to show it.
 */
@Injectable()
export class FinishLogin {
  constructor(
    private readonly totp: TotpRepository,
    private readonly challenge: LoginChallenge,
    private readonly openSession: OpenSession,
  ) {}

  /** @returns null when account or password changed since the credentials were read. */
  async execute(
    ctx: RequestContext,
    credentials: Credentials,
    client: ClientInfo,
  ): Promise<LoginOutcome | null> {
    const owner = { ...ctx, actorId: credentials.id, onBehalfOf: undefined };
    const account = await this.totp.findLoginState(owner, credentials.id);
    if (!account || account.locked) return null;
    if (account.hashedPassword !== credentials.hashedPassword) return null;
    if (account.hasFactor) {
      const mfaToken = this.challenge.issue(account);
      return { kind: 'mfa_required', mfaToken, expiresIn: CHALLENGE_SECONDS };
    }
    const tokens = await this.openSession.execute(ctx, credentials, client);
    return tokens && { kind: 'tokens', tokens };
  }
}
