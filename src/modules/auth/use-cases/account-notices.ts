import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { emailVerificationQueue } from '../auth.jobs.js';
import type { NoticeKind } from '../auth.types.js';
import { NoticesRepository } from '../data/notices.repository.js';

/** Has an owner told by mail what was changed, so that a thief does not go unnoticed. */
@Injectable()
export class AccountNotices {
  constructor(
    private readonly notices: NoticesRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @param email where it goes; the address of the account at this moment when left out */
  async add(tx: Tx, userId: string, kind: NoticeKind, email?: string): Promise<void> {
    const noticeId = await this.notices.add(tx, userId, kind, email);
    if (noticeId === null) return;
    const options = { aggregateId: userId };
    await this.outbox.enqueue(tx, emailVerificationQueue, 'send-notice', { noticeId }, options);
  }
}
