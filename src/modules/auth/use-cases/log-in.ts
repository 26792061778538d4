import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import { PasswordHasher } from '../../../common/crypto/password-hasher.js';
import { Semaphore } from '../../../common/crypto/semaphore.js';
import type { ClientInfo } from '../../../common/http/client.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UsersService } from '../../users/users.service.js';
import type { Credentials } from '../../users/users.types.js';
import { InvalidCredentials, LoginBusy } from '../auth.errors.js';
import type { LoginOutcome } from '../auth.types.js';
import { SessionFactsRepository } from '../data/session-facts.repository.js';
import { LoginThrottle } from '../login-throttle.js';
import { FinishLogin } from '../mfa/use-cases/finish-login.js';

/** Logins that are looked at at once; more than can ever wait for a hash would only hold connections. */
const MAX_AT_ONCE = 64;
const RETRY_AFTER_SECONDS = 5;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Opens a session for whoever knows the password, or asks him for his second factor. */
@Injectable()
export class LogIn {
  private readonly entrance = new Semaphore(MAX_AT_ONCE, 0);

  constructor(
    private readonly users: UsersService,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly blindIndex: BlindIndex,
    private readonly sessions: SessionFactsRepository,
    private readonly finishLogin: FinishLogin,
  ) {}

  /**
   * Unknown account, locked account and wrong password cost the same and answer the same; each
   * attempt that is looked at computes exactly one hash.
   *
   * @param login e-mail address or user name
   * @throws InvalidCredentials, TooManyAttempts, LoginBusy
   */
  async execute(
    ctx: RequestContext,
    login: string,
    password: string,
    client: ClientInfo,
  ): Promise<LoginOutcome> {
    // Before the database is asked: a flood must not stand in the way of those who only read.
    const leave = await this.entrance.enter();
    if (!leave) throw new LoginBusy(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    try {
      return await this.attempt(ctx, login, password, client);
    } finally {
      leave();
    }
  }

  private async attempt(
    ctx: RequestContext,
    login: string,
    password: string,
    client: ClientInfo,
  ): Promise<LoginOutcome> {
    // Who calls is what this finds out.
    const credentials = await this.users.findCredentials(withAllRows(ctx), login);
    const account = credentials?.id ?? this.blindIndex.of(login.toLowerCase());
    // Asked for nobody's account alike, so that a flood cannot tell the two apart.
    await this.throttle.admit(account, client.ip, () =>
      this.sessions.isUsualPlace(withAllRows(ctx), credentials?.id ?? NOBODY, client.ip),
    );
    const matches = await this.verify(account, password, credentials, client);
    if (!credentials || !matches || credentials.locked) throw new InvalidCredentials();
    // First, because what follows is bound to the hash.
    const hashedPassword = await this.strengthen(ctx, credentials, password);
    const outcome = await this.finishLogin.execute(ctx, { ...credentials, hashedPassword }, client);
    if (!outcome) throw new InvalidCredentials();
    await this.throttle.succeeded(account, client.ip);
    return outcome;
  }

  private async verify(
    account: string,
    password: string,
    credentials: Credentials | null,
    client: ClientInfo,
  ): Promise<boolean> {
    try {
      return await this.hasher.verify(password, credentials?.hashedPassword ?? null);
    } catch (error) {
      await this.throttle.withdrawn(account, client.ip);
      throw error;
    }
  }

  /** Passwords are hashed again when the cost was raised since. @returns the hash that counts now. */
  private async strengthen(
    ctx: RequestContext,
    { id, hashedPassword }: Credentials,
    password: string,
  ): Promise<string> {
    if (!this.hasher.isStale(hashedPassword)) return hashedPassword;
    const owner = { ...ctx, actorId: id, onBehalfOf: undefined };
    const stronger = await this.hasher.hash(password);
    await this.users.rehash(owner, id, hashedPassword, stronger);
    return stronger;
  }
}
