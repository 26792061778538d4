import { Injectable } from '@nestjs/common';

import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { SendingRepository } from '../data/sending.repository.js';
import { TellingRepository } from '../data/telling.repository.js';
import { webhooksQueue } from '../webhooks.jobs.js';

/** Kind of the alarm that tells staff of a paused endpoint; its subject is the endpoint's id. */
export const PAUSED_ALARM = 'webhook-paused';

/** The end of a run: whatever is due by then is asked for again. */
@Injectable()
export class OutgoingWork {
  constructor(
    private readonly sending: SendingRepository,
    private readonly telling: TellingRepository,
    private readonly outbox: Outbox,
  ) {}

  async handOver(tx: Tx, endpointId: string, leaseId: string): Promise<void> {
    await this.sending.release(tx, endpointId, leaseId);
    await this.ring(tx, endpointId);
  }

  /** Asks for a run where something is due, nobody sends and nobody was asked to. */
  async ring(tx: Tx, endpointId: string): Promise<void> {
    const rung = await this.telling.ring(tx, endpointId);
    const jobs = rung.map((id) => ({ endpointId: id }));
    await this.outbox.enqueueMany(tx, webhooksQueue, 'deliver-to-endpoint', jobs);
  }
}
