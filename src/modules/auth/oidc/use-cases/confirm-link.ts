import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { FactorNotices } from '../../mfa/factor-notices.js';
import { IdentitiesRepository } from '../data/identities.repository.js';
import { OidcLoginsRepository } from '../data/oidc-logins.repository.js';
import { IdentityTaken, InvalidOidcCode, OidcRefused, refusalOf } from '../oidc.errors.js';
import { fitsChallenge } from '../oidc-secrets.js';

/**
 * Links an identity at last, in the session that asked for it: a link that somebody else was lured
 * into following ends here, because the lured one's session did not ask.
 */
@Injectable()
export class ConfirmLink {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly logins: OidcLoginsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly notices: FactorNotices,
  ) {}

  /** @throws InvalidOidcCode, IdentityTaken, and what the provider's answer was refused with */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    code: string,
    verifier: string | null,
  ): Promise<void> {
    // The table shows itself to no person: the statement asks for his session.
    const login = await this.uow.run(withAllRows(ctx), (tx) =>
      this.logins.exchangeLink(tx, code, user),
    );
    if (!login || !fitsChallenge(login.challenge, verifier)) throw new InvalidOidcCode();
    if (login.refusal !== null) throw refusalOf(login.refusal);
    const { issuer, subject_hash: subjectHash } = login;
    if (issuer === null || subjectHash === null) throw new OidcRefused();
    await this.uow.run(ctx, async (tx) => {
      const identity = { userId: user.id, issuer, subjectHash, used: false };
      if (!(await this.identities.insert(tx, identity))) throw new IdentityTaken();
      await this.notices.enqueue(tx, user.id, 'identity_linked');
    });
  }
}
