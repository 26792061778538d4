import { Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { FeedRepository } from '../data/feed.repository.js';
import { TellingRepository } from '../data/telling.repository.js';
import { webhooksQueue } from '../webhooks.jobs.js';

const NUMBER_AT_MOST = 2_000;
/** Rounds of one run; what is left after them is done by the next run, seconds later. */
const ROUNDS = 20;

/** Numbers events that have committed, notes whom they are to be sent to, and rings for what is due. */
@Injectable()
export class TellEndpoints {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly feed: FeedRepository,
    private readonly telling: TellingRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(ctx: RequestContext): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (!(await this.uow.run(ctx, (tx) => this.tellOnce(tx)))) return;
    }
  }

  /** @returns whether there may be more */
  private async tellOnce(tx: Parameters<FeedRepository['number']>[0]): Promise<boolean> {
    const numbered = await this.feed.number(tx, NUMBER_AT_MOST, true);
    const moved = await this.telling.tell(tx);
    const rung = await this.telling.ring(tx);
    const jobs = rung.map((endpointId) => ({ endpointId }));
    await this.outbox.enqueueMany(tx, webhooksQueue, 'deliver-to-endpoint', jobs);
    return numbered === NUMBER_AT_MOST || moved.length > 0;
  }
}
