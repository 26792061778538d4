import { HAS_STOCK, VARIANT_IS_SHOWN } from '../../data/sql-parts.js';
import {
  AMOUNT,
  CURRENCY_OF,
  LOWEST_BEFORE_REDUCTION,
  OTHER_PRICE_RANGE,
} from '../../prices/data/priced.js';

/** What `CARD_JSON` needs beside the listing row `p`; never adds or loses a row. */
export const CARD_JOINS = OTHER_PRICE_RANGE('p.id', 'o');

/** The words of another language over those of the stored card; what is not translated stays. */
const WORDS_OVER = (
  kind: 'product' | 'brand' | 'category',
  id: string,
  isProduct = false,
): string =>
  `COALESCE((SELECT jsonb_strip_nulls(jsonb_build_object('name', tr.name, 'slug', tr.slug
      ${isProduct ? `, 'shortDescription', tr.short_description` : ''}))
    FROM catalog_translations tr WHERE tr.${kind}_id = ${id} AND tr.locale = :locale::text), '{}')`;

const NAMED_OVER = (kind: 'brand' | 'category'): string =>
  `CASE WHEN jsonb_typeof(w.card -> '${kind}') = 'object' THEN jsonb_build_object('${kind}',
      (w.card -> '${kind}') || ${WORDS_OVER(kind, `(w.card #>> '{${kind},id}')::uuid`)}) ELSE '{}' END`;

const WORDS = `CASE WHEN :locale::text IS NULL THEN p.card ELSE (
    SELECT (w.card || ${WORDS_OVER('product', 'p.id', true)} || ${NAMED_OVER('brand')} || ${NAMED_OVER('category')})::text
    FROM (SELECT p.card::jsonb AS card) w) END`;

const MONEY = (other: string, own: string): string =>
  `COALESCE('"' || ${AMOUNT('o', `o.${other}`, `p.${own}`)} || '"', 'null')`;

/** Of the cheapest variant, whose compare-at price the card shows; looked for only where there is one. */
const CHEAPEST_ID = `COALESCE(o.cheapest_id, (SELECT cv.id FROM product_variants cv
      WHERE cv.product_id = p.id AND ${VARIANT_IS_SHOWN('cv')} ORDER BY cv.price, cv.position, cv.id LIMIT 1))`;
const LOWEST = `CASE WHEN ${AMOUNT('o', 'o.compare_at_price', 'p.compare_at_price')} IS NOT NULL THEN (
    SELECT '"' || ${AMOUNT('o', 'low.price', 'low.price')} || '"'
    FROM (SELECT ${LOWEST_BEFORE_REDUCTION('cheapest.id', 'o.currency')} AS price FROM (SELECT ${CHEAPEST_ID} AS id) cheapest) low) END`;

/** The values that variants of it can be chosen by, from the listing's own row. */
const OPTIONS = `COALESCE((SELECT json_agg(json_build_object('code', x.code, 'name', x.name, 'values', x.values) ORDER BY x.position, x.id)
    FROM (SELECT a.id, a.code, a.name, a.position, json_agg(json_build_object('code', av.code, 'value', av.value) ORDER BY av.position, av.id) AS values
      FROM attribute_values av JOIN attributes a ON a.id = av.attribute_id
      WHERE av.id = ANY (p.value_ids) GROUP BY a.id) x), '[]')`;

/**
 * The stored card of the listing row `p` with what must not be stored: prices in the currency that is
 * asked for, stock, and when asked for the options of its variants.
 */
export function cardJson(withOptions: boolean): string {
  return `left(${WORDS}, -1) || ',"price":' || ${MONEY('price_min', 'price_min')}
      || ',"priceMax":' || ${MONEY('price_max', 'price_max')}
      || ',"compareAtPrice":' || ${MONEY('compare_at_price', 'compare_at_price')}
      || ',"lowestPrice30Days":' || COALESCE(${LOWEST}, 'null')
      || ',"currency":"' || ${CURRENCY_OF('o')} || '","inStock":'
      || CASE WHEN p.sellable AND ${HAS_STOCK('p.id')} THEN 'true' ELSE 'false' END
      ${withOptions ? `|| ',"options":' || ${OPTIONS}` : ''} || '}'`;
}
