import {
  CAN_BE_SOLD,
  CATEGORY_IS_SHOWN,
  GROUP_IS_SHOWN,
  PRODUCT_HAS_PAGE,
  VARIANT_IS_SHOWN,
} from '../../data/sql-parts.js';
import type { ViewParameters } from '../../data/view-parameters.js';
import { defineViewQuery } from '../../data/view-query.js';
import { NEXT_PRICE_LIST_MS } from '../../prices/data/price-breaks.js';
import { LOWEST_BEFORE_REDUCTION, OTHER_PRICE_RANGE } from '../../prices/data/priced.js';
import {
  SLUG_ID,
  TRANSLATED,
  TRANSLATED_LINK,
  TRANSLATION,
} from '../../translations/data/translated.js';
import { VALUE_IDS, variantJson } from './variant-sql.js';

/** A page of one product embeds this many variants; the rest have a list of their own. */
export const EMBEDDED_VARIANTS = 20;
const MAX_IMAGES = 50;

const BEGINNING = `SELECT pv.* FROM product_variants pv
      WHERE pv.product_id = p.id AND ${VARIANT_IS_SHOWN('pv')}
      ORDER BY pv.position, pv.id LIMIT ${EMBEDDED_VARIANTS}`;

/** Everything about all shown variants that the page of the product says: one walk over them. */
const ALL_VARIANTS = `
  SELECT count(*)::int AS n, min(v.price) AS price_min, max(v.price) AS price_max,
    bool_or(${CAN_BE_SOLD('v')}) AS has_stock,
    (array_agg(CASE WHEN v.compare_at_price > v.price THEN v.compare_at_price END
      ORDER BY v.price, v.position, v.id))[1] AS compare_at_price,
    (array_agg(v.id ORDER BY v.price, v.position, v.id))[1] AS cheapest_id,
    string_agg(NULLIF(v.option_key, ''), '-') AS option_keys
  FROM product_variants v WHERE v.product_id = p.id AND ${VARIANT_IS_SHOWN('v')}`;

const PRICES = `
  SELECT other.currency AS other, COALESCE(other.currency, :currency::text) AS currency,
    CASE WHEN other.currency IS NULL THEN :digits::int ELSE :otherDigits::int END AS digits,
    CASE WHEN other.currency IS NULL THEN COALESCE(own.price_min, p.base_price) ELSE other.price_min END AS price_min,
    CASE WHEN other.currency IS NULL THEN COALESCE(own.price_max, p.base_price) ELSE other.price_max END AS price_max,
    CASE WHEN other.currency IS NULL THEN own.compare_at_price ELSE other.compare_at_price END AS compare_at_price,
    CASE WHEN other.currency IS NULL THEN own.cheapest_id ELSE other.cheapest_id END AS cheapest_id`;

/** From the keys of all variants as one text: taking each apart by itself took as long as all the rest. */
const OPTIONS = `
  SELECT COALESCE(json_agg(json_build_object('code', o.code, 'name', o.name, 'values', o.values)
    ORDER BY o.position, o.id), '[]'::json)
  FROM (
    SELECT a.id, a.position, a.code, ${TRANSLATED('attribute', 'a', 'name')} AS name,
      json_agg(json_build_object('code', av.code, 'value', ${TRANSLATED('attribute_value', 'av', 'name', 'av.value')})
        ORDER BY av.position, av.id) AS values
    FROM (SELECT DISTINCT unnest(string_to_array(own.option_keys, '-'))::int AS id) used
    JOIN attribute_values av ON av.id = used.id JOIN attributes a ON a.id = av.attribute_id
    GROUP BY a.id
  ) o`;

const IMAGES = `
  SELECT COALESCE(json_agg(json_build_object('id', i.id, 'url', i.url, 'srcset', image_srcset(i.url, i.width),
      'altText', i.alt_text, 'variantId', i.variant_id, 'width', i.width, 'height', i.height)
    ORDER BY i.position, i.id), '[]'::json)
  FROM (SELECT * FROM images im WHERE im.product_id = p.id ORDER BY im.position, im.id LIMIT ${MAX_IMAGES}) i`;

const BREADCRUMBS = `
  SELECT COALESCE(json_agg(${TRANSLATED_LINK('category', 'up')} ORDER BY length(up.path)), '[]'::json)
  FROM categories c JOIN categories up ON up.id = ANY (string_to_array(trim(BOTH '/' FROM c.path), '/')::uuid[])
  WHERE c.id = p.category_id AND ${CATEGORY_IS_SHOWN('c')}`;

const COLLECTIONS = `
  SELECT COALESCE(json_agg(${TRANSLATED_LINK('collection', 'co')} ORDER BY co.name), '[]'::json)
  FROM collection_products cp JOIN collections co ON co.id = cp.collection_id
  WHERE cp.product_id = p.id AND ${GROUP_IS_SHOWN('co')}`;

/** The shop's own fields are made to be shown; `metadata` is for machines and in no public answer. */
const CUSTOM_FIELDS = `
  SELECT COALESCE(json_agg(json_build_object('code', f.code, 'label', ${TRANSLATED('product_field', 'f', 'name', 'f.label')}, 'type', f.type,
      'value', p.custom_fields -> f.code) ORDER BY f.position, f.code), '[]'::json)
  FROM product_fields f WHERE p.custom_fields -> f.code <> 'null'::jsonb`;

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const DOCUMENT = `
  SELECT p.id, COALESCE(words.slug, p.slug) AS slug, COALESCE(words.name, p.name) AS name,
    COALESCE(words.short_description, p.short_description) AS "shortDescription",
    COALESCE(words.description, p.description) AS description, p.sku, p.status, p.featured,
    (SELECT ${TRANSLATED_LINK('brand', 'b')} FROM brands b WHERE b.id = p.brand_id AND ${GROUP_IS_SHOWN('b')}) AS brand,
    (${BREADCRUMBS}) AS breadcrumbs, (${COLLECTIONS}) AS collections,
    round(shown.price_min, shown.digits)::text AS price, round(shown.price_max, shown.digits)::text AS "priceMax",
    round(shown.compare_at_price, shown.digits)::text AS "compareAtPrice",
    CASE WHEN shown.compare_at_price IS NOT NULL THEN
      round(${LOWEST_BEFORE_REDUCTION('shown.cheapest_id', 'shown.other')}, shown.digits)::text END AS "lowestPrice30Days",
    shown.currency, p.status = 'active' AND COALESCE(own.has_stock, false) AS purchasable,
    CASE WHEN p.status = 'discontinued' THEN 'discontinued'
      WHEN p.status = 'out_of_stock' OR NOT COALESCE(own.has_stock, false) THEN 'out_of_stock' END AS "unavailableReason",
    json_build_object('average', p.rating_average, 'count', p.rating_count) AS rating,
    p.weight, p.dimensions, (${CUSTOM_FIELDS}) AS "customFields", (${IMAGES}) AS images, (${OPTIONS}) AS options,
    beginning.items AS variants, own.n AS "variantCount",
    ${TIME('p.created_at')} AS "createdAt", ${TIME('p.updated_at')} AS "updatedAt"`;

/** One row with the whole product as JSON text, or none. */
export const productPage = defineViewQuery<'slug' | keyof ViewParameters>(
  'catalog-product',
  `SELECT p.id, row_to_json(doc)::text AS body, own.n AS variant_count, beginning.last_position, beginning.last_id,
    ${NEXT_PRICE_LIST_MS} AS right_for_ms
  FROM products p
  ${TRANSLATION('product', 'p.id', 'words')}
  CROSS JOIN LATERAL (${ALL_VARIANTS}) own
  ${OTHER_PRICE_RANGE('p.id', 'other')}
  CROSS JOIN LATERAL (${PRICES}) shown
  CROSS JOIN LATERAL (
    SELECT COALESCE(json_agg(row_to_json(variant) ORDER BY s.position, s.id), '[]'::json) AS items,
      (array_agg(s.position ORDER BY s.position DESC, s.id DESC))[1] AS last_position,
      (array_agg(s.id ORDER BY s.position DESC, s.id DESC))[1] AS last_id
    FROM (${BEGINNING}) s CROSS JOIN LATERAL (${variantJson('s')}) variant
  ) beginning
  CROSS JOIN LATERAL (${DOCUMENT}) doc
  WHERE p.id = ${SLUG_ID('product', ':slug::text')} AND ${PRODUCT_HAS_PAGE('p')}`,
);

/** Of the pairs (attribute, value) one of each attribute must fit; without pairs all do. */
const HAS_OPTIONS = `NOT EXISTS (
        SELECT 1 FROM unnest(:attributes::text[]) AS wanted (attribute) WHERE NOT EXISTS (
          SELECT 1 FROM ${VALUE_IDS('pv')} AS k (id)
          JOIN attribute_values av ON av.id = k.id JOIN attributes a ON a.id = av.attribute_id
          JOIN unnest(:attributes::text[], :values::text[]) AS pair (attribute, value)
            ON pair.attribute = a.code AND pair.value = av.code
          WHERE a.code = wanted.attribute))`;

/** One row with a page of variants, or none when there is no such product. */
export const variantPage = defineViewQuery<
  'slug' | 'limit' | 'afterPosition' | 'afterId' | 'attributes' | 'values' | keyof ViewParameters
>(
  'catalog-variants',
  `SELECT p.id, items.body, items.n, items.last_position, items.last_id, ${NEXT_PRICE_LIST_MS} AS right_for_ms
  FROM products p
  CROSS JOIN LATERAL (
    SELECT COALESCE(json_agg(row_to_json(variant) ORDER BY s.ordinal) FILTER (WHERE s.ordinal <= :limit::int), '[]'::json)::text AS body,
      count(*)::int AS n,
      max(s.position) FILTER (WHERE s.ordinal = :limit::int) AS last_position,
      (array_agg(s.id) FILTER (WHERE s.ordinal = :limit::int))[1] AS last_id
    FROM (
      SELECT pv.*, row_number() OVER (ORDER BY pv.position, pv.id) AS ordinal FROM product_variants pv
      WHERE pv.product_id = p.id AND ${VARIANT_IS_SHOWN('pv')} AND ${HAS_OPTIONS}
        AND (pv.position, pv.id) > (:afterPosition::int, :afterId::uuid)
      ORDER BY pv.position, pv.id LIMIT :limit::int + 1
    ) s
    CROSS JOIN LATERAL (${variantJson('s')}) variant
  ) items
  WHERE p.id = ${SLUG_ID('product', ':slug::text')} AND ${PRODUCT_HAS_PAGE('p')}`,
);
