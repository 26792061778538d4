import { randomUUID } from 'node:crypto';
import { SkuTaken, VariantNotFound } from '../../catalog.errors.js';
import {
  AttributeUnknown,
  CombinationTaken,
  RowRepeated,
  TooManyVariants,
} from '../products.errors.js';
import { type AttributeChoice, MAX_VARIANTS_OF_PRODUCT } from '../products.types.js';
import type { CheckedVariant, RowProblem } from './check-rows.js';
import { choiceKey, combinationKey, type FoundVariant } from './found.js';
import type { PlanContext } from './plan-context.js';

/** What is to be done about one variant of a row. */
export interface PlannedVariant {
  readonly id: string;
  readonly isNew: boolean;
  /** Columns to write: all of a new one, the given ones of another. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly stock: number;
  /** The new combination; undefined where it stays. */
  readonly choices: readonly AttributeChoice[] | undefined;
}

/** The product whose variants are planned, as it will be. */
export interface VariantOwner {
  readonly id: string;
  readonly name: string;
  readonly basePrice: string;
}

/** Finds out which variants of a row are new, and whether SKUs and combinations are free. */
export function planVariants(
  given: readonly CheckedVariant[],
  owner: VariantOwner,
  context: PlanContext,
  problems: RowProblem[],
): PlannedVariant[] {
  const there = context.found.variants.get(owner.id) ?? [];
  const combinations = new Map(there.map((variant) => [variant.id, variant.attributes]));
  const matched = new Set<string>();
  let position = Math.max(-1, ...there.map((variant) => variant.position));
  const planned = given.map((variant, index) => {
    const pointer = `/variants/${index}`;
    const match =
      context.newVariants && variant.id === undefined ? undefined : find(variant, there, given);
    if (variant.id !== undefined && match === undefined) {
      problems.push({ pointer: `${pointer}/id`, error: new VariantNotFound() });
    }
    if (match !== undefined && matched.has(match.id)) {
      problems.push({ pointer, error: new RowRepeated() });
    }
    const id = match?.id ?? randomUUID();
    matched.add(id);
    checkChoices(variant, pointer, context, problems);
    takeSku(variant, id, pointer, context, problems);
    if (match === undefined) position += 1;
    const choices = newChoices(variant, match);
    combinations.set(id, choices ?? match?.attributes ?? []);
    const columns = match === undefined ? fresh(variant, owner, position) : variant.columns;
    return { id, isNew: match === undefined, columns, stock: variant.stock, choices };
  });
  if (combinations.size > MAX_VARIANTS_OF_PRODUCT) {
    const detail = `A product has at most ${MAX_VARIANTS_OF_PRODUCT} variants`;
    problems.push({ pointer: '/variants', error: new TooManyVariants(detail) });
  }
  checkCombinations(planned, combinations, problems);
  return planned;
}

/** By id, else SKU, else combination, else the only one of a product without options. */
function find(
  { id, columns, attributes }: CheckedVariant,
  there: readonly FoundVariant[],
  given: readonly CheckedVariant[],
): FoundVariant | undefined {
  if (id !== undefined) return there.find((variant) => variant.id === id);
  const { sku } = columns;
  const bySku = typeof sku === 'string' ? there.find((variant) => variant.sku === sku) : undefined;
  if (bySku !== undefined) return bySku;
  if (attributes !== undefined && attributes.length > 0) {
    const key = combinationKey(attributes);
    return there.find((variant) => combinationKey(variant.attributes) === key);
  }
  const [only] = there;
  return there.length === 1 && given.length === 1 && only?.attributes.length === 0
    ? only
    : undefined;
}

function newChoices(
  { attributes }: CheckedVariant,
  match: FoundVariant | undefined,
): readonly AttributeChoice[] | undefined {
  if (attributes === undefined) return match === undefined ? [] : undefined;
  if (match === undefined) return attributes;
  return combinationKey(attributes) === combinationKey(match.attributes) ? undefined : attributes;
}

/** All columns of a new variant. */
function fresh(
  { columns, attributes }: CheckedVariant,
  owner: VariantOwner,
  position: number,
): Record<string, unknown> {
  const values = (attributes ?? []).map(({ value }) => value).join(' / ');
  return {
    name: (values === '' ? owner.name : values).slice(0, 255),
    price: owner.basePrice,
    position,
    requires_shipping: true,
    taxable: true,
    is_active: true,
    ...columns,
  };
}

function checkChoices(
  { attributes }: CheckedVariant,
  pointer: string,
  { found, createAttributes }: PlanContext,
  problems: RowProblem[],
): void {
  if (createAttributes) return;
  for (const [index, choice] of (attributes ?? []).entries()) {
    if (found.values.has(choiceKey(choice))) continue;
    problems.push({
      pointer: `${pointer}/attributes/${index}`,
      error: new AttributeUnknown(`There is no ${choice.name}: ${choice.value}`),
    });
  }
}

function takeSku(
  { columns }: CheckedVariant,
  id: string,
  pointer: string,
  { variantSkus }: PlanContext,
  problems: RowProblem[],
): void {
  const { sku } = columns;
  if (typeof sku !== 'string') return;
  if (!variantSkus.take(sku, id)) {
    problems.push({ pointer: `${pointer}/sku`, error: new SkuTaken() });
  }
}

/** No two living variants of a product have the same values; without any they may be alike. */
function checkCombinations(
  planned: readonly PlannedVariant[],
  combinations: ReadonlyMap<string, readonly AttributeChoice[]>,
  problems: RowProblem[],
): void {
  const owners = new Map<string, string>();
  const index = new Map(planned.map(({ id }, at) => [id, at]));
  for (const [id, choices] of combinations) {
    const key = combinationKey(choices);
    if (key === '') continue;
    if (owners.has(key)) {
      const at = index.get(id) ?? index.get(owners.get(key) ?? '') ?? 0;
      problems.push({ pointer: `/variants/${at}/attributes`, error: new CombinationTaken() });
    }
    owners.set(key, id);
  }
}
