import type { Statement } from '../../../../database/statement.js';

const OTHER_HAS = (table: string, row: string, leave = '$3'): string =>
  `${leave}::boolean AND EXISTS (SELECT 1 FROM ${table} o WHERE o.sku = ${row}.sku AND o.deleted_at IS NULL)`;

/** $1 product id. */
export const LOCK_PRODUCT: Statement = {
  name: 'products-lock',
  text: 'SELECT deleted_at IS NOT NULL AS deleted FROM products WHERE id = $1::uuid FOR NO KEY UPDATE',
};

/**
 * Deletes $1 product with its living variants: all at one time, by which restoring knows them again.
 * Plans are dropped, or it would be published as soon as it is restored.
 */
export const DELETE_PRODUCT: Statement = {
  name: 'products-delete',
  text: `
    WITH locked AS MATERIALIZED (
      SELECT v.id FROM product_variants v WHERE v.product_id = $1::uuid AND v.deleted_at IS NULL
      ORDER BY v.id FOR NO KEY UPDATE
    ), gone AS (
      UPDATE product_variants v SET deleted_at = now() FROM locked l WHERE v.id = l.id
    )
    UPDATE products SET deleted_at = now(), publish_at = NULL, unpublish_at = NULL WHERE id = $1::uuid`,
};

/**
 * Brings $1 product back with the variants that went with it, at $2 slug (null: its own); with $3 SKUs that
 * others have now are left out.
 */
export const RESTORE_PRODUCT: Statement = {
  name: 'products-restore',
  text: `
    WITH gone AS MATERIALIZED (
      SELECT v.id FROM product_variants v JOIN products p ON p.id = v.product_id AND v.deleted_at = p.deleted_at
      WHERE p.id = $1::uuid ORDER BY v.id FOR NO KEY UPDATE OF v
    ), back AS (
      UPDATE product_variants v SET deleted_at = NULL, sku = CASE WHEN ${OTHER_HAS('product_variants', 'v')} THEN NULL ELSE v.sku END
      FROM gone g WHERE v.id = g.id
    )
    UPDATE products p SET deleted_at = NULL, slug = COALESCE($2::text, slug),
      sku = CASE WHEN ${OTHER_HAS('products', 'p')} THEN NULL ELSE p.sku END
    WHERE id = $1::uuid`,
};

/** The SKUs of $1 deleted product and of what went with it that others have now. */
export const TAKEN_SKUS: Statement = {
  name: 'products-taken-skus',
  text: `
    SELECT v.sku FROM products p JOIN product_variants v ON v.product_id = p.id AND v.deleted_at = p.deleted_at
    JOIN product_variants o ON o.sku = v.sku AND o.deleted_at IS NULL WHERE p.id = $1::uuid
    UNION SELECT o.sku FROM products p JOIN products o ON o.sku = p.sku AND o.deleted_at IS NULL WHERE p.id = $1::uuid
    ORDER BY sku LIMIT 20`,
};

/** How many living variants $1 product has. */
export const COUNT_VARIANTS: Statement = {
  name: 'products-count-variants',
  text: 'SELECT count(*)::int AS n FROM product_variants WHERE product_id = $1::uuid AND deleted_at IS NULL',
};

/** $1 variant id. */
export const DELETE_VARIANT: Statement = {
  name: 'products-delete-variant',
  text: `
    UPDATE product_variants SET deleted_at = now() WHERE id = $1::uuid AND deleted_at IS NULL RETURNING id`,
};

/** Brings $1 variant back; with $2 without its SKU when another has that now. */
export const RESTORE_VARIANT: Statement = {
  name: 'products-restore-variant',
  text: `
    UPDATE product_variants v SET deleted_at = NULL,
      sku = CASE WHEN ${OTHER_HAS('product_variants', 'v', '$2')} THEN NULL ELSE v.sku END
    WHERE v.id = $1::uuid AND v.deleted_at IS NOT NULL RETURNING v.id`,
};

/**
 * Puts $2 variants of $1 product first, in this order; those that are not named follow as they were.
 * Only those that move are written. Answers how many of the named ones there are.
 */
export const ORDER_VARIANTS: Statement = {
  name: 'products-order-variants',
  text: `
    WITH named AS (
      SELECT u.id, u.n FROM unnest($2::uuid[]) WITH ORDINALITY AS u (id, n)
    ), locked AS MATERIALIZED (
      SELECT v.id, v.position FROM product_variants v
      WHERE v.product_id = $1::uuid AND v.deleted_at IS NULL ORDER BY v.id FOR NO KEY UPDATE
    ), placed AS (
      SELECT l.id, row_number() OVER (ORDER BY n.n NULLS LAST, l.position, l.id) - 1 AS position, n.n
      FROM locked l LEFT JOIN named n ON n.id = l.id
    ), moved AS (
      UPDATE product_variants v SET position = p.position FROM placed p
      WHERE v.id = p.id AND v.position <> p.position
        AND (SELECT count(n) FROM placed) = cardinality($2::uuid[])
    )
    SELECT count(n)::int AS found FROM placed`,
};

/**
 * Carries out at most 500 plans that are due: both may be, then the later one counts. What somebody
 * else is at is left to him. Deleted products have no plans.
 */
export const PUBLISH_DUE: Statement = {
  name: 'products-publish-due',
  text: `
    WITH due AS MATERIALIZED (
      SELECT p.id FROM products p
      WHERE p.publish_at <= now() OR p.unpublish_at <= now()
      ORDER BY p.id LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE products p SET
      published = COALESCE(p.publish_at, '-infinity') > COALESCE(CASE WHEN p.unpublish_at <= now() THEN p.unpublish_at END, '-infinity')
        AND p.publish_at <= now(),
      publish_at = CASE WHEN p.publish_at > now() THEN p.publish_at END,
      unpublish_at = CASE WHEN p.unpublish_at > now() THEN p.unpublish_at END
    FROM due d WHERE p.id = d.id AND (p.publish_at <= now() OR p.unpublish_at <= now())
    RETURNING p.id`,
};
