import type { Statement } from '../../../../database/statement.js';

/**
 * Matches rows to living products and locks those, in the order of their ids. $1 rows with `n`, `id`,
 * `slug`, `sku` and `skus` (of variants), $2 `slug`, `sku` or `id` (nothing else counts then).
 */
export const LOCK_MATCHED: Statement = {
  name: 'products-lock-matched',
  text: `
    WITH wanted AS MATERIALIZED (
      SELECT r.n, CASE
        WHEN r.id IS NOT NULL THEN r.id
        WHEN $2::text = 'slug' THEN (SELECT p.id FROM products p WHERE p.slug = r.slug AND p.deleted_at IS NULL)
        WHEN $2::text = 'sku' THEN COALESCE(
          (SELECT p.id FROM products p WHERE p.sku = r.sku AND p.deleted_at IS NULL),
          (SELECT v.product_id FROM product_variants v WHERE v.sku = ANY (r.skus) AND v.deleted_at IS NULL
            ORDER BY v.product_id LIMIT 1))
        END AS id
      FROM jsonb_to_recordset($1::jsonb) AS r (n int, id uuid, slug text, sku text, skus text[])
    ), locked AS MATERIALIZED (
      SELECT p.* FROM products p
      WHERE p.id IN (SELECT w.id FROM wanted w) AND p.deleted_at IS NULL
      ORDER BY p.id FOR NO KEY UPDATE
    )
    SELECT w.n, l.id, l.slug, l.name, l.base_price AS "basePrice", l.category_id AS "categoryId",
      l.collection_id AS "mainCollectionId", l.metadata, l.custom_fields AS "customFields",
      l.publish_at AS "publishAt", l.unpublish_at AS "unpublishAt",
      ARRAY(SELECT cp.collection_id FROM collection_products cp WHERE cp.product_id = l.id AND NOT cp.by_rule) AS "collectionIds"
    FROM wanted w JOIN locked l ON l.id = w.id`,
};

/** Living variants of $1 products, which are locked. */
export const READ_VARIANTS: Statement = {
  name: 'products-read-variants',
  text: `
    SELECT v.id, v.product_id AS "productId", v.sku, v.position,
      COALESCE((SELECT json_agg(json_build_object('name', a.name, 'value', av.value))
        FROM variant_attributes va JOIN attribute_values av ON av.id = va.attribute_value_id
        JOIN attributes a ON a.id = av.attribute_id WHERE va.variant_id = v.id), '[]'::json) AS attributes
    FROM product_variants v
    WHERE v.product_id = ANY ($1::uuid[]) AND v.deleted_at IS NULL ORDER BY v.position, v.id`,
};

/**
 * Everything that rows name, in one row. The fields are shared, so that none changes its type or goes
 * away before the values are written.
 * $1 brands, $2 categories, $3 ids of categories, $4 collections, $5 codes of fields, $6 and $7 names and values of
 * attributes, $8 slugs, $9 SKUs of products, $10 SKUs of variants.
 */
export const RESOLVE: Statement = {
  name: 'products-resolve',
  text: `
    WITH fields AS MATERIALIZED (
      SELECT f.code, f.type, f.choices FROM product_fields f WHERE f.code = ANY ($5::text[]) ORDER BY f.id FOR SHARE
    ), filed AS (
      SELECT c.id, c.slug, c.path FROM categories c WHERE c.slug = ANY ($2::text[]) AND c.deleted_at IS NULL
      UNION SELECT c.id, c.slug, c.path FROM categories c WHERE c.id = ANY ($3::uuid[])
    )
    SELECT
      (SELECT json_agg(json_build_array(b.slug, b.id)) FROM brands b
        WHERE b.slug = ANY ($1::text[]) AND b.deleted_at IS NULL) AS brands,
      (SELECT json_agg(json_build_array(c.slug, c.id)) FROM filed c) AS categories,
      (SELECT json_agg(json_build_array(c.id, (SELECT up.metadata_schema FROM categories up
          WHERE up.id = ANY (string_to_array(trim(BOTH '/' FROM c.path), '/')::uuid[]) AND up.metadata_schema IS NOT NULL
          ORDER BY length(up.path) DESC LIMIT 1))) FROM filed c) AS schemas,
      (SELECT json_agg(json_build_array(c.slug, c.id)) FROM collections c
        WHERE c.slug = ANY ($4::text[]) AND c.deleted_at IS NULL) AS collections,
      (SELECT json_agg(row_to_json(f)) FROM fields f) AS fields,
      (SELECT json_agg(json_build_object('name', a.name, 'value', av.value, 'id', av.id))
        FROM unnest($6::text[], $7::text[]) AS w (name, value)
        JOIN attributes a ON a.name = w.name JOIN attribute_values av ON av.attribute_id = a.id AND av.value = w.value) AS values,
      (SELECT json_agg(json_build_array(s.slug, s.id)) FROM (
        SELECT p.slug, p.id FROM products p WHERE p.slug = ANY ($8::text[]) AND p.deleted_at IS NULL
        UNION ALL
        SELECT t.slug, p.id FROM catalog_translations t JOIN products p ON p.id = t.product_id
        WHERE t.slug = ANY ($8::text[]) AND p.deleted_at IS NULL
      ) s) AS slugs,
      (SELECT json_agg(json_build_array(p.sku, p.id)) FROM products p
        WHERE p.sku = ANY ($9::text[]) AND p.deleted_at IS NULL) AS "productSkus",
      (SELECT json_agg(json_build_array(v.sku, v.id)) FROM product_variants v
        WHERE v.sku = ANY ($10::text[]) AND v.deleted_at IS NULL) AS "variantSkus"`,
};
