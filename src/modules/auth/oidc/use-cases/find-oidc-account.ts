import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../database/unit-of-work.js';
import { UsernameTaken } from '../../../users/users.errors.js';
import { UsersService } from '../../../users/users.service.js';
import { FactorNotices } from '../../mfa/factor-notices.js';
import { IdentitiesRepository } from '../data/identities.repository.js';
import { OidcAccountExists, OidcEmailUnverified } from '../oidc.errors.js';
import type { ProviderAccount } from '../oidc.types.js';

/** Pass the checks of their columns and never log anybody in. */
const NO_PASSWORD = '!';
const NO_PHONE_NUMBER = '0000000000';

/** Whose account it is, or under which code the login is refused. */
export type FoundAccount =
  | { readonly userId: string; readonly refusal: null }
  | { readonly userId: null; readonly refusal: string };

/**
 * Finds the account of a person at the provider: the one he linked, or the one with his address, or
 * a new one. An address joins accounts only where both sides have seen it confirmed: else whoever
 * registers somebody else's address first, here or there, would be let in later.
 */
@Injectable()
export class FindOidcAccount {
  constructor(
    private readonly users: UsersService,
    private readonly identities: IdentitiesRepository,
    private readonly notices: FactorNotices,
  ) {}

  /**
   * The transaction must have all rows in sight.
   *
   * @param locale that his browser asks for, the language of mails to a new account; null for the first one of the shop
   */
  async execute(
    tx: Tx,
    account: ProviderAccount,
    locale: string | null = null,
  ): Promise<FoundAccount> {
    const { issuer, subject } = account;
    const linked = await this.identities.use(tx, issuer, subject);
    if (linked !== null) return { userId: linked, refusal: null };
    if (account.email === null || !account.emailVerified) return refused(OidcEmailUnverified);
    const userId = await this.findOrAdd(tx, { ...account, locale }, account.email);
    if (userId === null) return refused(OidcAccountExists);
    const subjectHash = this.identities.hashOf(issuer, subject);
    const isNew = await this.identities.insert(tx, { userId, issuer, subjectHash, used: true });
    // Two answers at once, for one person: the other one has linked it, to the same account.
    if (isNew) await this.notices.enqueue(tx, userId, 'identity_linked');
    return { userId, refusal: null };
  }

  /** @returns null for an account that never confirmed the address. */
  private async findOrAdd(
    tx: Tx,
    { firstName, lastName, locale }: ProviderAccount & { readonly locale: string | null },
    email: string,
  ): Promise<string | null> {
    const added = await this.users.add(tx, {
      email,
      username: `user-${randomBytes(6).toString('hex')}`,
      firstName,
      lastName,
      phoneNumber: NO_PHONE_NUMBER,
      hashedPassword: NO_PASSWORD,
      locale,
    });
    if (added.outcome === 'username_taken') throw new UsernameTaken();
    if (added.outcome === 'email_known') return added.verifiedEmail ? added.id : null;
    await this.users.markEmailVerified(tx, added.id, email);
    return added.id;
  }
}

function refused(error: { readonly problem: { readonly code: string } }): FoundAccount {
  return { userId: null, refusal: error.problem.code };
}
