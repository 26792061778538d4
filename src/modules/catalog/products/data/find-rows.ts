import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { AttributeChoice, SaveOptions } from '../products.types.js';
import type { CheckedRow } from '../domain/check-rows.js';
import {
  choiceKey,
  type Found,
  type FoundField,
  type FoundProduct,
  type FoundVariant,
} from '../domain/found.js';
import { slugsFor } from '../domain/plan-product.js';
import { LOCK_MATCHED, READ_VARIANTS, RESOLVE } from './find-statements.js';

type Pairs = [string, string][] | null;

interface Resolved {
  readonly brands: Pairs;
  readonly categories: Pairs;
  readonly schemas: [string, unknown][] | null;
  readonly collections: Pairs;
  readonly fields: FoundField[] | null;
  readonly values: (AttributeChoice & { readonly id: number })[] | null;
  readonly slugs: Pairs;
  readonly productSkus: Pairs;
  readonly variantSkus: Pairs;
}

/** What names a row's product. */
interface RowKey {
  readonly n: number;
  readonly id: string | undefined;
  readonly slug: string | undefined;
  readonly sku: string | undefined;
  readonly skus: readonly string[];
}

type MatchBy = 'id' | 'slug' | 'sku';

/**
 * Reads all that rows speak of: three statements, whatever their number. Their products are locked then. A product that
 * somebody else made between the first statement and the last is looked for once more: its own row must not be told that
 * its name is taken.
 */
export async function findRows(
  tx: Tx,
  rows: readonly CheckedRow[],
  { mode, matchBy = 'slug' }: SaveOptions,
): Promise<Found> {
  const keys = rows.map(keyOf);
  const by = mode === 'create' ? 'id' : matchBy;
  const found = await look(tx, rows, keys, by);
  const isLate = keys.some((key) => !found.products.has(key.n) && isThere(found, key, by));
  return isLate ? look(tx, rows, keys, by) : found;
}

async function look(
  tx: Tx,
  rows: readonly CheckedRow[],
  keys: readonly RowKey[],
  by: MatchBy,
): Promise<Found> {
  const matched = await namedQuery<FoundProduct & { n: number }>(tx, LOCK_MATCHED, [
    JSON.stringify(keys),
    by,
  ]);
  const products = new Map(matched.map(({ n, ...product }) => [n, product] as const));
  const withVariants = rows.flatMap(({ index, variants }) =>
    variants === undefined ? [] : (products.get(index)?.id ?? []),
  );
  const there =
    withVariants.length === 0
      ? []
      : await namedQuery<FoundVariant>(tx, READ_VARIANTS, [withVariants]);
  const variants = new Map<string, FoundVariant[]>();
  for (const variant of there) {
    const list = variants.get(variant.productId);
    if (list === undefined) variants.set(variant.productId, [variant]);
    else list.push(variant);
  }
  const [resolved] = await namedQuery<Resolved & Record<string, unknown>>(
    tx,
    RESOLVE,
    wishes(rows, matched),
  );
  if (resolved === undefined) throw new Error('The statement gave no row');
  return { products, variants, ...toMaps(resolved) };
}

/** Whether the last statement saw what the first one looked for. */
function isThere(found: Found, { id, slug, sku, skus }: RowKey, by: MatchBy): boolean {
  if (id !== undefined || by === 'id') return false;
  if (by === 'slug') return slug !== undefined && found.slugs.has(slug);
  if (sku !== undefined && found.productSkus.has(sku)) return true;
  return skus.some((one) => found.variantSkus.has(one));
}

function keyOf({ index, id, columns, variants }: CheckedRow): RowKey {
  const sku = text(columns['sku']);
  const slug = text(columns['slug']) ?? madeSlug(columns);
  const skus =
    sku === undefined ? (variants ?? []).flatMap((v) => text(v.columns['sku']) ?? []) : [];
  return { n: index, id, slug, sku, skus };
}

function madeSlug(columns: Readonly<Record<string, unknown>>): string | undefined {
  const name = text(columns['name']);
  return name === undefined ? undefined : slugsFor(name, undefined)[0];
}

function wishes(rows: readonly CheckedRow[], matched: readonly FoundProduct[]): unknown[] {
  const choices = rows.flatMap((row) => (row.variants ?? []).flatMap((v) => v.attributes ?? []));
  const productSkus = rows.flatMap(({ columns }) => text(columns['sku']) ?? []);
  return [
    distinct(rows.map(({ brand }) => brand)),
    distinct(rows.map(({ category }) => category)),
    distinct(matched.map(({ categoryId }) => categoryId)),
    distinct(rows.flatMap(({ collections }) => collections ?? [])),
    distinct(rows.flatMap(({ customFields }) => Object.keys(customFields ?? {}))),
    ...namesAndValues(choices),
    distinct(rows.flatMap(slugsOf)),
    distinct(productSkus),
    distinct([
      ...productSkus,
      ...rows.flatMap((row) => (row.variants ?? []).map((v) => text(v.columns['sku']))),
    ]),
  ];
}

function slugsOf({ columns }: CheckedRow): string[] {
  const slug = text(columns['slug']);
  const name = text(columns['name']);
  if (slug !== undefined) return [slug];
  return name === undefined ? [] : slugsFor(name, text(columns['sku']));
}

/** Two lists of one length, each combination once. */
export function namesAndValues(choices: readonly AttributeChoice[]): [string[], string[]] {
  const unique = [...new Map(choices.map((choice) => [choiceKey(choice), choice])).values()];
  return [unique.map(({ name }) => name), unique.map(({ value }) => value)];
}

function toMaps(resolved: Resolved): Omit<Found, 'products' | 'variants'> {
  const { fields, values } = resolved;
  return {
    brands: new Map(resolved.brands),
    categories: new Map(resolved.categories),
    schemas: new Map(resolved.schemas),
    collections: new Map(resolved.collections),
    fields: new Map((fields ?? []).map((field) => [field.code, field])),
    values: new Map((values ?? []).map((value) => [choiceKey(value), value.id])),
    slugs: new Map(resolved.slugs),
    productSkus: new Map(resolved.productSkus),
    variantSkus: new Map(resolved.variantSkus),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function distinct(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
