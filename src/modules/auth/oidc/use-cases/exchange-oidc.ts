import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../../../common/http/client.js';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { UsersService } from '../../../users/users.service.js';
import { InvalidCredentials } from '../../auth.errors.js';
import type { LoginOutcome } from '../../auth.types.js';
import { FinishLogin } from '../../mfa/use-cases/finish-login.js';
import { OidcLoginsRepository } from '../data/oidc-logins.repository.js';
import { InvalidOidcCode, refusalOf } from '../oidc.errors.js';
import { fitsChallenge } from '../oidc-secrets.js';

/** Turns the one-time code of a login at the provider into a session. */
@Injectable()
export class ExchangeOidc {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly logins: OidcLoginsRepository,
    private readonly users: UsersService,
    private readonly finishLogin: FinishLogin,
  ) {}

  /**
   * A second factor is asked for as after a password.
   *
   * @param verifier of the challenge that the login was started with; null when it had none
   * @throws InvalidOidcCode for an unknown, used or old one and for a wrong verifier
   * @throws InvalidCredentials for a locked or deleted account, and what the login was refused with
   */
  async execute(
    ctx: RequestContext,
    code: string,
    verifier: string | null,
    client: ClientInfo,
  ): Promise<LoginOutcome> {
    // Who calls is what this finds out.
    const all = withAllRows(ctx);
    const login = await this.uow.run(all, (tx) => this.logins.exchangeLogin(tx, code));
    if (!login || !fitsChallenge(login.challenge, verifier)) throw new InvalidOidcCode();
    if (login.refusal !== null) throw refusalOf(login.refusal);
    const credentials = login.user_id
      ? await this.users.findCredentialsById(all, login.user_id)
      : null;
    const outcome =
      credentials && !credentials.locked
        ? await this.finishLogin.execute(ctx, credentials, client)
        : null;
    if (!outcome) throw new InvalidCredentials();
    return outcome;
  }
}
