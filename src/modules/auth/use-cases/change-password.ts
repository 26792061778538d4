import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../../common/crypto/password-hasher.js';
import { Unauthenticated } from '../../../common/errors/common-errors.js';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../common/http/client.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import type { AccessToken } from '../auth.types.js';
import { CheckProof } from '../check-proof.js';
import type { OpenedSession } from '../data/sessions.repository.js';
import { assertGoodPassword } from '../domain/password-policy.js';
import { SessionTokens } from '../session-tokens.js';
import { AccountNotices } from './account-notices.js';

/** What a person sends to choose another password. */
export interface PasswordChange {
  readonly currentPassword?: string | undefined;
  readonly newPassword: string;
  /** Whether his logins elsewhere end; they do unless he says no. */
  readonly endOtherSessions: boolean;
}

/**
 * Sets a new password for a person who knows the old one. Every access token issued before is
 * refused from now on; the session of this request goes on with the new one that is returned.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersService,
    private readonly proof: CheckProof,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionTokens,
    private readonly notices: AccountNotices,
  ) {}

  /**
   * @throws PasswordTooCommon, ProofFailed, ProofNeeded, TooManyAttempts, LoginBusy
   * @throws Unauthenticated when the session was ended in the meantime, by a reset for example.
   */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    change: PasswordChange,
    client: ClientInfo,
  ): Promise<AccessToken> {
    const { email, username, first_name, last_name } = await this.users.getProfile(ctx, user.id);
    await assertGoodPassword(change.newPassword, [email, username, first_name, last_name]);
    await this.proof.assert(ctx, user, change, client);
    const hashedPassword = await this.hasher.hash(change.newPassword);
    const session = await this.uow.run(ctx, (tx) => this.write(tx, user, hashedPassword, change));
    return this.sessions.sign(session);
  }

  private async write(
    tx: Tx,
    user: AuthUser,
    hashedPassword: string,
    { endOtherSessions }: PasswordChange,
  ): Promise<OpenedSession> {
    // First the account, then its sessions: a reset that came before has ended this session.
    await this.users.setPassword(tx, user.id, hashedPassword);
    if (endOtherSessions) await this.sessions.endOthers(tx, user);
    const session = await this.sessions.renew(tx, user);
    if (!session) throw new Unauthenticated();
    await this.notices.add(tx, user.id, 'password_changed');
    return session;
  }
}
