import { HAS_STOCK } from '../../data/sql-parts.js';
import type { ResolvedField, ResolvedFilters } from '../domain/product-filters.js';
import type { Bindings } from './bindings.js';

/** A condition on `product_listings l`, and the facet whose own filter it is. */
export interface Condition {
  /** `brand`, `price`, `attribute:colour` …; null where no facet shows what else could be chosen. */
  readonly facet: string | null;
  readonly sql: string;
}

/**
 * What of the filters is not done by the walk itself. Only filters that are there make a condition, with
 * their values as parameters of a statement that is planned for them: `x IS NULL OR …` would hide every
 * index from the planner.
 *
 * @param walked the scope whose condition the walk brings along
 */
export function conditionsOf(
  filters: ResolvedFilters,
  bind: Bindings,
  walked: 'all' | 'category' | 'brand' | 'collection' = 'all',
): Condition[] {
  const { groups } = filters;
  const found: (Condition | null)[] = [
    filters.withUnavailable ? null : { facet: null, sql: 'l.sellable' },
    filters.category === undefined || walked === 'category'
      ? null
      : {
          facet: null,
          sql: `EXISTS (SELECT 1 FROM category_listings f WHERE f.product_id = l.id AND f.category_id = ${bind.add(groups?.categoryId ?? null)}::uuid)`,
        },
    filters.collection === undefined || walked === 'collection'
      ? null
      : {
          facet: null,
          sql: `EXISTS (SELECT 1 FROM collection_products f WHERE f.product_id = l.id AND f.collection_id = ${bind.add(groups?.collectionId ?? null)}::uuid)`,
        },
    filters.brands === undefined || walked === 'brand'
      ? null
      : { facet: 'brand', sql: `l.brand_id = ANY (${bind.add(groups?.brandIds ?? [])}::uuid[])` },
    ...valueConditions(filters, bind),
    ...filters.attributes.map(({ code, valueIds }) => ({
      facet: `attribute:${code}`,
      sql: `l.value_ids && ${bind.add(valueIds)}::int[]`,
    })),
    ...filters.fields.map((field) => ({
      facet: `field:${field.code}`,
      sql: fieldCondition(field, bind),
    })),
  ];
  return found.filter((condition) => condition !== null);
}

function valueConditions(filters: ResolvedFilters, bind: Bindings): (Condition | null)[] {
  const { minPrice, maxPrice, minRating, inStock, featured } = filters;
  const given = (facet: string, value: unknown, sql: (name: string) => string): Condition | null =>
    value === undefined ? null : { facet, sql: sql(bind.add(value)) };
  return [
    given('price', minPrice, (name) => `l.price_min >= ${name}::numeric`),
    given('price', maxPrice, (name) => `l.price_min <= ${name}::numeric`),
    given('rating', minRating, (name) => `l.rating_average >= ${name}::numeric`),
    inStock === undefined
      ? null
      : {
          facet: 'stock',
          sql: `${inStock ? '' : 'NOT '}(l.sellable AND ${HAS_STOCK('l.id')})`,
        },
    featured === undefined
      ? null
      : { facet: null, sql: featured ? 'l.featured' : 'NOT l.featured' },
  ];
}

/** Equality goes by the index on all fields, whatever their types; a range is checked on the way. */
function fieldCondition(field: ResolvedField, bind: Bindings): string {
  const { code, type, values, from, to } = field;
  if (from === null && to === null) {
    const each = values.map(
      (value) => `l.fields @> ${bind.add(asJson(code, typed(type, value)))}::jsonb`,
    );
    return `(${each.join(' OR ')})`;
  }
  const name = bind.add(code);
  const isDate = type === 'date';
  const column = isDate
    ? `(l.fields ->> ${name}::text)`
    : `(CASE WHEN jsonb_typeof(l.fields -> ${name}::text) = 'number' THEN (l.fields ->> ${name}::text)::numeric END)`;
  const cast = isDate ? 'text' : 'numeric';
  const bounds = [
    from === null ? null : `${column} >= ${bind.add(from)}::${cast}`,
    to === null ? null : `${column} <= ${bind.add(to)}::${cast}`,
  ];
  return `(${bounds.filter((bound) => bound !== null).join(' AND ')})`;
}

function typed(type: ResolvedField['type'], value: string): string | number | boolean {
  if (type === 'boolean') return value === 'true';
  return type === 'integer' || type === 'decimal' ? Number(value) : value;
}

function asJson(code: string, value: string | number | boolean): string {
  return JSON.stringify(Object.fromEntries([[code, value]]));
}
