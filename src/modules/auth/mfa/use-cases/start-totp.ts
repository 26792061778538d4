import { Inject, Injectable } from '@nestjs/common';
import { renderSVG } from 'uqr';
import type { AuthUser } from '../../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../../common/http/client.js';
import type { Proof } from '../../../../common/recent-proof.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { UsersService } from '../../../users/users.service.js';
import { CheckProof } from '../../check-proof.js';
import { TotpRepository } from '../data/totp.repository.js';
import { newTotpSecret, totpUri } from '../domain/totp.js';
import { MfaAlreadyOn } from '../mfa.errors.js';
import type { TotpEnrolment } from '../mfa.types.js';

/** Makes the secret of an authenticator app; it counts only after its first code. */
@Injectable()
export class StartTotp {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly totp: TotpRepository,
    private readonly users: UsersService,
    private readonly proof: CheckProof,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Starting again voids what was started before.
   *
   * @throws MfaAlreadyOn, and what a missing or wrong proof is refused with
   */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    proof: Proof,
    client: ClientInfo,
  ): Promise<TotpEnrolment> {
    await this.proof.assert(ctx, user, proof, client);
    const userId = user.id;
    const { email } = await this.users.getContact(ctx, userId);
    const secret = newTotpSecret();
    await this.uow.run(ctx, async (tx) => {
      await this.totp.lockAccount(tx, userId);
      const known = await this.totp.lock(tx, userId);
      if (known?.confirmed) throw new MfaAlreadyOn();
      if (known) await this.totp.delete(tx, userId);
      await this.totp.insert(tx, userId, secret);
    });
    const uri = totpUri(secret, new URL(this.env.PUBLIC_URL).host, email);
    return { secret, uri, qrCode: pictureOf(uri) };
  }
}

function pictureOf(text: string): string {
  const svg = Buffer.from(renderSVG(text)).toString('base64');
  return `data:image/svg+xml;base64,${svg}`;
}
