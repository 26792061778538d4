import { CATEGORY_IS_SHOWN, GROUP_IS_SHOWN, HAS_STOCK } from '../../data/sql-parts.js';
import { TRANSLATED } from '../../translations/data/translated.js';
import { MAX_COUNTED, MAX_FACET_VALUES, priceSteps } from '../domain/facets.js';

/** A set of products that is counted: `hits_<name>` has at most MAX_COUNTED of `base_<name>`. */
export type Base = string;

const ABOUT = (base: Base): string => `(SELECT count(*) > ${MAX_COUNTED} FROM base_${base})`;
const MONEY = (amount: string): string => `round(${amount}, :digits::int)::text`;

/** Children of the listed category, or the roots, each with all below it. */
export function categoryFacet(base: Base, categoryId: string | null): string {
  const isChild =
    categoryId === null ? 'ch.parent_id IS NULL' : `ch.parent_id = ${categoryId}::uuid`;
  return `json_build_object('about', ${ABOUT(base)}, 'values', COALESCE((
    SELECT json_agg(json_build_object('id', x.id, 'slug', x.slug, 'name', x.name, 'count', x.count) ORDER BY x.count DESC, x.id)
    FROM (
      SELECT ch.id, ${TRANSLATED('category', 'ch', 'slug')} AS slug, ${TRANSLATED('category', 'ch', 'name')} AS name, sum(k.n)::int AS count
      FROM (SELECT h.category_id, count(*) AS n FROM hits_${base} h GROUP BY h.category_id) k
      JOIN categories leaf ON leaf.id = k.category_id
      JOIN categories ch ON leaf.path LIKE ch.path || '%'
      WHERE ${isChild} AND ${CATEGORY_IS_SHOWN('ch')}
      GROUP BY ch.id ORDER BY 4 DESC, ch.id LIMIT ${MAX_FACET_VALUES}) x), '[]'))`;
}

export function brandFacet(base: Base): string {
  return `json_build_object('about', ${ABOUT(base)}, 'values', COALESCE((
    SELECT json_agg(json_build_object('id', x.id, 'slug', x.slug, 'name', x.name, 'count', x.count) ORDER BY x.count DESC, x.id)
    FROM (
      SELECT b.id, ${TRANSLATED('brand', 'b', 'slug')} AS slug, ${TRANSLATED('brand', 'b', 'name')} AS name, k.n::int AS count
      FROM (SELECT h.brand_id, count(*) AS n FROM hits_${base} h GROUP BY h.brand_id) k
      JOIN brands b ON b.id = k.brand_id WHERE ${GROUP_IS_SHOWN('b')}
      ORDER BY k.n DESC, b.id LIMIT ${MAX_FACET_VALUES}) x), '[]'))`;
}

/** One set of products and the attributes or fields that are counted in it. */
export interface CodeBase {
  readonly base: Base;
  /** A condition on `code`. */
  readonly which: (code: string) => string;
}

/** Each attribute in the set that goes with it: those that are filtered by have one of their own. */
export function attributesFacet(bases: readonly CodeBase[]): string {
  const counted = bases.map(
    ({ base, which }) => `
      SELECT a.id AS owner, av.id, k.n, ${ABOUT(base)} AS about
      FROM (SELECT u.id, count(*) AS n FROM hits_${base} h CROSS JOIN LATERAL unnest(h.value_ids) u (id) GROUP BY u.id) k
      JOIN attribute_values av ON av.id = k.id JOIN attributes a ON a.id = av.attribute_id AND ${which('a.code')}`,
  );
  return `COALESCE((
    SELECT json_agg(json_build_object('code', a.code, 'name', ${TRANSLATED('attribute', 'a', 'name')}, 'about', g.about, 'values', g.values)
      ORDER BY a.position, a.id)
    FROM (
      SELECT c.owner, bool_or(c.about) AS about, json_agg(json_build_object('code', av.code,
          'value', ${TRANSLATED('attribute_value', 'av', 'name', 'av.value')}, 'count', c.n) ORDER BY av.position, av.id) AS values
      FROM (SELECT u.*, row_number() OVER (PARTITION BY u.owner ORDER BY u.n DESC, u.id) AS place
        FROM (${counted.join(' UNION ALL ')}) u) c
      JOIN attribute_values av ON av.id = c.id WHERE c.place <= ${MAX_FACET_VALUES} GROUP BY c.owner) g
    JOIN attributes a ON a.id = g.owner), '[]')`;
}

/** Choices and flags among the shop's own fields. */
export function fieldsFacet(bases: readonly CodeBase[]): string {
  const counted = bases.map(
    ({ base, which }) => `
      SELECT e.key AS code, e.value, count(*) AS n, ${ABOUT(base)} AS about
      FROM hits_${base} h CROSS JOIN LATERAL jsonb_each_text(h.fields) e
      WHERE ${which('e.key')} AND EXISTS (SELECT 1 FROM product_fields f
        WHERE f.code = e.key AND f.filterable AND f.type IN ('choice', 'boolean'))
      GROUP BY e.key, e.value`,
  );
  return `COALESCE((
    SELECT json_agg(json_build_object('code', f.code, 'label', ${TRANSLATED('product_field', 'f', 'name', 'f.label')}, 'about', g.about, 'values', g.values) ORDER BY f.position, f.code)
    FROM (
      SELECT c.code, bool_or(c.about) AS about,
        json_agg(json_build_object('value', c.value, 'count', c.n) ORDER BY c.n DESC, c.value) AS values
      FROM (SELECT u.*, row_number() OVER (PARTITION BY u.code ORDER BY u.n DESC, u.value) AS place
        FROM (${counted.join(' UNION ALL ')}) u) c
      WHERE c.place <= ${MAX_FACET_VALUES} GROUP BY c.code) g
    JOIN product_fields f ON f.code = g.code), '[]')`;
}

/** Ranges whose ends belong to them, so that they can be asked for as they stand here. */
export function priceFacet(base: Base): string {
  const steps = `ARRAY[${priceSteps().join(', ')}]::numeric[]`;
  return `json_build_object('about', ${ABOUT(base)}, 'currency', :currency::text,
    'min', (SELECT ${MONEY('min(h.price_min)')} FROM hits_${base} h), 'max', (SELECT ${MONEY('max(h.price_min)')} FROM hits_${base} h),
    'ranges', COALESCE((
      SELECT json_agg(json_build_object('from', ${MONEY('s.steps[k.place]')},
        'to', ${MONEY('COALESCE(s.steps[k.place + 1], 100000000) - power(10::numeric, -:digits::int)')}, 'count', k.n) ORDER BY k.place)
      FROM (SELECT width_bucket(h.price_min, ${steps}) AS place, count(*) AS n FROM hits_${base} h GROUP BY 1) k
      CROSS JOIN (SELECT ${steps} AS steps) s), '[]'))`;
}

export function ratingFacet(base: Base): string {
  return `json_build_object('about', ${ABOUT(base)}, 'values', (
    SELECT json_agg(json_build_object('minRating', r.least, 'count', (
      SELECT count(*) FROM hits_${base} h WHERE h.rating_average >= r.least)) ORDER BY r.least DESC)
    FROM (VALUES (1), (2), (3), (4)) r (least)))`;
}

export function stockFacet(base: Base): string {
  return `(SELECT json_build_object('about', ${ABOUT(base)}, 'inStock', count(*) FILTER (WHERE s.has), 'soldOut', count(*) FILTER (WHERE NOT s.has))
    FROM (SELECT h.sellable AND ${HAS_STOCK('h.id')} AS has FROM hits_${base} h) s)`;
}
