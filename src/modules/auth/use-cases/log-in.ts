import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import { PasswordHasher } from '../../../common/crypto/password-hasher.js';
import type { ClientInfo } from '../../../common/http/client.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UsersService } from '../../users/users.service.js';
import type { Credentials } from '../../users/users.types.js';
import { InvalidCredentials } from '../auth.errors.js';
import type { TokenPair } from '../auth.types.js';
import { LoginThrottle } from '../login-throttle.js';
import { OpenSession } from './open-session.js';

/** Opens a session for whoever knows the password. */
@Injectable()
export class LogIn {
  constructor(
    private readonly users: UsersService,
    private readonly hasher: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly blindIndex: BlindIndex,
    private readonly openSession: OpenSession,
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
  ): Promise<TokenPair> {
    // Who calls is what this finds out.
    const credentials = await this.users.findCredentials(withAllRows(ctx), login);
    const account = credentials?.id ?? this.blindIndex.of(login.toLowerCase());
    await this.throttle.admit(account, client.ip);
    const matches = await this.verify(account, password, credentials, client);
    if (!credentials || !matches || credentials.locked) throw new InvalidCredentials();
    const tokens = await this.openSession.execute(ctx, credentials, client);
    if (!tokens) throw new InvalidCredentials();
    await this.throttle.succeeded(account, client.ip);
    await this.strengthen(ctx, credentials, password);
    return tokens;
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

  /** Passwords are hashed again when the cost was raised since. */
  private async strengthen(
    ctx: RequestContext,
    { id, hashedPassword }: Credentials,
    password: string,
  ): Promise<void> {
    if (!this.hasher.isStale(hashedPassword)) return;
    const owner = { ...ctx, actorId: id, onBehalfOf: undefined };
    await this.users.rehash(owner, id, hashedPassword, await this.hasher.hash(password));
  }
}
