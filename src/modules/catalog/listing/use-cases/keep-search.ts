import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Statement } from '../../../../database/statement.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import * as sql from '../data/upkeep-statements.js';

const PRODUCTS_AT_ONCE = 200;
const SALES_AT_ONCE = 500;
const MOVED_AT_ONCE = 2_000;
/** What best-selling means. */
export const SALES_DAYS = 90;

/**
 * Upkeep of what lists and search are derived from, as far as it may come a little later. Each piece may
 * run at any time and more than once.
 */
@Injectable()
export class KeepSearch {
  constructor(private readonly uow: UnitOfWork) {}

  /** Words of products that one rename touched by the thousand, and words that are new since the last run. */
  async followChanges(ctx: RequestContext): Promise<number> {
    let done = 0;
    for (;;) {
      const count = await this.uow.run(ctx, async (tx) => {
        const [taken] = await namedQuery<{ ids: string[] | null; count: number }>(
          tx,
          sql.TAKE_CHANGES,
          [PRODUCTS_AT_ONCE],
        );
        await namedQuery(tx, sql.WRITE_SEARCH, [taken?.ids ?? []]);
        return taken?.count ?? 0;
      });
      done += count;
      if (count < PRODUCTS_AT_ONCE) break;
    }
    await this.run(ctx, 'words', sql.ADD_WORDS, [], true);
    const [tiers] = await this.uow.run(ctx, (tx) =>
      namedQuery<{ missing: boolean }>(tx, sql.TIERS_ARE_MISSING),
    );
    if (tiers?.missing === true) await this.keepTiers(ctx);
    return done;
  }

  /** How many products have each word, which words are gone, and who belongs to the most reviewed products. */
  async countWords(ctx: RequestContext): Promise<number> {
    const changed = await this.run(ctx, 'vocabulary', sql.COUNT_WORDS, []);
    await this.keepTiers(ctx);
    return changed;
  }

  /**
   * Pieces sold in the last 90 days without those that came back, of orders that are paid for and not
   * refunded, live or archived. In pieces: a listing is locked for moments only.
   */
  async countSales(ctx: RequestContext): Promise<number> {
    let done = 0;
    for (;;) {
      const count = await this.run(ctx, 'sales', sql.COUNT_SALES, [SALES_DAYS, SALES_AT_ONCE]);
      done += count;
      if (count < SALES_AT_ONCE) return done;
    }
  }

  /** In pieces, of which each is locked for moments only. */
  private async keepTiers(ctx: RequestContext): Promise<void> {
    const [tiers] = await this.uow.run(ctx, async (tx) => {
      await namedQuery(tx, sql.MORE_TIME);
      return namedQuery<{ due: boolean }>(tx, sql.SET_TIERS);
    });
    if (tiers?.due !== true) return;
    let last: string | null = null;
    do {
      const [moved]: { last: string | null }[] = await this.uow.run(ctx, (tx) =>
        namedQuery<{ last: string | null }>(tx, sql.MOVE_TIERS, [last, MOVED_AT_ONCE]),
      );
      last = moved?.last ?? null;
    } while (last !== null);
  }

  /** The start is noted after the statement where it is the mark to continue from. */
  private run(
    ctx: RequestContext,
    kind: string,
    statement: Statement,
    values: readonly unknown[],
    isMark = false,
  ): Promise<number> {
    return this.uow.run(ctx, async (tx) => {
      await namedQuery(tx, sql.MORE_TIME);
      if (!isMark) await namedQuery(tx, sql.NOTE_START, [kind]);
      const [row] = await namedQuery<{ done: number }>(tx, statement, [...values]);
      if (isMark) await namedQuery(tx, sql.NOTE_START, [kind]);
      const done = row?.done ?? 0;
      await namedQuery(tx, sql.NOTE_END, [kind, done]);
      return done;
    });
  }
}
