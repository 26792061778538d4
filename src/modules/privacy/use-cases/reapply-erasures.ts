import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { ErasuresRepository, type ListedErasure } from '../data/erasures.repository.js';
import { ApplyErasure } from './apply-erasure.js';

/** What came of it. */
export interface ReapplyResult {
  /** Entries that the restored database did not know. */
  readonly adopted: number;
  readonly applied: number;
  /** Entries with orders that are still on their way. */
  readonly waiting: number;
}

/** Goes through the whole list once more: a restored backup knows people again who were erased. */
@Injectable()
export class ReapplyErasures {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly erasures: ErasuresRepository,
    private readonly applyErasure: ApplyErasure,
  ) {}

  /** @param kept the list as it was kept beside the backups */
  async execute(ctx: RequestContext, kept: readonly ListedErasure[]): Promise<ReapplyResult> {
    const adopted = await this.uow.run(ctx, async (tx) => {
      const added = await this.erasures.adopt(tx, kept);
      await this.erasures.reopen(tx);
      return added;
    });
    let waiting = 0;
    let applied = 0;
    for (const { id } of await this.erasures.list(ctx, true)) {
      const open = await this.applyErasure.execute(ctx, id);
      if (open !== null && open > 0) waiting += 1;
      else applied += 1;
    }
    return { adopted, applied, waiting };
  }
}
