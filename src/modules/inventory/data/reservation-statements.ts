import type { Statement } from '../../../database/statement.js';

// One statement each. Every CTE reads the one before, which fixes the order of the locks:
// reservations, then variants by id, as everywhere in the shop. FOR NO KEY UPDATE leaves carts
// free to refer to the variant meanwhile.

/** $1 order ids, $2 cause. A second run finds no reservation left and moves nothing. */
export const RELEASE_RESERVATIONS: Statement = {
  name: 'inventory-release-reservations',
  text: `
    WITH open AS MATERIALIZED (
      SELECT r.id FROM stock_reservations r
      WHERE r.order_id = ANY ($1::uuid[]) AND r.status IN ('held', 'claimed')
      ORDER BY r.order_id, r.variant_id FOR NO KEY UPDATE
    ), ended AS (
      UPDATE stock_reservations r SET status = 'released', ended_at = now()
      FROM open WHERE r.id = open.id AND r.status IN ('held', 'claimed')
      RETURNING r.order_id, r.variant_id, r.quantity
    ), back AS (
      SELECT variant_id, sum(quantity)::int AS quantity FROM ended GROUP BY variant_id
    ), locked AS MATERIALIZED (
      SELECT v.id, b.quantity FROM product_variants v JOIN back b ON b.variant_id = v.id
      ORDER BY v.id FOR NO KEY UPDATE OF v
    ), restocked AS (
      UPDATE product_variants v SET inventory_quantity = v.inventory_quantity + l.quantity
      FROM locked l WHERE v.id = l.id RETURNING v.id
    ), moved AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, order_id, actor_id)
      SELECT e.variant_id, e.quantity, $2::text, e.order_id,
             nullif(current_setting('app.actor_id', true), '')::uuid
      FROM ended e JOIN restocked s ON s.id = e.variant_id ORDER BY e.variant_id
    )
    SELECT order_id AS "orderId", variant_id AS "variantId", quantity FROM ended`,
};

/** $1 order id. */
export const CLAIM_RESERVATIONS: Statement = {
  name: 'inventory-claim-reservations',
  text: `
    UPDATE stock_reservations SET status = 'claimed', ended_at = now()
    WHERE order_id = $1 AND status = 'held' RETURNING id`,
};

/**
 * $1 order id. Takes released stock again, all of it or nothing: whether it suffices is read
 * from the locked rows, so nobody can take it in between and nothing has to be rolled back.
 */
export const RECLAIM_RESERVATIONS: Statement = {
  name: 'inventory-reclaim-reservations',
  text: `
    WITH want AS MATERIALIZED (
      SELECT r.id, r.order_id, r.variant_id, r.quantity FROM stock_reservations r
      WHERE r.order_id = $1 AND r.status = 'released' ORDER BY r.variant_id FOR NO KEY UPDATE
    ), locked AS MATERIALIZED (
      SELECT v.id, v.inventory_quantity, w.quantity
      FROM product_variants v JOIN want w ON w.variant_id = v.id
      ORDER BY v.id FOR NO KEY UPDATE OF v
    ), ok AS MATERIALIZED (
      SELECT count(*) FROM locked HAVING bool_and(inventory_quantity >= quantity)
    ), taken AS (
      UPDATE product_variants v SET inventory_quantity = v.inventory_quantity - l.quantity
      FROM locked l, ok WHERE v.id = l.id RETURNING v.id
    ), moved AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, order_id, actor_id)
      SELECT w.variant_id, -w.quantity, 'order_reopened', w.order_id,
             nullif(current_setting('app.actor_id', true), '')::uuid
      FROM want w JOIN taken t ON t.id = w.variant_id ORDER BY w.variant_id
    ), claimed AS (
      UPDATE stock_reservations r SET status = 'claimed', ended_at = now()
      FROM want w JOIN taken t ON t.id = w.variant_id WHERE r.id = w.id RETURNING r.id
    )
    SELECT count(*)::int AS claimed FROM claimed`,
};
