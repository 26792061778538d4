import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../common/crypto/password-hasher.js';
import { ProofFailed, ProofNeeded, Unauthenticated } from '../../common/errors/common-errors.js';
import type { AuthUser } from '../../common/http/auth-user.js';
import type { ClientInfo } from '../../common/http/client.js';
import { type Proof, RecentProof } from '../../common/recent-proof.js';
import type { RequestContext } from '../../common/request-context.js';
import { UsersService } from '../users/users.service.js';
import { SessionFactsRepository } from './data/session-facts.repository.js';
import { LoginThrottle } from './login-throttle.js';

/** How old a login may be that stands for a password. */
const FRESH_SECONDS = 600;

/** {@link RecentProof} by the password of the account, or by a login that is still fresh. */
@Injectable()
export class CheckProof extends RecentProof {
  constructor(
    private readonly users: UsersService,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly sessions: SessionFactsRepository,
  ) {
    super();
  }

  async assert(
    ctx: RequestContext,
    user: AuthUser,
    proof: Proof,
    client: ClientInfo,
  ): Promise<void> {
    // Neither a machine nor staff who act for a customer can prove to be him.
    if (user.apiKeyId !== undefined || user.actorId !== undefined) throw new ProofNeeded();
    const credentials = await this.users.findCredentialsById(ctx, user.id);
    if (!credentials) throw new Unauthenticated();
    if (this.hasher.isUsable(credentials.hashedPassword)) {
      await this.assertPassword(ctx, user, credentials.hashedPassword, proof, client);
    } else if (!(await this.sessions.isFresh(ctx, user.id, user.sessionId, FRESH_SECONDS))) {
      throw new ProofNeeded();
    }
  }

  private async assertPassword(
    ctx: RequestContext,
    user: AuthUser,
    hash: string,
    { currentPassword }: Proof,
    { ip }: ClientInfo,
  ): Promise<void> {
    if (currentPassword === undefined) throw new ProofNeeded();
    await this.throttle.admit(user.id, ip, () => this.sessions.isUsualPlace(ctx, user.id, ip));
    let matches: boolean;
    try {
      matches = await this.hasher.verify(currentPassword, hash);
    } catch (error) {
      await this.throttle.withdrawn(user.id, ip);
      throw error;
    }
    if (!matches) throw new ProofFailed();
    await this.throttle.succeeded(user.id, ip);
  }
}
