import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import type { Counter } from '../../../rate-limits/counter.js';
import { RateLimits } from '../../../rate-limits/rate-limits.js';
import { emailVerificationQueue } from '../auth.jobs.js';
import type { CodePurpose } from '../auth.types.js';
import { CodesRepository } from '../data/codes.repository.js';

const CODES_PER_HOUR = 5;
const NOTICES_PER_HOUR = 1;

const JOB_OF = {
  verify_email: 'send-verification',
  reset_password: 'send-reset',
  change_email: 'send-email-change',
} as const;

/** Asks for mails to the owner of an account, never more of them than he can bear. */
@Injectable()
export class AccountMails {
  private readonly codeBudget: Counter;
  private readonly noticeBudget: Counter;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: CodesRepository,
    private readonly outbox: Outbox,
    limits: RateLimits,
  ) {
    this.codeBudget = limits.create({ name: 'mail-codes', points: CODES_PER_HOUR, seconds: 3_600 });
    this.noticeBudget = limits.create({
      name: 'mail-notices',
      points: NOTICES_PER_HOUR,
      seconds: 3_600,
    });
  }

  /**
   * Makes a code, voids the one before and has it mailed. Does nothing when one was made within a
   * minute or five within an hour: whoever asked is never told.
   */
  async sendCode(
    ctx: RequestContext,
    account: { readonly id: string; readonly email: string },
    purpose: CodePurpose,
  ): Promise<void> {
    if (!(await spend(this.codeBudget, `${account.id}:${purpose}`))) return;
    await this.uow.run(ctx, (tx) => this.issue(tx, account, purpose));
  }

  /** The same inside a transaction, without the hourly limit: for accounts that are just being made. */
  async issue(
    tx: Tx,
    account: { readonly id: string; readonly email: string },
    purpose: CodePurpose,
  ): Promise<void> {
    const verificationId = await this.codes.issue(tx, account.id, account.email, purpose);
    if (verificationId === null) return;
    const options = { aggregateId: account.id };
    await this.outbox.enqueue(
      tx,
      emailVerificationQueue,
      JOB_OF[purpose],
      { verificationId },
      options,
    );
  }

  /** Tells the owner that somebody tried to register with his address, at most once an hour. */
  async sendAccountExists(ctx: RequestContext, userId: string): Promise<void> {
    if (!(await spend(this.noticeBudget, userId))) return;
    await this.uow.run(ctx, (tx) =>
      this.outbox.enqueue(
        tx,
        emailVerificationQueue,
        'send-account-exists',
        { userId },
        { aggregateId: userId },
      ),
    );
  }
}

async function spend(budget: Counter, key: string): Promise<boolean> {
  const { exceeded } = await budget.add(key);
  return !exceeded;
}
