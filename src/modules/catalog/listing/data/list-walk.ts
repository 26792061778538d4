import { BRAND_ID, CATEGORY_ID, COLLECTION_ID } from '../../data/sql-parts.js';
import type { ProductSort } from '../domain/product-filters.js';

/** What the walk goes along; the remaining filters are checked on the way. */
export type ListScope = 'all' | 'category' | 'brand' | 'collection';

export interface Source {
  readonly from: string;
  readonly where: string;
  /**
   * Sorted by first, though it is the same for all rows: it leaves the planner only the index that
   * begins with it, where it might walk along the whole shop for the sake of the order.
   */
  readonly group?: string;
  /** The product's id and the sort columns in the table that the walk goes along. */
  readonly id: string;
  readonly price: string;
  readonly createdAt: string;
  readonly rating: string;
  readonly sold: string;
}

const LISTING = {
  id: 'l.id',
  price: 'l.price_min',
  createdAt: 'l.created_at',
  rating: 'l.rating_average',
  sold: 'l.sold_count',
};

export const SOURCES: Readonly<Record<ListScope, Source>> = {
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
    sold: 'cl.sold_count',
  },
};

const ID_COLUMNS: Readonly<Record<Exclude<ListScope, 'all'>, string>> = {
  category: 'cl.category_id',
  brand: 'l.brand_id',
  collection: 'cp.collection_id',
};

/** The source with its id given: the planner knows how many rows it has. */
export function alongId(scope: ListScope, id: string): Source {
  const { group: _, ...source } = SOURCES[scope];
  if (scope === 'all') return source;
  return { ...source, where: `${ID_COLUMNS[scope]} = ${id}::uuid` };
}

export interface Order {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  readonly type: 'timestamptz' | 'numeric' | 'bigint' | 'int' | 'text';
}

/** The order of a sort along a source. */
export function orderOf(source: Source, sort: ProductSort): Order {
  switch (sort) {
    case '-createdAt':
      return { column: source.createdAt, direction: 'DESC', type: 'timestamptz' };
    case 'price':
      return { column: source.price, direction: 'ASC', type: 'numeric' };
    case '-price':
      return { column: source.price, direction: 'DESC', type: 'numeric' };
    case '-rating':
      return { column: source.rating, direction: 'DESC', type: 'numeric' };
    case '-sold':
      return { column: source.sold, direction: 'DESC', type: 'int' };
    case 'name':
      return { column: 'l.sort_name', direction: 'ASC', type: 'text' };
    case 'position':
      return { column: 'cp.position', direction: 'ASC', type: 'bigint' };
  }
}
