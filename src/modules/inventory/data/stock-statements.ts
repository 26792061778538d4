import type { Statement } from '../../../database/statement.js';

/** $1 variants, $2 quantity to be set or null, $3 pieces that come or go or null, $4 note or null. */
const PLAN = `
  want AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[]) AS w (variant_id, quantity, delta, note)
  )`;

const OUTCOME = `p.id AS "variantId", p.before, p.after::float8 AS after,
  p.after BETWEEN 0 AND 2147483647 AS "isPossible"`;

const AFTER = `coalesce(w.quantity::bigint, l.before::bigint + w.delta) AS after, w.delta, w.note`;

/** Sets and moves stock, the variants locked in the order of their ids; each change is a movement. */
export const SET_STOCK: Statement = {
  name: 'inventory-set-stock',
  text: `
    WITH ${PLAN}, locked AS MATERIALIZED (
      SELECT v.id, v.inventory_quantity AS before FROM product_variants v
      WHERE v.id IN (SELECT variant_id FROM want) AND v.deleted_at IS NULL
      ORDER BY v.id FOR NO KEY UPDATE
    ), plan AS MATERIALIZED (
      SELECT l.id, l.before, ${AFTER} FROM locked l JOIN want w ON w.variant_id = l.id
    ), moved AS (
      UPDATE product_variants v SET inventory_quantity = p.after
      FROM plan p WHERE v.id = p.id AND p.after <> p.before AND p.after BETWEEN 0 AND 2147483647
      RETURNING v.id
    ), ledger AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, note, actor_id)
      SELECT p.id, p.after - p.before, CASE WHEN p.delta > 0 THEN 'restock' ELSE 'adjustment' END, p.note,
             nullif(current_setting('app.actor_id', true), '')::uuid
      FROM plan p JOIN moved m ON m.id = p.id ORDER BY p.id
    )
    SELECT ${OUTCOME} FROM plan p`,
};

/** What {@link SET_STOCK} would do. */
export const PLAN_STOCK: Statement = {
  name: 'inventory-plan-stock',
  text: `
    WITH ${PLAN}, locked AS (
      SELECT v.id, v.inventory_quantity AS before FROM product_variants v
      WHERE v.id IN (SELECT variant_id FROM want) AND v.deleted_at IS NULL
    ), plan AS (SELECT l.id, l.before, ${AFTER} FROM locked l JOIN want w ON w.variant_id = l.id)
    SELECT ${OUTCOME} FROM plan p`,
};
