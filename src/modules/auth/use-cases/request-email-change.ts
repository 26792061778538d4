import { Injectable } from '@nestjs/common';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../common/http/client.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import type { Count, Counter } from '../../../rate-limits/counter.js';
import { RateLimits } from '../../../rate-limits/rate-limits.js';
import { TooManyCodes } from '../auth.errors.js';
import { emailVerificationQueue } from '../auth.jobs.js';
import { CheckProof } from '../check-proof.js';
import { CODE_COOL_DOWN_SECONDS, CodesRepository } from '../data/codes.repository.js';
import { AccountNotices } from './account-notices.js';

const HOUR = 3_600;
const PER_HOUR = 5;

/**
 * Has a code mailed to the address that a person wants to have, and a notice to the one he has.
 * Nobody looks here whether somebody else has that address: the worker that mails does, and sends
 * its owner a notice instead of a code. So the answer, its time and what it counts are the same.
 */
@Injectable()
export class RequestEmailChange {
  private readonly perAccount: Counter;
  private readonly perAddress: Counter;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly proof: CheckProof,
    private readonly codes: CodesRepository,
    private readonly notices: AccountNotices,
    private readonly outbox: Outbox,
    limits: RateLimits,
  ) {
    const limit = { points: PER_HOUR, seconds: HOUR };
    this.perAccount = limits.create({ name: 'email-change-account', ...limit });
    this.perAddress = limits.create({ name: 'email-change-address', ...limit });
  }

  /**
   * @throws ProofFailed, ProofNeeded, TooManyAttempts, LoginBusy
   * @throws TooManyCodes within a minute of the last one, or from the sixth in an hour on, counted
   * for the account and for the address
   */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    change: { readonly email: string; readonly currentPassword?: string | undefined },
    client: ClientInfo,
  ): Promise<void> {
    await this.proof.assert(ctx, user, change, client);
    await this.spend(user.id, change.email);
    await this.uow.run(ctx, async (tx) => {
      const verificationId = await this.codes.issue(tx, user.id, change.email, 'change_email');
      if (verificationId === null) throw tooMany(CODE_COOL_DOWN_SECONDS);
      const options = { aggregateId: user.id };
      await this.outbox.enqueue(
        tx,
        emailVerificationQueue,
        'send-email-change',
        { verificationId },
        options,
      );
      await this.notices.add(tx, user.id, 'email_change_requested');
    });
  }

  private async spend(userId: string, email: string): Promise<void> {
    const counts: Count[] = [
      await this.perAccount.add(userId),
      await this.perAddress.add(email.toLowerCase()),
    ];
    const refused = counts.find(({ exceeded }) => exceeded);
    if (refused) throw tooMany(refused.msBeforeNext / 1_000);
  }
}

function tooMany(retryAfterSeconds: number): TooManyCodes {
  return new TooManyCodes(undefined, { retryAfterSeconds });
}
