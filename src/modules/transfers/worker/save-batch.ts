import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/domain-error.js';
import { constraintError } from '../../../database/pg-errors.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { errorOf, type RowMapper } from '../domain/columns.js';
import type { Draft } from '../domain/draft.js';
import type { ImportView, RowCounts, RowError } from '../transfers.types.js';
import type { Batch } from './batches.js';
import { RehearseDrafts } from './rehearse-drafts.js';
import { SaveProductDrafts } from './save-product-drafts.js';
import { SaveStockDrafts } from './save-stock-drafts.js';

/** What became of a row of the file. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'failed';

/** What became of rows. */
export interface Saved {
  readonly outcomes: Map<number, RowOutcome>;
  readonly errors: RowError[];
}

/** Saves one kind of rows, all of them with few statements. */
export interface DraftSaver {
  save(tx: Tx, drafts: readonly Draft[], mapper: RowMapper, asked: ImportView): Promise<Saved>;
}

/** Saves the rows of a batch. What is wrong with one never stops the others. */
@Injectable()
export class SaveBatch {
  constructor(
    private readonly products: SaveProductDrafts,
    private readonly stock: SaveStockDrafts,
    private readonly rehearsal: RehearseDrafts,
  ) {}

  /**
   * @param options.oneByOne each product behind a savepoint of its own: for a batch in which a
   * constraint was broken, to find out which row it was
   */
  async execute(
    tx: Tx,
    batch: Batch,
    asked: { readonly import: ImportView; readonly mapper: RowMapper },
    options: { readonly oneByOne: boolean },
  ): Promise<{ counts: RowCounts; errors: RowError[] }> {
    const saver: DraftSaver = asked.import.kind === 'stock' ? this.stock : this.products;
    const good = batch.drafts.filter(({ errors }) => errors.length === 0);
    const bad = batch.drafts.filter(({ errors }) => errors.length > 0);
    const refused = bad.map((draft) => ({ outcomes: failed(draft), errors: draft.errors }));
    const groups = options.oneByOne ? good.map((draft) => [draft]) : [good];
    const all: Saved[] = [...refused];
    for (const drafts of groups) {
      if (drafts.length === 0) continue;
      const work = (): Promise<Saved> =>
        asked.import.dryRun
          ? this.rehearsal.save(tx, drafts, asked, saver)
          : saver.save(tx, drafts, asked.mapper, asked.import);
      all.push(options.oneByOne ? await behindSavepoint(tx, drafts, work) : await work());
    }
    const errors = [...batch.errors, ...all.flatMap((saved) => withEveryRow(saved))];
    return { counts: count(batch.rows, batch.errors.length, all), errors: inOrder(errors) };
  }
}

async function behindSavepoint(
  tx: Tx,
  drafts: readonly Draft[],
  work: () => Promise<Saved>,
): Promise<Saved> {
  await tx.query('SAVEPOINT one_draft');
  try {
    const saved = await work();
    await tx.query('RELEASE SAVEPOINT one_draft');
    return saved;
  } catch (error) {
    const known = constraintError(error) ?? error;
    if (!(known instanceof DomainError)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT one_draft');
    const outcomes = new Map(drafts.flatMap((draft) => [...failed(draft)]));
    const row = drafts[0]?.row ?? 0;
    return { outcomes, errors: [errorOf(row, null, known.code, known.message, null)] };
  }
}

function failed(draft: Draft): Map<number, RowOutcome> {
  return new Map(draft.rows.map((row) => [row, 'failed']));
}

/** A row that failed for what another one says has a line of its own: the report has every failed row. */
function withEveryRow({ outcomes, errors }: Saved): RowError[] {
  const named = new Set(errors.map(({ row }) => row));
  const silent = [...outcomes].filter(([row, outcome]) => outcome === 'failed' && !named.has(row));
  const message = 'Another row of the same product was refused';
  return [
    ...errors,
    ...silent.map(([row]) => errorOf(row, null, 'transfers.product_refused', message, null)),
  ];
}

function inOrder(errors: RowError[]): RowError[] {
  return errors.sort((a, b) => a.row - b.row);
}

function count(read: number, unreadable: number, all: readonly Saved[]): RowCounts {
  const counts = { read, created: 0, updated: 0, unchanged: 0, failed: unreadable };
  for (const { outcomes } of all) for (const outcome of outcomes.values()) counts[outcome] += 1;
  return counts;
}
