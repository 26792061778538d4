import { Inject, Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import { CannotDecrypt, FieldCipher } from '../../../common/crypto/field-cipher.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import {
  GUEST_DIGESTS,
  RENAME_GUEST,
  REWRITE,
  sealedTables,
  type SealedTable,
  staleRows,
} from '../data/encrypted-columns.js';
import { FIRST_ID, reseal, type SealedRow } from '../data/reseal.js';

const BATCH = 200;
/** Rows that somebody holds come again in the next round; after so many in vain the rest waits for the next run. */
const MAX_IDLE_ROUNDS = 5;

/** What a run has done so far. */
export interface RotationProgress {
  readonly table: string;
  /** Rows written again. */
  readonly rows: number;
}

/** How a run ended. */
export interface RotationResult {
  readonly tables: readonly RotationProgress[];
  /** Guests whose uses of discounts are counted under the current key now. */
  readonly guests: number;
  /** Rows that no key of the ring opens: `keys status` names the tables. */
  readonly unreadable: number;
  /** False when the time was over or rows were held by others: run it again. */
  readonly isComplete: boolean;
}

/** How far a run may go and who hears of it. */
export interface RotationOptions {
  readonly until?: Date;
  readonly onProgress?: (progress: RotationProgress) => void;
}

/**
 * Writes everything that older keys encrypted or digested again with the current ones, while the
 * shop runs: batches of rows are read without a lock and written back only where they are still the
 * same. Killed anywhere it has done some of the work; two at once share it.
 */
@Injectable()
export class RotateKeys {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly blindIndex: BlindIndex,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Whether there are keys besides the current ones at all; without them nothing can be stale. */
  get hasOldKeys(): boolean {
    return this.env.ENCRYPTION_KEYS.length > 1 || this.env.BLIND_INDEX_OLD_KEYS.length > 0;
  }

  async execute(ctx: RequestContext, options: RotationOptions = {}): Promise<RotationResult> {
    const results = [];
    for (const table of sealedTables()) results.push(await this.rotateTable(ctx, table, options));
    const guests = await this.rotateGuests(ctx, options);
    return {
      tables: results.map(({ progress }) => progress),
      guests: guests.renamed,
      unreadable: results.reduce((sum, { unreadable }) => sum + unreadable, 0),
      isComplete: guests.isComplete && results.every(({ isComplete }) => isComplete),
    };
  }

  private async rotateTable(
    ctx: RequestContext,
    table: SealedTable,
    options: RotationOptions,
  ): Promise<{ progress: RotationProgress; unreadable: number; isComplete: boolean }> {
    let rows = 0;
    for (let idle = 0; ;) {
      const round = await this.round(ctx, table, options);
      rows += round.written;
      if (round.written > 0) options.onProgress?.({ table: table.name, rows });
      const isComplete = round.left === 0;
      idle = round.written > 0 ? 0 : idle + 1;
      if (isComplete || round.isLate || idle >= MAX_IDLE_ROUNDS) {
        return {
          progress: { table: table.name, rows },
          unreadable: round.unreadable,
          isComplete: isComplete && !round.isLate,
        };
      }
    }
  }

  /** Once through the table. `left`: rows that were stale and could not be written. */
  private async round(ctx: RequestContext, table: SealedTable, { until }: RotationOptions) {
    const statement = staleRows(table);
    const prefix = `${this.cipher.currentKeyId}.`;
    const total = { written: 0, left: 0, unreadable: 0, isLate: false };
    for (let after = FIRST_ID; ;) {
      if (until && until.getTime() <= Date.now()) return { ...total, isLate: true };
      const digests = this.env.BLIND_INDEX_OLD_KEYS.length > 0;
      const values = [after, BATCH, prefix, digests];
      const rows = await this.db.queryAs<SealedRow & { id: string }>(ctx, statement, values);
      const last = rows.at(-1);
      if (!last) return total;
      const { changes, unreadable } = this.reseal(table, rows);
      const written = await this.write(ctx, table, changes);
      total.written += written;
      total.left += changes.length - written;
      total.unreadable += unreadable;
      after = last.id;
    }
  }

  private reseal(table: SealedTable, rows: readonly SealedRow[]) {
    const changes: object[] = [];
    let unreadable = 0;
    for (const row of rows) {
      try {
        const after = reseal(table, row, this.cipher, this.blindIndex);
        if (after) changes.push({ ...row, after });
      } catch (error) {
        if (!(error instanceof CannotDecrypt)) throw error;
        unreadable += 1;
      }
    }
    return { changes, unreadable };
  }

  private async write(ctx: RequestContext, table: SealedTable, changes: readonly object[]) {
    if (changes.length === 0) return 0;
    return this.uow.run(ctx, async (tx) => {
      const values = [table.name, table.columns, JSON.stringify(changes)];
      const [row] = await namedQuery<{ written: number }>(tx, REWRITE, values);
      return row?.written ?? 0;
    });
  }

  private async rotateGuests(ctx: RequestContext, { until }: RotationOptions) {
    let renamed = 0;
    if (this.env.BLIND_INDEX_OLD_KEYS.length === 0) return { renamed, isComplete: true };
    for (let after = ''; ;) {
      if (until && until.getTime() <= Date.now()) return { renamed, isComplete: false };
      const rows = await this.db.queryAs<{ digest: string; email: string | null }>(
        ctx,
        GUEST_DIGESTS,
        [after, BATCH],
      );
      const last = rows.at(-1);
      if (!last) return { renamed, isComplete: true };
      for (const { digest, email } of rows) {
        const address = (email ?? '').toLowerCase();
        if (!this.blindIndex.oldOf(address).includes(digest)) continue;
        const values = [digest, this.blindIndex.of(address), null];
        await this.uow.run(ctx, (tx) => namedQuery(tx, RENAME_GUEST, values));
        renamed += 1;
      }
      after = last.digest;
    }
  }
}
