import { defineQuery, type Query } from '../../data/query.js';
import {
  BRAND_ID,
  CARD_JSON,
  CATEGORY_ID,
  COLLECTION_ID,
  HAS_STOCK,
} from '../../data/sql-parts.js';

export const PRODUCT_SORTS = ['-createdAt', 'price', '-price', '-rating', 'position'] as const;

/** `position` is the order of a collection; the others work everywhere. */
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** What the walk goes along; the remaining filters are checked on the way. */
export type ListScope = 'all' | 'category' | 'brand' | 'collection';

/** Values of a list statement, all of which may be null but the first three. */
export type ListParameter =
  | 'limit'
  | 'offset'
  | 'withTotal'
  | 'category'
  | 'brand'
  | 'collection'
  | 'minPrice'
  | 'maxPrice'
  | 'featured'
  | 'inStock'
  | 'afterValue'
  | 'afterId'
  | 'currency'
  | 'digits';

/** Totals are counted up to here; more would cost as much as the list is long. */
export const TOTAL_CAP = 1000;

interface Source {
  readonly from: string;
  readonly where: string;
  /**
   * Sorted by first, though it is the same for all rows: it leaves the planner only the index that
   * begins with it, where it might walk along the whole shop for the sake of the order.
   */
  readonly group?: string;
  /** The product's id and price in the table that the walk goes along. */
  readonly id: string;
  readonly price: string;
  readonly createdAt: string;
  readonly rating: string;
}

const LISTING = {
  id: 'l.id',
  price: 'l.price_min',
  createdAt: 'l.created_at',
  rating: 'l.rating_average',
};

const SOURCES: Readonly<Record<ListScope, Source>> = {
  all: { ...LISTING, from: 'product_listings l', where: 'true' },
  brand: {
    ...LISTING,
    from: 'product_listings l',
    where: `l.brand_id = ANY (ARRAY${BRAND_ID})`,
    group: 'l.brand_id',
  },
  collection: {
    ...LISTING,
    from: 'collection_products cp JOIN product_listings l ON l.id = cp.product_id',
    where: `cp.collection_id = ${COLLECTION_ID}`,
  },
  category: {
    from: 'category_listings cl JOIN product_listings l ON l.id = cl.product_id',
    where: `cl.category_id = ${CATEGORY_ID}`,
    id: 'cl.product_id',
    price: 'cl.price_min',
    createdAt: 'cl.created_at',
    rating: 'cl.rating_average',
  },
};

interface Order {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  readonly type: 'timestamptz' | 'numeric' | 'int';
}

function orderOf(source: Source, sort: ProductSort): Order {
  switch (sort) {
    case '-createdAt':
      return { column: source.createdAt, direction: 'DESC', type: 'timestamptz' };
    case 'price':
      return { column: source.price, direction: 'ASC', type: 'numeric' };
    case '-price':
      return { column: source.price, direction: 'DESC', type: 'numeric' };
    case '-rating':
      return { column: source.rating, direction: 'DESC', type: 'numeric' };
    case 'position':
      return { column: 'cp.position', direction: 'ASC', type: 'int' };
  }
}

/**
 * Along the price the range is a part of the index walk. Elsewhere it must not look like one: with
 * unknown bounds the planner takes it for very selective and sorts the whole category.
 */
function priceFilter(source: Source, sort: ProductSort): string {
  if (sort === 'price' || sort === '-price') {
    return `${source.price} BETWEEN COALESCE(:minPrice::numeric, 0) AND COALESCE(:maxPrice::numeric, 99999999.99)`;
  }
  return `(:minPrice::numeric IS NULL OR ${source.price} >= :minPrice::numeric)
      AND (:maxPrice::numeric IS NULL OR ${source.price} <= :maxPrice::numeric)`;
}

function otherFilters(scope: ListScope): string[] {
  const filters = [
    '(:featured::boolean IS NULL OR l.featured = :featured::boolean)',
    `(:inStock::boolean IS NULL OR :inStock::boolean = (l.sellable AND ${HAS_STOCK('l.id')}))`,
  ];
  if (scope !== 'brand') filters.push(`(:brand::text IS NULL OR l.brand_id = ${BRAND_ID})`);
  if (scope !== 'category') {
    filters.push(`(:category::text IS NULL OR EXISTS (SELECT 1 FROM category_listings f
      WHERE f.product_id = l.id AND f.category_id = ${CATEGORY_ID}))`);
  }
  if (scope !== 'collection') {
    filters.push(`(:collection::text IS NULL OR EXISTS (SELECT 1 FROM collection_products f
      WHERE f.product_id = l.id AND f.collection_id = ${COLLECTION_ID}))`);
  }
  return filters;
}

/**
 * The rows that match, before order and cursor. A collection is picked by hand and so never large:
 * unless its own order is asked for, it is read whole and then sorted (OFFSET 0 keeps the planner from
 * walking along all products of the shop in search of its members).
 */
function matching(scope: ListScope, sort: ProductSort): string {
  const source = SOURCES[scope];
  const where = [source.where, priceFilter(source, sort), ...otherFilters(scope)].join('\n AND ');
  const fence = scope === 'collection' && sort !== 'position' ? 'OFFSET 0' : '';
  return `SELECT l.id, l.card, l.price_min, l.price_max, l.compare_at_price, l.sellable,
        ${orderOf(source, sort).column} AS sort_value, ${source.id} AS sort_id,
        ${source.group ?? 'NULL'} AS sort_group
      FROM ${source.from} WHERE ${where} ${fence}`;
}

function build(scope: ListScope, sort: ProductSort, isNextPage: boolean): Query<ListParameter> {
  const source = SOURCES[scope];
  const { direction, type } = orderOf(source, sort);
  // In the direction in which the index is walked: only the one along prices is walked backwards.
  const groupDirection = sort === '-price' ? 'DESC' : 'ASC';
  const group = source.group === undefined ? '' : `m.sort_group ${groupDirection},`;
  const comparison = direction === 'ASC' ? '>' : '<';
  const after = `WHERE (m.sort_value, m.sort_id) ${comparison} (:afterValue::${type}, :afterId::uuid)`;
  return defineQuery(
    `catalog-list-${scope}-${sort}${isNextPage ? '-next' : ''}`,
    `WITH page AS (
      SELECT * FROM (${matching(scope, sort)}) m
      ${isNextPage ? after : ''}
      ORDER BY ${group} m.sort_value ${direction}, m.sort_id ${direction}
      LIMIT :limit::int + 1 OFFSET :offset::int
    ), numbered AS (
      SELECT *, row_number() OVER (ORDER BY sort_value ${direction}, sort_id ${direction}) AS n FROM page
    )
    SELECT '[' || COALESCE(string_agg(${CARD_JSON('p')}, ',' ORDER BY n) FILTER (WHERE n <= :limit::int), '') || ']' AS items,
      CASE WHEN count(*) > :limit::int THEN (SELECT ${sortText('k.sort_value', type)} FROM numbered k WHERE k.n = :limit::int) END AS last_value,
      CASE WHEN count(*) > :limit::int THEN (SELECT k.sort_id FROM numbered k WHERE k.n = :limit::int) END AS last_id,
      CASE WHEN :withTotal::boolean THEN
        (SELECT count(*)::int FROM (SELECT 1 FROM (${matching(scope, sort)}) t LIMIT ${TOTAL_CAP + 1}) counted)
      END AS total
    FROM numbered p`,
  );
}

/** With all its digits, whatever the time zone of the connection. */
function sortText(expression: string, type: Order['type']): string {
  if (type !== 'timestamptz') return `(${expression})::text`;
  return `to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

const built = new Map<string, Query<ListParameter>>();

/** One statement per way to walk: few enough for every connection to keep all of their plans. */
export function listQuery(
  scope: ListScope,
  sort: ProductSort,
  isNextPage: boolean,
): Query<ListParameter> {
  const key = `${scope} ${sort} ${String(isNextPage)}`;
  const query = built.get(key) ?? build(scope, sort, isNextPage);
  built.set(key, query);
  return query;
}
