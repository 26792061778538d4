import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import * as sql from './archive.sql.js';
import { ARCHIVED_TABLES } from './archived-tables.js';

/** How far a run is. */
export interface ArchiveProgress {
  readonly moved: number;
  /** Orders that were old enough when the run began; those with something open stay. */
  readonly of: number;
}

/** How much at once, and from when on. */
export interface ArchiveOptions {
  readonly batchSize: number;
  readonly olderThanMonths: number;
  /** Ends the run after so many orders. */
  readonly limit: number;
  /** Pause after a batch, in parts of the time that the batch took; 0 for none. */
  readonly rest: number;
  /** Told after each batch. */
  readonly onProgress: (progress: ArchiveProgress) => void | Promise<void>;
}

interface Position {
  readonly at: string;
  readonly id: string;
}

interface Found extends Position {
  readonly month: string;
}

/** Who buys waits for a batch at most: small ones cost the archiver a tenth of its speed, large ones the customers. */
const BATCH_SIZE = 50;
/** The archive is in no hurry: for half of the time the customers have the database for themselves. */
const REST = 1;
const BEGINNING: Position = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/**
 * Moves finished orders of long ago (`ORDER_ARCHIVE_MONTHS`) out of the live tables, each whole and in one
 * transaction: killed anywhere, it leaves an order either here or there. Several at once share the
 * work. It reads and deletes rows of payments, refunds and stock movements, which belong to other
 * features: an order would not be whole without them, and their archive tables are ours.
 */
@Injectable()
export class ArchiveOrders {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @returns how many orders were moved */
  async execute(ctx: RequestContext, options: Partial<ArchiveOptions> = {}): Promise<number> {
    const months = options.olderThanMonths ?? this.env.ORDER_ARCHIVE_MONTHS;
    const { batchSize = BATCH_SIZE, limit = Infinity, rest = REST, onProgress } = options;
    const of = onProgress ? await this.countOld(ctx, months) : 0;
    let moved = 0;
    let after = BEGINNING;
    const ready = new Set<string>();
    while (moved < limit) {
      const began = performance.now();
      const range = [months, Math.min(batchSize, limit - moved), after.at, after.id];
      const found = await this.db.queryAs<Found>(ctx, sql.FIND_FINISHED, range);
      await this.ensurePartitions(found, ready);
      moved += await this.batch(ctx, months, found);
      await onProgress?.({ moved, of });
      const last = found.at(-1);
      if (last === undefined) break;
      after = last;
      await sleep(rest * (performance.now() - began));
    }
    return moved;
  }

  /** How many orders are old enough; some of them may have something open. */
  async countOld(ctx: RequestContext, months = this.env.ORDER_ARCHIVE_MONTHS): Promise<number> {
    const [row] = await this.db.queryAs<{ count: number }>(ctx, sql.COUNT_OLD, [months]);
    return row?.count ?? 0;
  }

  private async batch(
    ctx: RequestContext,
    olderThan: number,
    found: readonly Found[],
  ): Promise<number> {
    if (found.length === 0) return 0;
    const moves = await this.loadMoves();
    return this.uow.run(ctx, async (tx) => {
      await namedQuery(tx, sql.HOLD_ERASURES);
      const wanted = found.map(({ id }) => id);
      const locked = await namedQuery<{ id: string }>(tx, sql.LOCK_FINISHED, [olderThan, wanted]);
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
  private async ensurePartitions(found: readonly Found[], ready: Set<string>): Promise<void> {
    for (const { month } of found) {
      if (ready.has(month)) continue;
      for (const { table } of ARCHIVED_TABLES) {
        await this.db.query(sql.ENSURE_PARTITION, [month, table]);
      }
      ready.add(month);
    }
  }

  private async loadMoves(): Promise<readonly Statement[]> {
    const columns = await loadLiveColumns(this.db);
    return ARCHIVED_TABLES.map((archived) =>
      sql.moveStatement(archived, columns.get(archived.table) ?? []),
    );
  }
}

/** The columns of the tables of an order, as they are now. */
export async function loadLiveColumns(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = ARCHIVED_TABLES.map(({ table }) => table);
  const rows = await db.query<{ table: string; columns: string[] }>(sql.LIVE_COLUMNS, [tables]);
  return new Map(rows.map((row) => [row.table, row.columns]));
}
