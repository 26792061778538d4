import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../../../common/crypto/password-hasher.js';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { Proof } from '../../../../common/recent-proof.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { CheckProof } from '../../check-proof.js';
import { FactorNotices } from '../../mfa/factor-notices.js';
import { IdentitiesRepository } from '../data/identities.repository.js';
import { IdentityNotFound, LastWayIn } from '../oidc.errors.js';

/** Takes an identity from an account, but never the last way in. */
@Injectable()
export class UnlinkIdentity {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identities: IdentitiesRepository,
    private readonly hasher: PasswordHasher,
    private readonly proof: CheckProof,
    private readonly notices: FactorNotices,
  ) {}

  /** @throws IdentityNotFound, LastWayIn, and what a wrong proof is refused with */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    identityId: string,
    proof: Proof,
    client: ClientInfo,
  ): Promise<void> {
    await this.proof.assert(ctx, user, proof, client);
    await this.uow.run(ctx, async (tx) => {
      const hash = await this.identities.lockAccount(tx, user.id);
      const known = await this.identities.listIds(tx, user.id);
      if (hash === null || !known.includes(identityId)) throw new IdentityNotFound();
      if (known.length === 1 && !this.hasher.isUsable(hash)) throw new LastWayIn();
      await this.identities.delete(tx, user.id, identityId);
      await this.notices.enqueue(tx, user.id, 'identity_unlinked');
    });
  }
}
