import type { ProductFieldType } from '../../catalog.types.js';

/** Products with a variant that has one of the values. */
export interface AttributeFilter {
  readonly code: string;
  /** Codes of values. */
  readonly values: readonly string[];
}

/** Products whose own field is one of the values, or lies between the two bounds, both included. */
export interface FieldFilter {
  readonly code: string;
  readonly values: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
}

/** Which products a list, a search or a facet is about; what is left out does not filter. */
export interface ProductFilters {
  /** Slugs, in any language. */
  readonly category?: string | undefined;
  readonly brands?: readonly string[] | undefined;
  readonly collection?: string | undefined;
  readonly attributes?: readonly AttributeFilter[] | undefined;
  readonly fields?: readonly FieldFilter[] | undefined;
  /** Bounds, included, of a product's lowest price, as the column takes them. */
  readonly minPrice?: string | undefined;
  readonly maxPrice?: string | undefined;
  readonly minRating?: number | undefined;
  readonly inStock?: boolean | undefined;
  readonly featured?: boolean | undefined;
  /** Also those that have a page and are not sold. */
  readonly withUnavailable: boolean;
}

/** A filter on attributes with its values looked up; unknown values are left out. */
export interface ResolvedAttribute {
  readonly code: string;
  readonly valueIds: readonly number[];
}

export interface ResolvedField extends FieldFilter {
  readonly type: ProductFieldType;
}

/** What the slugs of a request stand for; null and nothing where there is no such thing. */
export interface ResolvedGroups {
  readonly categoryId: string | null;
  readonly brandIds: readonly string[];
  readonly collectionId: string | null;
}

/** Filters whose codes are looked up: what statements are made from. */
export interface ResolvedFilters extends Omit<ProductFilters, 'attributes' | 'fields'> {
  readonly attributes: readonly ResolvedAttribute[];
  readonly fields: readonly ResolvedField[];
  /** Null while nothing needs them: a plain list looks its one slug up by itself. */
  readonly groups: ResolvedGroups | null;
}

/** Looked up or not. */
type AnyFilters = Omit<ProductFilters, 'attributes' | 'fields'> & {
  readonly attributes?: readonly unknown[] | undefined;
  readonly fields?: readonly unknown[] | undefined;
};

/** Nothing but one group, stock and, sorted by it, the price: the commonest lists. */
export function isPlain(filters: AnyFilters, sort: ProductSort): boolean {
  const {
    category,
    brands,
    collection,
    attributes = [],
    fields = [],
    minRating,
    featured,
  } = filters;
  const scopes = [category, brands, collection].filter((scope) => scope !== undefined);
  const hasPrice = filters.minPrice !== undefined || filters.maxPrice !== undefined;
  return (
    scopes.length <= 1 &&
    (brands?.length ?? 1) === 1 &&
    attributes.length + fields.length === 0 &&
    minRating === undefined &&
    featured === undefined &&
    (!hasPrice || sort === 'price' || sort === '-price') &&
    // No index has names within a category: the planner has to see how many products there are.
    (sort !== 'name' || scopes.length === 0)
  );
}

/** Orders that lists know; `position` is a collection's, `relevance` a search's. */
export const PRODUCT_SORTS = [
  '-createdAt',
  'price',
  '-price',
  '-rating',
  '-sold',
  'name',
  'position',
] as const;

export type ProductSort = (typeof PRODUCT_SORTS)[number];
