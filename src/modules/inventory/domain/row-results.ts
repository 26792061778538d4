import { VariantNotFound } from '../../catalog/catalog.errors.js';
import type { ProblemClass } from '../../../common/errors/domain-error.js';
import {
  NotAtLocation,
  RowRepeated,
  StockChangedMeanwhile,
  StockPromised,
  TooManyPieces,
} from '../inventory.errors.js';
import type { StockProblem } from '../inventory.types.js';

/** A row of a request that moves pieces of many variants. */
export interface NamedRow {
  readonly variantId?: string | undefined;
  readonly sku?: string | undefined;
}

/** What became of a row. */
export interface RowResult {
  /** Of the row in the request, from 0. */
  readonly index: number;
  readonly variantId: string | null;
  readonly outcome: 'done' | 'unchanged' | 'refused';
  /** Pieces in the place, before and now; null where they were not looked at. */
  readonly before: number | null;
  readonly after: number | null;
  readonly code: string | null;
  readonly detail: string | null;
}

/** A row and the variant that it names for the first time. */
export interface UsableRow<R> {
  readonly index: number;
  readonly row: R;
  readonly variantId: string;
}

/** What a statement says of a variant. */
export interface Moved {
  readonly variantId: string;
  readonly levelBefore: number;
  readonly levelAfter: number;
  readonly problem: StockProblem | null;
}

const PROBLEMS: Readonly<Record<StockProblem, ProblemClass>> = {
  changed: StockChangedMeanwhile,
  promised: StockPromised,
  not_at_location: NotAtLocation,
  too_many: TooManyPieces,
};

/** Rows that can be tried, and what is wrong with the others. */
export function sortRows<R extends NamedRow>(
  rows: readonly R[],
  variants: readonly (string | null)[],
): { usable: UsableRow<R>[]; refused: RowResult[] } {
  const usable = new Map<string, UsableRow<R>>();
  const refused: RowResult[] = [];
  rows.forEach((row, index) => {
    const variantId = variants[index] ?? null;
    if (variantId === null) refused.push(refuse(index, row.variantId ?? null, VariantNotFound));
    else if (usable.has(variantId)) refused.push(refuse(index, variantId, RowRepeated));
    else usable.set(variantId, { index, row, variantId });
  });
  return { usable: [...usable.values()], refused };
}

/** One result per row, in their order. */
export function resultsOf<R>(
  usable: readonly UsableRow<R>[],
  refused: readonly RowResult[],
  moved: readonly Moved[],
): RowResult[] {
  const found = new Map(moved.map((row) => [row.variantId, row]));
  const tried = usable.map(({ index, variantId }): RowResult => {
    const row = found.get(variantId);
    if (row === undefined) return refuse(index, variantId, VariantNotFound);
    const { levelBefore: before, levelAfter, problem } = row;
    if (problem !== null) return { ...refuse(index, variantId, PROBLEMS[problem]), before };
    const outcome = before === levelAfter ? 'unchanged' : 'done';
    return { index, variantId, outcome, before, after: levelAfter, code: null, detail: null };
  });
  return [...tried, ...refused].toSorted((a, b) => a.index - b.index);
}

/** A row that nothing was done for. */
export function refuse(index: number, variantId: string | null, why: ProblemClass): RowResult {
  const { code, title: detail } = why.problem;
  return { index, variantId, outcome: 'refused', before: null, after: null, code, detail };
}
