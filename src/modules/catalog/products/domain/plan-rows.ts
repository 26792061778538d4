import { ProductNotFound } from '../../catalog.errors.js';
import { RowRepeated } from '../products.errors.js';
import type { SaveOptions } from '../products.types.js';
import type { CheckedRow, RowProblem } from './check-rows.js';
import type { Found } from './found.js';
import { Names } from './names.js';
import { planProduct, type PlannedProduct } from './plan-product.js';
import { planVariants, type PlannedVariant } from './plan-variants.js';
import type { PlanContext } from './plan-context.js';

/** What a row will do: write its product and variants, or say why it cannot. */
export interface PlannedRow {
  readonly row: CheckedRow;
  readonly product: PlannedProduct | null;
  readonly variants: readonly PlannedVariant[];
  readonly problems: readonly RowProblem[];
}

/** Plans rows one after the other: what one has taken is gone for those behind it. */
export function planRows(
  rows: readonly CheckedRow[],
  found: Found,
  options: SaveOptions,
  now: Date,
): PlannedRow[] {
  const context: PlanContext = {
    found,
    slugs: new Names(found.slugs),
    productSkus: new Names(found.productSkus),
    variantSkus: new Names(found.variantSkus),
    createAttributes: options.createAttributes ?? false,
    newVariants: options.newVariants ?? false,
    mayPublish: options.mayPublish ?? false,
    now,
  };
  const seen = new Set<string>();
  return rows.map((row) => {
    const planned = planRow(row, context, options, seen);
    const isGood = planned.problems.length === 0;
    for (const names of [context.slugs, context.productSkus, context.variantSkus]) {
      names.settle(isGood);
    }
    if (isGood && planned.product !== null) seen.add(planned.product.id);
    return planned;
  });
}

function planRow(
  row: CheckedRow,
  context: PlanContext,
  { mode = 'upsert' }: SaveOptions,
  seen: ReadonlySet<string>,
): PlannedRow {
  const there = context.found.products.get(row.index);
  const problems = [...row.problems];
  if (there === undefined && (row.id !== undefined || mode === 'update')) {
    problems.push({ pointer: row.id === undefined ? '' : '/id', error: new ProductNotFound() });
  }
  if (there !== undefined && seen.has(there.id)) {
    problems.push({ pointer: '', error: new RowRepeated() });
  }
  if (problems.length > 0) return { row, product: null, variants: [], problems };
  const product = planProduct(row, there, context, problems);
  const given = row.variants ?? [];
  const first = { id: undefined, columns: firstVariant(product), attributes: [], stock: 0 };
  const wanted = product.isNew && given.length === 0 ? [first] : given;
  const variants = planVariants(wanted, product, context, problems);
  return { row, product, variants, problems };
}

/** A new product that names no variants has one, called and sold like the product. */
function firstVariant({ columns }: PlannedProduct): Record<string, unknown> {
  const sku = columns['sku'];
  return typeof sku === 'string' ? { sku } : {};
}
