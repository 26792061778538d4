import type { Statement } from '../../../database/statement.js';
import { ACTOR, BACKORDER_ROOM, FEW, STOCK_SUFFICES, TAKE_STOCK } from './stock-sql.js';

// One statement each. Every CTE reads the one before, which fixes the order of the locks:
// reservations, then variants by id, as everywhere in the shop. FOR NO KEY UPDATE leaves carts
// free to refer to the variant meanwhile.

/**
 * $1 order ids, $2 cause. A second run finds no reservation left and moves nothing. What has left the
 * shop does not come back by this: such a reservation shrinks to it.
 */
export const RELEASE_RESERVATIONS: Statement = {
  name: 'inventory-release-reservations',
  text: `
    WITH open AS MATERIALIZED (
      SELECT r.id, r.quantity - r.shipped_quantity AS quantity FROM stock_reservations r
      WHERE r.order_id = ANY ($1::uuid[]) AND r.status IN ('held', 'claimed') AND r.shipped_quantity < r.quantity
      ORDER BY r.order_id, r.variant_id FOR NO KEY UPDATE
    ), ended AS (
      UPDATE stock_reservations r SET ended_at = now(),
        status = CASE WHEN r.shipped_quantity = 0 THEN 'released' ELSE 'claimed' END,
        quantity = CASE WHEN r.shipped_quantity = 0 THEN r.quantity ELSE r.shipped_quantity END
      FROM open WHERE r.id = open.id AND r.status IN ('held', 'claimed')
      RETURNING r.order_id, r.variant_id, open.quantity
    ), back AS (
      SELECT variant_id, sum(quantity)::int AS quantity FROM ended GROUP BY variant_id
    ), locked AS MATERIALIZED (
      SELECT v.id, b.quantity FROM product_variants v JOIN back b ON b.variant_id = v.id
      ORDER BY v.id FOR NO KEY UPDATE OF v
    ), restocked AS (
      UPDATE product_variants v SET ${TAKE_STOCK('v', '(-l.quantity)')}
      FROM locked l WHERE v.id = l.id RETURNING v.id
    ), moved AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, order_id, actor_id)
      SELECT e.variant_id, e.quantity, $2::text, e.order_id, ${ACTOR}
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
 * $1 order id, $2 what the shop calls few. Takes released stock again, all of it or nothing: whether it
 * suffices is read from the locked rows, so nobody can take it in between and nothing has to be rolled back.
 */
export const RECLAIM_RESERVATIONS: Statement = {
  name: 'inventory-reclaim-reservations',
  text: `
    WITH want AS MATERIALIZED (
      SELECT r.id, r.order_id, r.variant_id, r.quantity FROM stock_reservations r
      WHERE r.order_id = $1 AND r.status = 'released' ORDER BY r.variant_id FOR NO KEY UPDATE
    ), locked AS MATERIALIZED (
      SELECT v.id, v.inventory_quantity AS before, ${FEW('v', '$2')} AS few, w.quantity,
        ${STOCK_SUFFICES('v', 'w.quantity')} AS suffices
      FROM product_variants v JOIN want w ON w.variant_id = v.id
      ORDER BY v.id FOR NO KEY UPDATE OF v
    ), ok AS MATERIALIZED (
      SELECT count(*) FROM locked HAVING bool_and(suffices)
    ), taken AS (
      UPDATE product_variants v SET ${TAKE_STOCK('v', 'l.quantity')}
      FROM locked l, ok WHERE v.id = l.id
      RETURNING v.id, l.before > l.few AND v.inventory_quantity <= l.few AS is_low
    ), moved AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, order_id, actor_id)
      SELECT w.variant_id, -w.quantity, 'order_reopened', w.order_id, ${ACTOR}
      FROM want w JOIN taken t ON t.id = w.variant_id ORDER BY w.variant_id
    ), claimed AS (
      UPDATE stock_reservations r SET status = 'claimed', ended_at = now()
      FROM want w JOIN taken t ON t.id = w.variant_id WHERE r.id = w.id RETURNING r.id
    )
    SELECT (SELECT count(*) FROM claimed)::int AS claimed,
      ARRAY(SELECT t.id FROM taken t WHERE t.is_low) AS low`,
};

/**
 * Changes what a living order keeps: $1 order id, $2 variants, $3 pieces from now on or null, $4 pieces more
 * (fewer, below zero) or null, $5 cause, $6 what the shop calls few. All of it or nothing, judged under the
 * locks. What shrinks to nothing is deleted: a released one could be taken again by late money.
 */
export const CHANGE_RESERVATIONS: Statement = {
  name: 'inventory-change-reservations',
  text: `
    WITH want AS (
      SELECT w.variant_id, sum(w.quantity) AS quantity, sum(w.delta) AS delta
      FROM unnest($2::uuid[], $3::int[], $4::int[]) AS w (variant_id, quantity, delta) GROUP BY w.variant_id
    ), mine AS MATERIALIZED (
      SELECT r.* FROM stock_reservations r WHERE r.order_id = $1::uuid ORDER BY r.variant_id FOR NO KEY UPDATE
    ), plan AS MATERIALIZED (
      SELECT w.variant_id, m.id, coalesce(m.quantity, 0) AS before, coalesce(m.shipped_quantity, 0) AS shipped,
        coalesce(w.quantity, coalesce(m.quantity, 0) + w.delta) AS after
      FROM want w LEFT JOIN mine m ON m.variant_id = w.variant_id
    ), locked AS MATERIALIZED (
      SELECT v.id, v.inventory_quantity AS before, ${FEW('v', '$6')} AS few,
        v.inventory_quantity::bigint + ${BACKORDER_ROOM('v')} AS available,
        ${STOCK_SUFFICES('v', '(p.after - p.before)')} AS suffices
      FROM product_variants v JOIN plan p ON p.variant_id = v.id
      ORDER BY v.id FOR NO KEY UPDATE OF v
    ), judged AS MATERIALIZED (
      SELECT p.*, l.before AS stock, l.few, l.available, CASE
          WHEN l.id IS NULL OR EXISTS (SELECT FROM mine m WHERE m.status = 'released') THEN 'not_reserved'
          WHEN p.after < p.shipped THEN 'shipped'
          WHEN p.after > p.before AND NOT l.suffices THEN 'short'
        END AS problem
      FROM plan p LEFT JOIN locked l ON l.id = p.variant_id
    ), ok AS MATERIALIZED (
      SELECT count(*) FROM judged HAVING count(problem) = 0
    ), taken AS (
      UPDATE product_variants v SET ${TAKE_STOCK('v', '(j.after - j.before)::int')}
      FROM judged j, ok WHERE v.id = j.variant_id AND j.after <> j.before
      RETURNING v.id, j.stock > j.few AND v.inventory_quantity <= j.few AS is_low
    ), kept AS (
      UPDATE stock_reservations r SET quantity = j.after
      FROM judged j, ok WHERE r.id = j.id AND j.after > 0 AND j.after <> j.before
    ), gone AS (
      DELETE FROM stock_reservations r USING judged j, ok WHERE r.id = j.id AND j.after = 0
    ), added AS (
      INSERT INTO stock_reservations (order_id, variant_id, quantity, status, expires_at, ended_at)
      SELECT $1::uuid, j.variant_id, j.after, CASE WHEN h.held THEN 'held' ELSE 'claimed' END, h.expires_at,
        CASE WHEN NOT h.held THEN now() END
      FROM judged j, ok,
        (SELECT coalesce(bool_or(m.status = 'held'), false) AS held, max(m.expires_at) AS expires_at FROM mine m) h
      WHERE j.id IS NULL AND j.after > 0 ORDER BY j.variant_id
    ), moved AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, order_id, actor_id)
      SELECT j.variant_id, j.before - j.after, $5::text, $1::uuid, ${ACTOR}
      FROM judged j JOIN taken t ON t.id = j.variant_id ORDER BY j.variant_id
    )
    SELECT j.variant_id AS "variantId", j.before::float8 AS before, j.after::float8 AS after,
      j.shipped::float8 AS shipped, coalesce(j.available, 0)::float8 AS available, j.problem,
      coalesce(t.is_low, false) AS "isLow"
    FROM judged j LEFT JOIN taken t ON t.id = j.variant_id ORDER BY j.variant_id`,
};

/**
 * Pieces of orders $1 that are owed: the youngest reservations of a variant wait, as many as its count of
 * backordered pieces says. Needs all rows in sight, for it counts those of other orders.
 */
export const WAITING: Statement = {
  name: 'inventory-waiting',
  text: `
    SELECT x.order_id AS "orderId", x.variant_id AS "variantId", x.waiting FROM (
      SELECT r.order_id, r.variant_id, least(r.open, v.backordered_quantity - (sum(r.open) OVER younger - r.open))::int AS waiting
      FROM (SELECT s.*, s.quantity - s.shipped_quantity AS open FROM stock_reservations s) r
      JOIN product_variants v ON v.id = r.variant_id
      WHERE v.backordered_quantity > 0 AND r.status <> 'released' AND r.open > 0
        AND r.variant_id IN (SELECT o.variant_id FROM stock_reservations o WHERE o.order_id = ANY ($1::uuid[]))
      WINDOW younger AS (PARTITION BY r.variant_id ORDER BY r.created_at DESC, r.id DESC)
    ) x WHERE x.waiting > 0 AND x.order_id = ANY ($1::uuid[]) ORDER BY x.order_id, x.variant_id`,
};
