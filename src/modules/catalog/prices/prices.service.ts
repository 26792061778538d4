import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { PRUNE_HISTORY } from './data/price-statements.js';

const BATCH = 1_000;
/** Of one run; the rest waits for the next. */
const MAX_BATCHES = 500;

/** What upkeep asks of prices. */
@Injectable()
export class PricesService {
  constructor(private readonly db: Db) {}

  /**
   * Clears prices away that ended long ago, a thousand rows at a time, each in a transaction of its own.
   * What the lowest price before a reduction is made of stays, however old.
   *
   * @returns how many rows went
   */
  async pruneHistory(keepDays: number): Promise<number> {
    let all = 0;
    for (let n = 0; n < MAX_BATCHES; n += 1) {
      const [row] = await this.db.query<{ n: number }>(PRUNE_HISTORY, [keepDays, BATCH]);
      const gone = row?.n ?? 0;
      all += gone;
      if (gone < BATCH) break;
    }
    return all;
  }
}
