import { Inject, Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { Proof } from '../../../../common/recent-proof.js';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { CheckProof } from '../../check-proof.js';
import { type NewLogin, OidcLoginsRepository } from '../data/oidc-logins.repository.js';
import { resolveReturnTo } from '../domain/return-to.js';
import { InvalidOidcState, InvalidReturnTo } from '../oidc.errors.js';
import { newSecret, OidcSecrets } from '../oidc-secrets.js';
import { OidcProvider } from '../provider.js';

/** Where to return to, and the challenge of whoever may exchange the code. */
export interface Departure {
  readonly returnTo: string;
  readonly challenge: string | null;
}

/** Sends a browser to the provider: to log in, or to link an identity to the account of a session. */
@Injectable()
export class StartOidc {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly logins: OidcLoginsRepository,
    private readonly secrets: OidcSecrets,
    private readonly provider: OidcProvider,
    private readonly proof: CheckProof,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @param binding what the browser keeps in a cookie
   * @returns the address at the provider
   * @throws OidcNotConfigured, OidcUnavailable, InvalidReturnTo
   */
  async logIn(ctx: RequestContext, departure: Departure, binding: string): Promise<string> {
    this.provider.assertConfigured();
    const login = this.toLogin(departure);
    const url = await this.addressFor(login.state);
    // Nobody's yet.
    await this.uow.run(withAllRows(ctx), (tx) => this.logins.add(tx, login, binding));
    return url;
  }

  /**
   * Prepares a link for somebody who is logged in. His browser has to follow the address, because
   * the cookie that binds it must come with a page of its own.
   *
   * @returns an address of this API
   * @throws OidcNotConfigured, InvalidReturnTo, and what a wrong proof is refused with
   */
  async prepareLink(
    ctx: RequestContext,
    user: AuthUser,
    departure: Departure & Proof,
    client: ClientInfo,
  ): Promise<string> {
    this.provider.assertConfigured();
    const login = this.toLogin(departure);
    await this.proof.assert(ctx, user, departure, client);
    // The table shows itself to no person: his own session is in the row.
    await this.uow.run(withAllRows(ctx), (tx) => this.logins.addLink(tx, login, user));
    return `${this.env.PUBLIC_URL}/api/v1/auth/oidc/start?link=${login.state}`;
  }

  /**
   * @returns the address at the provider
   * @throws OidcNotConfigured, OidcUnavailable, InvalidOidcState
   */
  async followLink(ctx: RequestContext, state: string, binding: string): Promise<string> {
    this.provider.assertConfigured();
    const url = await this.addressFor(state);
    // Who follows is known by the state alone.
    const isBound = await this.uow.run(withAllRows(ctx), (tx) =>
      this.logins.bind(tx, state, binding),
    );
    if (!isBound) throw new InvalidOidcState();
    return url;
  }

  private toLogin({ returnTo, challenge }: Departure): NewLogin {
    const url = resolveReturnTo(returnTo, this.env.PUBLIC_URL, this.env.CORS_ORIGINS);
    if (url === null) throw new InvalidReturnTo();
    return { state: newSecret(), returnTo: url, challenge };
  }

  private addressFor(state: string): Promise<string> {
    const { secrets } = this;
    return this.provider.authorizationUrl({
      state,
      nonce: secrets.nonceOf(state),
      verifier: secrets.verifierOf(state),
    });
  }
}
