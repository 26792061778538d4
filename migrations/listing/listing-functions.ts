import { COMPUTE, PRODUCT_TRIGGERS, REFRESH } from '../1764000009000-create-product-listings.js';
import { BY_HASH, BY_INDEX } from '../sql.js';

/** The functions that write the listing rows, as they are from `extend-listings` on and as they were. */

// OFFSET 0 holds the conditions around them back: planned together, a partial index on another column
// ("deleted_at IS NULL") is taken for the shorter way and read from end to end, once for each product.
export const PRODUCTS_BY_ID = `(SELECT q.* FROM products q WHERE q.id = ANY (product_ids) OFFSET 0) p`;
export const VARIANTS_OF_PRODUCT = `(SELECT q.* FROM product_variants q WHERE q.product_id = p.id OFFSET 0) pv`;

/** Locks what a row is made of, always in this order: nobody renames a brand before this product can be seen by it. */
export const LOCK_PARTS = `
    PERFORM 1 FROM products p WHERE p.id = ANY (product_ids) ORDER BY p.id FOR NO KEY UPDATE;
    PERFORM 1 FROM brands b WHERE b.id = ANY (ARRAY(
      SELECT DISTINCT p.brand_id FROM products p WHERE p.id = ANY (product_ids))) ORDER BY b.id FOR SHARE;
    PERFORM 1 FROM categories c WHERE c.id = ANY (ARRAY(
      SELECT DISTINCT p.category_id FROM products p WHERE p.id = ANY (product_ids))) ORDER BY c.id FOR SHARE;
`;

/**
 * What a listing row must hold.
 *
 * @param picture columns of `images im` that a card shows
 */
export function computeProductListings(picture: string): string {
  return `
  CREATE OR REPLACE FUNCTION compute_product_listings(product_ids uuid[])
  RETURNS TABLE (id uuid, card text, price_min numeric, price_max numeric, compare_at_price numeric,
    brand_id uuid, sellable boolean, featured boolean, rating_average numeric, rating_count integer,
    created_at timestamptz, category_id uuid, value_ids integer[], fields jsonb, sort_name text, sold_count integer)
  LANGUAGE sql STABLE AS $$
    SELECT p.id,
      (SELECT row_to_json(card) FROM (SELECT
        p.id, p.slug, p.name, p.short_description AS "shortDescription",
        CASE WHEN b.id IS NOT NULL THEN row_to_json(b.*) END AS brand,
        CASE WHEN c.id IS NOT NULL THEN row_to_json(c.*) END AS category,
        CASE WHEN i.url IS NOT NULL THEN row_to_json(i.*) END AS image,
        p.featured,
        (SELECT row_to_json(r) FROM (SELECT p.rating_average AS average, p.rating_count AS count) r) AS rating,
        to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
      ) card)::text,
      COALESCE(v.price_min, p.base_price), COALESCE(v.price_max, p.base_price), v.compare_at_price,
      p.brand_id, p.status = 'active', p.featured, p.rating_average, p.rating_count, p.created_at,
      p.category_id,
      ARRAY(SELECT DISTINCT va.attribute_value_id FROM ${VARIANTS_OF_PRODUCT}
        JOIN variant_attributes va ON va.variant_id = pv.id
        WHERE pv.is_active AND pv.deleted_at IS NULL ORDER BY 1),
      CASE WHEN p.custom_fields = '{}' THEN '{}'::jsonb ELSE COALESCE((SELECT jsonb_object_agg(f.key, f.value)
        FROM jsonb_each(p.custom_fields) f
        WHERE jsonb_typeof(f.value) IN ('string', 'number', 'boolean') AND length(f.value::text) <= 3000), '{}') END,
      left(lower(unaccent(p.name)), 100),
      COALESCE((SELECT s.sold_count FROM product_sales s WHERE s.product_id = p.id), 0)
    FROM ${PRODUCTS_BY_ID}
    LEFT JOIN LATERAL (
      SELECT bd.id, bd.slug, bd.name FROM brands bd
      WHERE bd.id = p.brand_id AND bd.published AND bd.deleted_at IS NULL
    ) b ON true
    LEFT JOIN LATERAL (
      SELECT ct.id, ct.slug, ct.name FROM categories ct
      WHERE ct.id = p.category_id AND ct.published AND ct.deleted_at IS NULL
    ) c ON true
    LEFT JOIN LATERAL (
      SELECT min(pv.price) AS price_min, max(pv.price) AS price_max,
        (array_agg(CASE WHEN pv.compare_at_price > pv.price THEN pv.compare_at_price END
          ORDER BY pv.price, pv.position, pv.id))[1] AS compare_at_price
      FROM ${VARIANTS_OF_PRODUCT} WHERE pv.is_active AND pv.deleted_at IS NULL
    ) v ON true
    LEFT JOIN LATERAL (
      SELECT ${picture} FROM images im WHERE im.product_id = p.id ORDER BY im.position, im.id LIMIT 1
    ) i ON true
    WHERE p.published AND p.deleted_at IS NULL AND p.status <> 'inactive'
  $$;
`;
}

// Whatever a list filters or sorts by but stock. sold_count is the job's: a refresh carries it along.
export const LISTINGS_AFTER = `
  DROP FUNCTION compute_product_listings(uuid[]);
  DROP FUNCTION compute_category_listings(uuid[]);

  ${computeProductListings(`im.url, im.alt_text AS "altText"`)}

  CREATE FUNCTION compute_category_listings(product_ids uuid[])
  RETURNS TABLE (category_id uuid, product_id uuid, price_min numeric, rating_average numeric, created_at timestamptz,
    sold_count integer)
  LANGUAGE sql STABLE AS $$
    SELECT a.id::uuid, l.id, l.price_min, l.rating_average, l.created_at, l.sold_count
    FROM product_listings l
    JOIN categories c ON c.id = l.category_id
    CROSS JOIN LATERAL unnest(string_to_array(trim(BOTH '/' FROM c.path), '/')) AS a (id)
    WHERE l.id = ANY (product_ids)
  $$;

  CREATE OR REPLACE FUNCTION refresh_product_listings(product_ids uuid[]) RETURNS void LANGUAGE plpgsql ${BY_INDEX} AS $$
  BEGIN
    IF COALESCE(cardinality(product_ids), 0) = 0 THEN RETURN; END IF;
    ${LOCK_PARTS}
    DELETE FROM product_listings l WHERE l.id = ANY (product_ids) AND (
      SELECT p.published AND p.deleted_at IS NULL AND p.status <> 'inactive' FROM products p WHERE p.id = l.id) IS NOT TRUE;
    INSERT INTO product_listings AS l (id, card, price_min, price_max, compare_at_price, brand_id, sellable,
        featured, rating_average, rating_count, created_at, category_id, value_ids, fields, sort_name, sold_count)
      SELECT * FROM compute_product_listings(product_ids)
      ON CONFLICT (id) DO UPDATE SET card = EXCLUDED.card, price_min = EXCLUDED.price_min,
        price_max = EXCLUDED.price_max, compare_at_price = EXCLUDED.compare_at_price,
        brand_id = EXCLUDED.brand_id, sellable = EXCLUDED.sellable, featured = EXCLUDED.featured,
        rating_average = EXCLUDED.rating_average, rating_count = EXCLUDED.rating_count,
        created_at = EXCLUDED.created_at, category_id = EXCLUDED.category_id, value_ids = EXCLUDED.value_ids,
        fields = EXCLUDED.fields, sort_name = EXCLUDED.sort_name, sold_count = EXCLUDED.sold_count
      WHERE (l.card, l.price_min, l.price_max, l.compare_at_price, l.brand_id, l.sellable, l.featured, l.rating_average,
          l.rating_count, l.created_at, l.category_id, l.value_ids, l.fields, l.sort_name, l.sold_count)
        IS DISTINCT FROM (EXCLUDED.card, EXCLUDED.price_min, EXCLUDED.price_max, EXCLUDED.compare_at_price,
          EXCLUDED.brand_id, EXCLUDED.sellable, EXCLUDED.featured, EXCLUDED.rating_average, EXCLUDED.rating_count,
          EXCLUDED.created_at, EXCLUDED.category_id, EXCLUDED.value_ids, EXCLUDED.fields, EXCLUDED.sort_name,
          EXCLUDED.sold_count);

    DELETE FROM category_listings cl WHERE cl.product_id = ANY (product_ids) AND (
      SELECT c.path LIKE '%/' || cl.category_id || '/%' FROM products p JOIN categories c ON c.id = p.category_id
      WHERE p.id = cl.product_id) IS NOT TRUE;
    INSERT INTO category_listings AS cl (category_id, product_id, price_min, rating_average, created_at, sold_count)
      SELECT * FROM compute_category_listings(product_ids)
      ON CONFLICT (category_id, product_id) DO UPDATE SET price_min = EXCLUDED.price_min,
        rating_average = EXCLUDED.rating_average, created_at = EXCLUDED.created_at, sold_count = EXCLUDED.sold_count
      WHERE (cl.price_min, cl.rating_average, cl.created_at, cl.sold_count) IS DISTINCT FROM
        (EXCLUDED.price_min, EXCLUDED.rating_average, EXCLUDED.created_at, EXCLUDED.sold_count);
  END $$;

  CREATE OR REPLACE FUNCTION list_changed_products() RETURNS trigger LANGUAGE plpgsql ${BY_HASH} AS $$
  DECLARE
    changed uuid[];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(n.id) INTO changed FROM new_rows n WHERE n.published;
    ELSE
      SELECT array_agg(n.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.published OR o.published)
          AND (n.name, n.slug, n.short_description, n.brand_id, n.category_id, n.base_price, n.status,
            n.published, n.featured, n.rating_average, n.rating_count, n.created_at, n.deleted_at, n.custom_fields)
          IS DISTINCT FROM (o.name, o.slug, o.short_description, o.brand_id, o.category_id, o.base_price, o.status,
            o.published, o.featured, o.rating_average, o.rating_count, o.created_at, o.deleted_at, o.custom_fields);
    END IF;
    PERFORM refresh_product_listings(changed);
    RETURN NULL;
  END $$;

  -- What was sold in the window, over live and archived lines, without what came back. A product's
  -- listing follows, many at a time but never all of them in one transaction: that is the caller's limit.
  CREATE FUNCTION refresh_product_sales(days integer, at_most integer) RETURNS integer LANGUAGE plpgsql AS $$
  DECLARE
    changed uuid[];
  BEGIN
    WITH lines AS (
      SELECT i.product_id, i.quantity - i.returned_quantity AS pieces
      FROM orders o JOIN order_items i ON i.order_id = o.id
      WHERE o.created_at >= now() - days * interval '1 day' AND o.status NOT IN ('pending', 'cancelled', 'refunded')
      UNION ALL
      SELECT i.product_id, i.quantity - i.returned_quantity
      FROM orders_archive o JOIN order_items_archive i ON i.order_id = o.id AND i.order_created_at = o.created_at
      WHERE o.created_at >= now() - days * interval '1 day' AND o.status NOT IN ('pending', 'cancelled', 'refunded')
    ), sold AS (
      SELECT product_id, sum(pieces)::int AS sold_count FROM lines GROUP BY product_id HAVING sum(pieces) > 0
    ), differing AS (
      SELECT COALESCE(s.product_id, k.product_id) AS product_id, COALESCE(s.sold_count, 0) AS sold_count
      FROM sold s FULL JOIN product_sales k ON k.product_id = s.product_id
      WHERE s.sold_count IS DISTINCT FROM NULLIF(k.sold_count, 0) AND EXISTS (
        SELECT 1 FROM products p WHERE p.id = COALESCE(s.product_id, k.product_id))
      ORDER BY 1 LIMIT at_most
    ), written AS (
      INSERT INTO product_sales AS t (product_id, sold_count) SELECT product_id, sold_count FROM differing
      ON CONFLICT (product_id) DO UPDATE SET sold_count = EXCLUDED.sold_count RETURNING t.product_id
    )
    SELECT array_agg(w.product_id) INTO changed FROM written w;
    PERFORM refresh_product_listings(changed);
    RETURN COALESCE(cardinality(changed), 0);
  END $$;

  CREATE FUNCTION list_changed_options() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
  BEGIN
    PERFORM refresh_product_listings(ARRAY(SELECT DISTINCT v.product_id FROM changed_rows r
      JOIN product_variants v ON v.id = r.variant_id));
    RETURN NULL;
  END $$;
  CREATE TRIGGER variant_attributes_listing_insert AFTER INSERT ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_options();
  CREATE TRIGGER variant_attributes_listing_update AFTER UPDATE ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_options();
  CREATE TRIGGER variant_attributes_listing_delete AFTER DELETE ON variant_attributes
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_options();
`;

/** Puts the functions of `create-product-listings` back. */
export const LISTINGS_BEFORE = `
  DROP TRIGGER variant_attributes_listing_insert ON variant_attributes;
  DROP TRIGGER variant_attributes_listing_update ON variant_attributes;
  DROP TRIGGER variant_attributes_listing_delete ON variant_attributes;
  DROP FUNCTION list_changed_options();
  DROP TRIGGER products_listing_insert ON products;
  DROP TRIGGER products_listing_update ON products;
  DROP FUNCTION list_changed_products();
  DROP FUNCTION refresh_product_listings(uuid[]);
  DROP FUNCTION compute_category_listings(uuid[]);
  DROP FUNCTION compute_product_listings(uuid[]);
  ${COMPUTE}
  ${REFRESH}
  ${PRODUCT_TRIGGERS}
`;
