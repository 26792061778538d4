import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { emailVerificationQueue } from '../auth.jobs.js';
import type { FactorNotice } from './mfa.types.js';

/** Asks for mails that tell an owner what happened to the ways into his account. */
@Injectable()
export class FactorNotices {
  constructor(private readonly outbox: Outbox) {}

  /** One mail, when the transaction has committed. */
  async enqueue(tx: Tx, userId: string, notice: FactorNotice): Promise<void> {
    const payload = { userId, notice };
    const options = { aggregateId: userId };
    await this.outbox.enqueue(tx, emailVerificationQueue, 'send-factor-notice', payload, options);
  }
}
