import { Inject, Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { DeliveriesRepository } from '../data/deliveries.repository.js';
import { FeedRepository } from '../data/feed.repository.js';

const BATCH = 5_000;

/** What was cleared away. */
export interface Pruned {
  readonly events: number;
  readonly deliveries: number;
}

/** Clears away old events and the log of deliveries that are over, in batches. */
@Injectable()
export class PruneEvents {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly feed: FeedRepository,
    private readonly deliveries: DeliveriesRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext, batch = BATCH): Promise<Pruned> {
    const { WEBHOOK_LOG_DAYS: logDays, EVENT_KEEP_DAYS: keepDays } = this.env;
    const deliveries = await this.inBatches(batch, () =>
      this.uow.run(ctx, (tx) => this.deliveries.prune(tx, logDays, batch)),
    );
    const events = await this.inBatches(batch, () =>
      this.uow.run(ctx, (tx) => this.feed.prune(tx, keepDays, batch)),
    );
    return { events, deliveries };
  }

  private async inBatches(batch: number, pruneOne: () => Promise<number>): Promise<number> {
    let all = 0;
    for (;;) {
      const gone = await pruneOne();
      all += gone;
      if (gone < batch) return all;
    }
  }
}
