import { Inject, Injectable } from '@nestjs/common';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { Clock } from '../../../../common/time/clock.js';
import { ENV, type Env } from '../../../../config/env.js';
import { isLockTimeout } from '../../../../database/pg-errors.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { SkuTaken, SlugTaken } from '../../catalog.errors.js';
import { findRows } from '../data/find-rows.js';
import { findChanged, writeRows } from '../data/write-rows.js';
import { checkRow, type RowProblem } from '../domain/check-rows.js';
import { type PlannedRow, planRows } from '../domain/plan-rows.js';
import { CombinationTaken, TooManyVariants } from '../products.errors.js';
import {
  MAX_ROWS,
  MAX_VARIANTS_IN_ROWS,
  type ProductRow,
  type SavedRow,
  type SaveOptions,
} from '../products.types.js';

/** Somebody else may take the same name between our look and our write, but not each time. */
const MAX_TRIES = 3;

/** What {@link SaveProducts.plan} found out about the rows, before it is told to the outside. */
export interface SavedPlan {
  readonly saved: SavedRow[];
  /** By row; empty where it was not refused. */
  readonly problems: readonly (readonly RowProblem[])[];
}

/**
 * The one way in which products and variants are written: one of them or five hundred, by the
 * merchant, in bulk or from a file. Reads, plans and writes in a number of statements that does not
 * depend on the rows.
 */
@Injectable()
export class SaveProducts {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Saves rows in a transaction of its own.
   *
   * @throws InvalidRequest for more rows than one call takes
   */
  async execute(
    ctx: RequestContext,
    rows: readonly ProductRow[],
    options: SaveOptions = {},
  ): Promise<SavedRow[]> {
    const { saved } = await this.retried(ctx, async (tx) => {
      const plan = await this.within(tx, rows, options);
      if (options.dryRun !== true) await options.alongside?.(tx, plan.saved);
      return plan;
    });
    return saved;
  }

  /** Runs work that saves, again when somebody took a slug or a SKU meanwhile, or is at it: the second look sees it. */
  async retried<T>(ctx: RequestContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.uow.run(ctx, work);
      } catch (error) {
        if (!isLostRace(error) || attempt >= MAX_TRIES) throw error;
      }
    }
  }

  /** Saves rows in the caller's transaction; a lost race ends it with the constraint's error. */
  async within(tx: Tx, rows: readonly ProductRow[], options: SaveOptions = {}): Promise<SavedPlan> {
    assertSize(rows);
    const context = { currency: this.env.CURRENCY };
    const checked = rows.map((row, index) => checkRow(row, index, context));
    const found = await findRows(tx, checked, options);
    const planned = planRows(checked, found, options, this.clock.now());
    const problems = planned.map((row) => row.problems);
    const isRefused = problems.some((list) => list.length > 0);
    const good = planned.filter((row) => row.problems.length === 0);
    const doing = options.atomic === true && isRefused ? [] : good;
    const changed = await findChanged(tx, doing);
    if (options.dryRun !== true) await writeRows(tx, doing, found.values, changed);
    const done = new Set(doing);
    return { saved: planned.map((row) => toSaved(row, done.has(row), changed)), problems };
  }
}

function assertSize(rows: readonly ProductRow[]): void {
  if (rows.length > MAX_ROWS) throw new InvalidRequest(`At most ${MAX_ROWS} rows at once`);
  const variants = rows.reduce((sum, row) => sum + countOf(row), 0);
  if (variants > MAX_VARIANTS_IN_ROWS) {
    throw new TooManyVariants(`At most ${MAX_VARIANTS_IN_ROWS} variants at once`);
  }
}

/** A row may still be anything. */
function countOf(row: ProductRow | null): number {
  const variants: unknown = row?.variants;
  return Array.isArray(variants) ? variants.length : 0;
}

/**
 * The database refused what the plan found free; errors of the plan itself have no cause. Or somebody writes the same
 * names and takes longer than one waits for a lock: hundreds of rows on a busy machine do.
 */
function isLostRace(error: unknown): boolean {
  if (isLockTimeout(error)) return true;
  const isName =
    error instanceof SlugTaken || error instanceof SkuTaken || error instanceof CombinationTaken;
  return isName && error.cause !== undefined;
}

function toSaved(
  { row, product, variants, problems }: PlannedRow,
  isDone: boolean,
  changed: ReadonlySet<string>,
): SavedRow {
  const errors = problems.map(({ pointer, error }) => ({
    pointer,
    code: error.code,
    detail: error.message,
  }));
  const about = { index: row.index, productId: product?.id ?? null, slug: product?.slug || null };
  if (!isDone || product === null) {
    const outcome = errors.length > 0 ? ('refused' as const) : ('not_done' as const);
    const productId = product === null || product.isNew ? null : product.id;
    return { ...about, productId, outcome, variants: [], errors };
  }
  const saved = variants.map(({ id, isNew }) => ({
    id,
    outcome: isNew
      ? ('created' as const)
      : changed.has(id)
        ? ('updated' as const)
        : ('unchanged' as const),
  }));
  const isMoved = product.collectionIds !== undefined;
  const isChanged =
    isMoved || changed.has(product.id) || saved.some(({ outcome }) => outcome !== 'unchanged');
  const outcome = product.isNew ? 'created' : isChanged ? 'updated' : 'unchanged';
  return { ...about, outcome, variants: saved, errors };
}
