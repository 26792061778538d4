import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import * as sql from './archive.sql.js';

/** How much at once, and from when on. */
export interface ArchiveOptions {
  readonly batchSize: number;
  readonly olderThanMonths: number;
}

const DEFAULTS: ArchiveOptions = { batchSize: 200, olderThanMonths: 24 };

/**
 * Moves finished orders older than two years out of the live tables, each whole and in one
 * transaction: killed anywhere, it leaves an order either here or there. Several at once share the
 * work. It reads and deletes rows of payments, refunds and stock movements, which belong to other
 * features: an order would not be whole without them, and their archive tables are ours.
 */
@Injectable()
export class ArchiveOrders {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
  ) {}

  /** @returns how many orders were moved */
  async execute(ctx: RequestContext, options: Partial<ArchiveOptions> = {}): Promise<number> {
    const chosen = { ...DEFAULTS, ...options };
    let total = 0;
    for (;;) {
      const moved = await this.batch(ctx, chosen);
      total += moved;
      // A batch that is not full means: nothing left, or what is left is in somebody else's hands.
      if (moved < chosen.batchSize) return total;
    }
  }

  private async batch(ctx: RequestContext, options: ArchiveOptions): Promise<number> {
    const range = [options.olderThanMonths, options.batchSize];
    const found = await this.db.queryAs<{ month: string }>(ctx, sql.MONTHS_TO_ARCHIVE, range);
    const months = found.map(({ month }) => month);
    if (months.length === 0) return 0;
    for (const month of months) await this.ensurePartitions(month);
    const moves = await this.loadMoves();
    return this.uow.run(ctx, async (tx) => {
      const locked = await namedQuery<{ id: string }>(tx, sql.LOCK_FINISHED, [...range, months]);
      if (locked.length === 0) return 0;
      const ids = locked.map(({ id }) => id);
      await namedQuery(tx, sql.DROP_RESERVATIONS, [ids]);
      await namedQuery(tx, sql.EMPTY_EVENT_BODIES, [ids]);
      for (const move of moves) await namedQuery(tx, move, [ids]);
      await namedQuery(tx, sql.NOTE_BATCH, [ids]);
      return ids.length;
    });
  }

  /** Without its partition a row would go to the default one, from where it would have to move again. */
  private async ensurePartitions(month: string): Promise<void> {
    for (const { table } of sql.ARCHIVED_TABLES) {
      await this.db.query(sql.ENSURE_PARTITION, [month, table]);
    }
  }

  private async loadMoves(): Promise<readonly Statement[]> {
    const tables = sql.ARCHIVED_TABLES.map(({ table }) => table);
    const rows = await this.db.query<{ table: string; columns: string[] }>(sql.LIVE_COLUMNS, [
      tables,
    ]);
    const columns = new Map(rows.map((row) => [row.table, row.columns]));
    return sql.ARCHIVED_TABLES.map((archived) =>
      sql.moveStatement(archived, columns.get(archived.table) ?? []),
    );
  }
}
