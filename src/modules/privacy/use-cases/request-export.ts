import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { ExportsRepository } from '../data/exports.repository.js';
import { ExportRunning, TooManyExports } from '../privacy.errors.js';
import { transfersQueue } from '../privacy.jobs.js';
import type { DataExportView } from '../privacy.types.js';

/** Copies of one person's data in 24 hours. */
const MAX_PER_DAY = 3;
const RETRY_AFTER_SECONDS = 3_600;

/** Asks for a copy of one's own data; a worker makes it. */
@Injectable()
export class RequestExport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly exports: ExportsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws ExportRunning, TooManyExports */
  async execute(ctx: RequestContext, userId: string): Promise<DataExportView> {
    return this.uow.run(ctx, async (tx) => {
      const { running, today } = await this.exports.allowance(tx, userId);
      if (running) throw new ExportRunning();
      if (today >= MAX_PER_DAY) {
        throw new TooManyExports(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
      const asked = await this.exports.insert(tx, userId);
      const payload = { exportId: asked.id };
      const about = { aggregateId: asked.id };
      await this.outbox.enqueue(tx, transfersQueue, 'build-export', payload, about);
      return asked;
    });
  }
}
