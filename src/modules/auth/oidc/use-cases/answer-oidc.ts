import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/domain-error.js';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { IdentitiesRepository } from '../data/identities.repository.js';
import {
  type AnsweredLogin,
  OidcLoginsRepository,
  type SettledLogin,
} from '../data/oidc-logins.repository.js';
import { withCode } from '../domain/return-to.js';
import { IdentityTaken, InvalidOidcState } from '../oidc.errors.js';
import { newSecret, OidcSecrets } from '../oidc-secrets.js';
import type { ProviderAccount } from '../oidc.types.js';
import { OidcProvider } from '../provider.js';
import { FindOidcAccount } from './find-oidc-account.js';

type Outcome = Omit<SettledLogin, 'code'>;

const NOTHING: Outcome = { userId: null, issuer: null, subjectHash: null, refusal: null };

/**
 * Takes the answer of the provider: once, from the browser that started it. Whatever comes of it,
 * the browser goes back to the shop with a one-time code, and the exchange of that code tells.
 */
@Injectable()
export class AnswerOidc {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly logins: OidcLoginsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly secrets: OidcSecrets,
    private readonly provider: OidcProvider,
    private readonly accounts: FindOidcAccount,
  ) {}

  /**
   * @param query of the callback, as it came
   * @param binding the browser's cookie
   * @returns where the browser goes
   * @throws InvalidOidcState, OidcNotConfigured
   */
  async execute(
    caller: RequestContext,
    query: string,
    state: string,
    binding: string,
  ): Promise<string> {
    this.provider.assertConfigured();
    // Who calls is what this finds out.
    const ctx = withAllRows(caller);
    const login = await this.uow.run(ctx, (tx) => this.logins.answer(tx, state, binding));
    if (!login) throw new InvalidOidcState();
    const account = await this.identify(query, state);
    const code = newSecret();
    await this.uow.run(ctx, async (tx) => {
      const outcome = await this.judge(tx, login, account, caller.locale ?? null);
      await this.logins.settle(tx, login.id, { ...outcome, code });
    });
    return withCode(login.returnTo, code);
  }

  /** Outside of transactions: it asks the provider. */
  private async identify(query: string, state: string): Promise<ProviderAccount | DomainError> {
    const expected = {
      state,
      nonce: this.secrets.nonceOf(state),
      verifier: this.secrets.verifierOf(state),
    };
    return this.provider.identify(query, expected).catch((error: unknown) => {
      if (error instanceof DomainError) return error;
      throw error;
    });
  }

  private async judge(
    tx: Tx,
    login: AnsweredLogin,
    account: ProviderAccount | DomainError,
    locale: string | null,
  ): Promise<Outcome> {
    if (account instanceof DomainError) return { ...NOTHING, refusal: account.code };
    const { issuer, subject } = account;
    const identity = { issuer, subjectHash: this.identities.hashOf(issuer, subject) };
    if (login.isLink) {
      const isTaken = await this.identities.isKnown(tx, issuer, subject);
      return { ...NOTHING, ...identity, refusal: isTaken ? IdentityTaken.problem.code : null };
    }
    return { ...NOTHING, ...identity, ...(await this.accounts.execute(tx, account, locale)) };
  }
}
