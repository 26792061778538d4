import { defineQuery } from '../../data/query.js';
import {
  CATEGORY_IS_SHOWN,
  GROUP_IS_SHOWN,
  PRODUCT_HAS_PAGE,
  VARIANT_IS_SHOWN,
} from '../../data/sql-parts.js';

/** A page of one product embeds this many variants; the rest have a list of their own. */
export const EMBEDDED_VARIANTS = 20;
const MAX_IMAGES = 50;

/** Null where there is no amount. */
const money = (amount: string): string => `round(${amount}, :digits::int)::text`;

/** Columns of a variant as the public sees it: no cost, no exact stock. */
const VARIANT_COLUMNS = `
  v.id, v.name, v.sku, v.barcode, ${money('v.price')} AS price,
  ${money('CASE WHEN v.compare_at_price > v.price THEN v.compare_at_price END')} AS "compareAtPrice",
  :currency::text AS currency,
  p.status = 'active' AND v.inventory_quantity > 0 AS purchasable,
  CASE WHEN p.status = 'discontinued' THEN 'discontinued'
    WHEN p.status = 'out_of_stock' OR v.inventory_quantity = 0 THEN 'out_of_stock' END AS "unavailableReason",
  v.requires_shipping AS "requiresShipping",
  COALESCE(v.weight, p.weight) AS weight,
  COALESCE((SELECT json_agg(json_build_object('name', a.name, 'value', av.value) ORDER BY a.id)
    FROM variant_attributes va JOIN attribute_values av ON av.id = va.attribute_value_id
    JOIN attributes a ON a.id = av.attribute_id WHERE va.variant_id = v.id), '[]'::json) AS attributes,
  (SELECT i.url FROM images i WHERE i.variant_id = v.id ORDER BY i.position, i.id LIMIT 1) AS "imageUrl"`;

const OPTIONS = `
  SELECT COALESCE(json_agg(json_build_object('name', o.name, 'values', o.values) ORDER BY o.id), '[]'::json)
  FROM (
    SELECT used.id, used.name, json_agg(used.value ORDER BY used.first, used.value) AS values
    FROM (
      SELECT a.id, a.name, av.value, min(v.position) AS first
      FROM product_variants v JOIN variant_attributes va ON va.variant_id = v.id
      JOIN attribute_values av ON av.id = va.attribute_value_id JOIN attributes a ON a.id = av.attribute_id
      WHERE v.product_id = p.id AND ${VARIANT_IS_SHOWN('v')}
      GROUP BY a.id, a.name, av.value
    ) used GROUP BY used.id, used.name
  ) o`;

const IMAGES = `
  SELECT COALESCE(json_agg(json_build_object('id', i.id, 'url', i.url, 'altText', i.alt_text, 'variantId', i.variant_id)
    ORDER BY i.position, i.id), '[]'::json)
  FROM (SELECT * FROM images im WHERE im.product_id = p.id ORDER BY im.position, im.id LIMIT ${MAX_IMAGES}) i`;

const BREADCRUMBS = `
  SELECT COALESCE(json_agg(json_build_object('id', up.id, 'slug', up.slug, 'name', up.name)
    ORDER BY length(up.path)), '[]'::json)
  FROM categories c JOIN categories up ON up.id = ANY (string_to_array(trim(BOTH '/' FROM c.path), '/')::uuid[])
  WHERE c.id = p.category_id AND ${CATEGORY_IS_SHOWN('c')}`;

/** One row with the whole product as JSON text, or none. */
export const PRODUCT_PAGE = defineQuery<'slug' | 'currency' | 'digits'>(
  'catalog-product',
  `SELECT page.body, page.variant_count, page.last_position, page.last_id
  FROM products p
  CROSS JOIN LATERAL (
    SELECT count(*) AS n, min(v.price) AS price_min, max(v.price) AS price_max,
      bool_or(v.inventory_quantity > 0) AS has_stock,
      (array_agg(CASE WHEN v.compare_at_price > v.price THEN v.compare_at_price END
        ORDER BY v.price, v.position, v.id))[1] AS compare_at_price
    FROM product_variants v WHERE v.product_id = p.id AND ${VARIANT_IS_SHOWN('v')}
  ) stock
  CROSS JOIN LATERAL (
    SELECT COALESCE(json_agg(row_to_json(variant) ORDER BY s.position, s.id), '[]'::json) AS items,
      (array_agg(s.position ORDER BY s.position DESC, s.id DESC))[1] AS last_position,
      (array_agg(s.id ORDER BY s.position DESC, s.id DESC))[1] AS last_id
    FROM (SELECT * FROM product_variants pv WHERE pv.product_id = p.id AND ${VARIANT_IS_SHOWN('pv')}
      ORDER BY pv.position, pv.id LIMIT ${EMBEDDED_VARIANTS}) s
    CROSS JOIN LATERAL (SELECT ${VARIANT_COLUMNS} FROM (SELECT s.*) v) variant
  ) variants
  CROSS JOIN LATERAL (
    SELECT row_to_json(doc)::text AS body, stock.n::int AS variant_count, variants.last_position, variants.last_id
    FROM (
      SELECT p.id, p.slug, p.name, p.short_description AS "shortDescription", p.description, p.sku, p.status, p.featured,
        (SELECT json_build_object('id', b.id, 'slug', b.slug, 'name', b.name) FROM brands b
          WHERE b.id = p.brand_id AND ${GROUP_IS_SHOWN('b')}) AS brand,
        (${BREADCRUMBS}) AS breadcrumbs,
        (SELECT COALESCE(json_agg(json_build_object('id', co.id, 'slug', co.slug, 'name', co.name) ORDER BY co.name), '[]'::json)
          FROM collection_products cp JOIN collections co ON co.id = cp.collection_id
          WHERE cp.product_id = p.id AND ${GROUP_IS_SHOWN('co')}) AS collections,
        ${money('COALESCE(stock.price_min, p.base_price)')} AS price,
        ${money('COALESCE(stock.price_max, p.base_price)')} AS "priceMax",
        ${money('stock.compare_at_price')} AS "compareAtPrice", :currency::text AS currency,
        p.status = 'active' AND COALESCE(stock.has_stock, false) AS purchasable,
        CASE WHEN p.status = 'discontinued' THEN 'discontinued'
          WHEN p.status = 'out_of_stock' OR NOT COALESCE(stock.has_stock, false) THEN 'out_of_stock' END AS "unavailableReason",
        json_build_object('average', p.rating_average, 'count', p.rating_count) AS rating,
        p.weight, p.dimensions, (${IMAGES}) AS images, (${OPTIONS}) AS options,
        variants.items AS variants, stock.n AS "variantCount",
        to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
        to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt"
    ) doc
  ) page
  WHERE p.slug = :slug::text AND ${PRODUCT_HAS_PAGE('p')}`,
);

/** One row with a page of variants, or none when there is no such product. */
export const VARIANT_PAGE = defineQuery<
  'slug' | 'currency' | 'digits' | 'limit' | 'afterPosition' | 'afterId'
>(
  'catalog-variants',
  `SELECT items.body, items.n, items.last_position, items.last_id
  FROM products p
  CROSS JOIN LATERAL (
    SELECT COALESCE(json_agg(row_to_json(variant) ORDER BY s.ordinal) FILTER (WHERE s.ordinal <= :limit::int), '[]'::json)::text AS body,
      count(*)::int AS n,
      max(s.position) FILTER (WHERE s.ordinal = :limit::int) AS last_position,
      (array_agg(s.id) FILTER (WHERE s.ordinal = :limit::int))[1] AS last_id
    FROM (
      SELECT pv.*, row_number() OVER (ORDER BY pv.position, pv.id) AS ordinal FROM product_variants pv
      WHERE pv.product_id = p.id AND ${VARIANT_IS_SHOWN('pv')}
        AND (pv.position, pv.id) > (:afterPosition::int, :afterId::uuid)
      ORDER BY pv.position, pv.id LIMIT :limit::int + 1
    ) s
    CROSS JOIN LATERAL (SELECT ${VARIANT_COLUMNS} FROM (SELECT s.*) v) variant
  ) items
  WHERE p.slug = :slug::text AND ${PRODUCT_HAS_PAGE('p')}`,
);
