import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { CleanupRepository } from '../data/cleanup.repository.js';

const BATCH = 1_000;

/** What a run has deleted. */
export interface CleanedUp {
  readonly deletedSessions: number;
  readonly deletedCodes: number;
  readonly deletedPhoneCodes: number;
  readonly deletedNotices: number;
  readonly deletedProviderLogins: number;
}

/** Deletes sessions that ended more than seven days ago, codes that have run out, notices that nobody took. */
@Injectable()
export class CleanSessions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly cleanup: CleanupRepository,
  ) {}

  /**
   * Works in batches of a transaction each, so that it never holds many locks and a stop in the
   * middle loses nothing.
   *
   * @param runName row of `job_runs` that the figures go to
   */
  async execute(ctx: RequestContext, runName: string): Promise<CleanedUp> {
    const result = {
      deletedSessions: await this.inBatches(ctx, (tx) => this.cleanup.deleteSessions(tx, BATCH)),
      deletedCodes: await this.inBatches(ctx, (tx) => this.cleanup.deleteCodes(tx, BATCH)),
      deletedPhoneCodes: await this.inBatches(ctx, (tx) =>
        this.cleanup.deletePhoneCodes(tx, BATCH),
      ),
      deletedNotices: await this.inBatches(ctx, (tx) => this.cleanup.deleteNotices(tx, BATCH)),
      deletedProviderLogins: await this.inBatches(ctx, (tx) =>
        this.cleanup.deleteProviderLogins(tx, BATCH),
      ),
    };
    await this.cleanup.record(runName, { ...result });
    return result;
  }

  private async inBatches(
    ctx: RequestContext,
    deleteBatch: (tx: Tx) => Promise<number>,
  ): Promise<number> {
    let total = 0;
    for (;;) {
      const deleted = await this.uow.run(ctx, deleteBatch);
      total += deleted;
      if (deleted < BATCH) return total;
    }
  }
}
