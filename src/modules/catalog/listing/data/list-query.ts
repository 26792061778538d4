import { defineQuery, type Query } from '../../data/query.js';
import { HAS_STOCK } from '../../data/sql-parts.js';
import type { ProductSort } from '../domain/product-filters.js';
import { CARD_JOINS, cardJson } from './card-sql.js';
import { alongId, type ListScope, type Order, orderOf, type Source, SOURCES } from './list-walk.js';

/** Values of every list statement. */
export type PageParameter =
  | 'limit'
  | 'offset'
  | 'withTotal'
  | 'category'
  | 'brand'
  | 'collection'
  | 'afterValue'
  | 'afterId'
  | 'locale'
  | 'currency'
  | 'digits'
  | 'otherCurrency'
  | 'otherDigits';

/** Values of a plain list statement; all but the first three may be null. */
export type ListParameter = PageParameter | 'minPrice' | 'maxPrice' | 'inStock' | 'unavailable';

/** Totals are counted up to here; more would cost as much as the list is long. */
export const TOTAL_CAP = 1000;

/** How a list is walked. */
export interface ListWalk {
  readonly scope: ListScope;
  readonly sort: ProductSort;
  /** After the row that `afterValue` and `afterId` name. */
  readonly isNextPage: boolean;
  readonly withOptions: boolean;
}

interface ListText extends ListWalk {
  readonly name: string;
  /** Beside what the scope says. */
  readonly conditions: readonly string[];
  /** What the walk goes along, where it is not looked up by its slug. */
  readonly scopeId?: string | undefined;
  /** More to select when nothing is found. */
  readonly whenEmpty?: string | undefined;
}

/**
 * A list statement out of its parts. A collection is hand-picked or by rule and read whole before it
 * is sorted by something else than its own order (OFFSET 0 keeps the planner from walking along all
 * products of the shop in search of its members).
 */
function build<Name extends string>(list: ListText): Query<Name | PageParameter> {
  const { scope, sort, isNextPage, name } = list;
  const source = list.scopeId === undefined ? SOURCES[scope] : alongId(scope, list.scopeId);
  const order = orderOf(source, sort);
  const { direction, type } = order;
  // In the direction in which the index is walked: only the one along prices is walked backwards.
  const groupDirection = sort === '-price' ? 'DESC' : 'ASC';
  const group =
    source.group === undefined || sort === 'name' ? '' : `m.sort_group ${groupDirection},`;
  const comparison = direction === 'ASC' ? '>' : '<';
  const after = `WHERE (m.sort_value, m.sort_id) ${comparison} (:afterValue::${type}, :afterId::uuid)`;
  const matching = matchingRows(list, source, order);
  return defineQuery(
    name,
    `WITH page AS (
      SELECT * FROM (${matching}) m
      ${isNextPage ? after : ''}
      ORDER BY ${group} m.sort_value ${direction}, m.sort_id ${direction}
      LIMIT :limit::int + 1 OFFSET :offset::int
    ), numbered AS (
      SELECT *, row_number() OVER (ORDER BY sort_value ${direction}, sort_id ${direction}) AS n FROM page
    )
    SELECT '[' || COALESCE(string_agg(${cardJson(list.withOptions)}, ',' ORDER BY n) FILTER (WHERE n <= :limit::int), '') || ']' AS items,
      CASE WHEN count(*) > :limit::int THEN (SELECT ${sortText('k.sort_value', type)} FROM numbered k WHERE k.n = :limit::int) END AS last_value,
      CASE WHEN count(*) > :limit::int THEN (SELECT k.sort_id FROM numbered k WHERE k.n = :limit::int) END AS last_id,
      CASE WHEN :withTotal::boolean THEN
        (SELECT count(*)::int FROM (SELECT 1 FROM (${matching}) t LIMIT ${TOTAL_CAP + 1}) counted)
      END AS total
      ${list.whenEmpty === undefined ? '' : `, CASE WHEN count(*) = 0 THEN (${list.whenEmpty}) END AS when_empty`}
    FROM numbered p ${CARD_JOINS}`,
  );
}

function matchingRows(list: ListText, source: Source, order: Order): string {
  const fence = list.scope === 'collection' && list.sort !== 'position' ? 'OFFSET 0' : '';
  return `SELECT l.id, l.card, l.price_min, l.price_max, l.compare_at_price, l.sellable, l.value_ids,
        ${order.column} AS sort_value, ${source.id} AS sort_id,
        ${source.group ?? 'NULL'} AS sort_group
      FROM ${source.from} WHERE ${[source.where, ...list.conditions].join('\n AND ')} ${fence}`;
}

/** With all its digits, whatever the time zone of the connection. */
function sortText(expression: string, type: Order['type']): string {
  if (type !== 'timestamptz') return `(${expression})::text`;
  return `to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/**
 * Along the price the range is a part of the index walk. Elsewhere a range makes a statement of its
 * own (`filteredListQuery`): with unknown bounds the planner takes it for very selective.
 */
function plainConditions({ scope, sort }: ListWalk): string[] {
  const { price } = SOURCES[scope];
  const range = `${price} BETWEEN COALESCE(:minPrice::numeric, 0) AND COALESCE(:maxPrice::numeric, 99999999.99)`;
  return [
    '(:unavailable::boolean OR l.sellable)',
    `(:inStock::boolean IS NULL OR :inStock::boolean = (l.sellable AND ${HAS_STOCK('l.id')}))`,
    ...(sort === 'price' || sort === '-price' ? [range] : []),
  ];
}

const built = new Map<string, Query<ListParameter>>();

/**
 * One named statement per way to walk: few enough for every connection to keep all of their plans.
 * Takes no other filters than the scope, stock and, sorted by it, the price.
 */
export function listQuery(
  scope: ListScope,
  sort: ProductSort,
  isNextPage: boolean,
  withOptions = false,
): Query<ListParameter> {
  const walk = { scope, sort, isNextPage, withOptions };
  const name = `catalog-list-${scope}-${sort}${isNextPage ? '-next' : ''}${withOptions ? '-options' : ''}`;
  const query = built.get(name) ?? build({ ...walk, name, conditions: plainConditions(walk) });
  built.set(name, query);
  return query;
}

/**
 * Any filters: without a name, so that it is planned for their values.
 *
 * @param more.scopeId what stands for the id of the category, brand or collection
 */
export function filteredListQuery(
  walk: ListWalk,
  conditions: readonly string[],
  more: { readonly scopeId?: string | undefined; readonly whenEmpty?: string | undefined } = {},
): Query<string> {
  return build({ ...walk, ...more, name: '', conditions });
}
