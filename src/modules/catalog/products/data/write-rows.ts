import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { AttributeChoice } from '../products.types.js';
import { choiceKey } from '../domain/found.js';
import type { PlannedRow } from '../domain/plan-rows.js';
import type { PlannedVariant } from '../domain/plan-variants.js';
import { namesAndValues } from './find-rows.js';
import * as sql from './write-statements.js';

type Columns = Readonly<Record<string, unknown>>;
type Changes = { readonly id: string; readonly changes: Columns }[];
type Values = ReadonlyMap<string, number>;

/** Ids of the products and variants among the planned ones that differ from what is stored. */
export async function findChanged(tx: Tx, planned: readonly PlannedRow[]): Promise<Set<string>> {
  const products = planned.flatMap(({ product }) =>
    product && !product.isNew ? toChanges(product.id, product.columns) : [],
  );
  const variants = oldVariants(planned).flatMap(({ id, columns }) => toChanges(id, columns));
  const chosen = oldVariants(planned).filter(({ choices }) => choices !== undefined);
  const ids = new Set(chosen.map(({ id }) => id));
  if (products.length + variants.length === 0) return ids;
  const rows = await namedQuery<{ id: string }>(tx, sql.COMPARE, [
    JSON.stringify(products),
    JSON.stringify(variants),
  ]);
  for (const { id } of rows) ids.add(id);
  return ids;
}

/** Writes what was planned: a fixed number of statements, those that have nothing to do left out. */
export async function writeRows(
  tx: Tx,
  planned: readonly PlannedRow[],
  known: Values,
  changed: ReadonlySet<string>,
): Promise<void> {
  const values = await makeValues(tx, planned, known);
  await insertAll(tx, planned, values);
  await updateAll(tx, planned, changed);
  await setValues(tx, planned, values);
  await setCollections(tx, planned);
}

/** Attributes and values that nobody has heard of yet. */
async function makeValues(tx: Tx, planned: readonly PlannedRow[], known: Values): Promise<Values> {
  const choices = planned.flatMap(({ variants }) => variants.flatMap((v) => v.choices ?? []));
  const missing = choices.filter((choice) => !known.has(choiceKey(choice)));
  if (missing.length === 0) return known;
  const lists = namesAndValues(missing);
  await namedQuery(tx, sql.MAKE_ATTRIBUTES, [lists[0]]);
  await namedQuery(tx, sql.MAKE_VALUES, lists);
  const made = await namedQuery<AttributeChoice & { id: number }>(tx, sql.READ_VALUES, lists);
  return new Map([...known, ...made.map((value) => [choiceKey(value), value.id] as const)]);
}

async function insertAll(tx: Tx, planned: readonly PlannedRow[], values: Values): Promise<void> {
  const products = planned.flatMap(({ product }) =>
    product?.isNew === true ? { id: product.id, ...product.columns } : [],
  );
  const variants = planned.flatMap(({ product, variants: own }) =>
    own.flatMap(({ id, isNew, columns, stock, choices }) =>
      isNew && product !== null
        ? { id, product_id: product.id, stock, value_ids: idsOf(choices, values), ...columns }
        : [],
    ),
  );
  if (products.length + variants.length === 0) return;
  await namedQuery(tx, sql.LET_PRODUCTS_WAIT);
  await namedQuery(tx, sql.INSERT_ALL, [JSON.stringify(products), JSON.stringify(variants)]);
  const ids = [...products.map(({ id }) => id), ...variants.map((variant) => variant.product_id)];
  await namedQuery(tx, sql.SETTLE_PRODUCTS, [[...new Set(ids)]]);
}

async function updateAll(
  tx: Tx,
  planned: readonly PlannedRow[],
  changed: ReadonlySet<string>,
): Promise<void> {
  const products = planned.flatMap(({ product }) =>
    product && !product.isNew && changed.has(product.id)
      ? toChanges(product.id, product.columns)
      : [],
  );
  const variants = oldVariants(planned).flatMap(({ id, columns }) =>
    changed.has(id) ? toChanges(id, columns) : [],
  );
  if (products.length > 0) {
    await namedQuery(tx, sql.updateProducts(columnsOf(products)), [JSON.stringify(products)]);
  }
  if (variants.length > 0) {
    await namedQuery(tx, sql.updateVariants(columnsOf(variants)), [JSON.stringify(variants)]);
  }
}

async function setValues(tx: Tx, planned: readonly PlannedRow[], values: Values): Promise<void> {
  const chosen = oldVariants(planned).filter(({ choices }) => choices !== undefined);
  if (chosen.length === 0) return;
  await namedQuery(tx, sql.CLEAR_VALUES, [chosen.map(({ id }) => id)]);
  const rows = chosen.map(({ id, choices }) => ({ id, value_ids: idsOf(choices, values) }));
  await namedQuery(tx, sql.SET_VALUES, [JSON.stringify(rows)]);
}

async function setCollections(tx: Tx, planned: readonly PlannedRow[]): Promise<void> {
  const products = planned.flatMap(({ product }) =>
    product?.collectionIds === undefined ? [] : [product],
  );
  if (products.length === 0) return;
  const pairs = products.flatMap(({ id, collectionIds }) =>
    (collectionIds ?? []).map((collection) => ({ product_id: id, collection_id: collection })),
  );
  const ids = products.map(({ id }) => id);
  await namedQuery(tx, sql.SET_COLLECTIONS, [ids, JSON.stringify(pairs)]);
}

function oldVariants(planned: readonly PlannedRow[]): PlannedVariant[] {
  return planned.flatMap(({ variants }) => variants.filter(({ isNew }) => !isNew));
}

function toChanges(id: string, changes: Columns): Changes {
  return Object.keys(changes).length === 0 ? [] : [{ id, changes }];
}

function columnsOf(changes: Changes): string[] {
  return [...new Set(changes.flatMap((change) => Object.keys(change.changes)))];
}

/** Ascending, as the key of a combination has them. */
function idsOf(choices: readonly AttributeChoice[] | undefined, values: Values): number[] {
  const ids = (choices ?? []).map((choice) => values.get(choiceKey(choice)) ?? 0);
  return ids.sort((a, b) => a - b);
}
