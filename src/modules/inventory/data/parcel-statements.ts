import type { Statement } from '../../../database/statement.js';
import { ACTOR, PLACE, TAKE_STOCK } from './stock-sql.js';

// Pieces that leave for an order or come back from it: $1 order, $2 place or null, $3 variants, $4 pieces.
// Locks: reservations, variants by id, levels by variant. Judged under the locks: all of it or nothing.

const WANT = `
    WITH place AS MATERIALIZED (${PLACE('$2')}),
    want AS (
      SELECT w.variant_id, sum(w.quantity)::int AS quantity
      FROM unnest($3::uuid[], $4::int[]) AS w (variant_id, quantity) GROUP BY w.variant_id
    ), mine AS MATERIALIZED (
      SELECT r.* FROM stock_reservations r
      WHERE r.order_id = $1::uuid AND r.variant_id IN (SELECT variant_id FROM want)
      ORDER BY r.variant_id FOR NO KEY UPDATE
    )`;

const OUTCOME = `
    SELECT j.variant_id AS "variantId", j.quantity AS wanted, j.possible, j.problem, place.id AS "locationId"
    FROM judged j LEFT JOIN place ON true ORDER BY j.variant_id`;

const LEDGER = (sign: string): string => `
      INSERT INTO stock_level_movements (variant_id, location_id, quantity, cause, order_id, actor_id)
      SELECT j.variant_id, ok.place_id, ${sign}j.quantity, 'shipped', $1::uuid, ${ACTOR}
      FROM judged j, ok ORDER BY j.variant_id`;

const OK = `
      SELECT place.id AS place_id FROM place WHERE NOT EXISTS (SELECT FROM judged j WHERE j.problem IS NOT NULL)`;

/** A parcel leaves: only what the order keeps, is paid for and lies there. The free stock does not move. */
export const SHIP: Statement = {
  name: 'inventory-ship',
  text: `${WANT}, level AS MATERIALIZED (
      SELECT s.id, s.variant_id, s.quantity FROM stock_levels s
      WHERE s.location_id = (SELECT id FROM place) AND s.variant_id IN (SELECT variant_id FROM mine)
      ORDER BY s.variant_id FOR NO KEY UPDATE
    ), judged AS MATERIALIZED (
      SELECT w.*, m.id AS reservation_id, s.id AS level_id, CASE
          WHEN m.id IS NULL OR m.status <> 'claimed' OR w.quantity > m.quantity - m.shipped_quantity THEN 'not_reserved'
          WHEN w.quantity > coalesce(s.quantity, 0) THEN 'not_at_location' END AS problem,
        CASE WHEN m.status IS DISTINCT FROM 'claimed' THEN 0
          ELSE least(m.quantity - m.shipped_quantity, coalesce(s.quantity, 0)) END AS possible
      FROM want w LEFT JOIN mine m ON m.variant_id = w.variant_id LEFT JOIN level s ON s.variant_id = w.variant_id
    ), ok AS MATERIALIZED (${OK}
    ), sent AS (
      UPDATE stock_reservations r SET shipped_quantity = r.shipped_quantity + j.quantity
      FROM judged j, ok WHERE r.id = j.reservation_id
    ), lowered AS (
      UPDATE stock_levels s SET quantity = s.quantity - j.quantity FROM judged j, ok WHERE s.id = j.level_id
    ), ledger AS (${LEDGER('-')}
    )${OUTCOME}`,
};

/** A parcel that had been sent stays after all. */
export const UNSHIP: Statement = {
  name: 'inventory-unship',
  text: `${WANT}, judged AS MATERIALIZED (
      SELECT w.*, m.id AS reservation_id, coalesce(m.shipped_quantity, 0) AS possible,
        CASE WHEN w.quantity > coalesce(m.shipped_quantity, 0) THEN 'not_reserved' END AS problem
      FROM want w LEFT JOIN mine m ON m.variant_id = w.variant_id
    ), ok AS MATERIALIZED (${OK}
    ), kept AS (
      UPDATE stock_reservations r SET shipped_quantity = r.shipped_quantity - j.quantity
      FROM judged j, ok WHERE r.id = j.reservation_id
    ), raised AS (
      INSERT INTO stock_levels AS s (variant_id, location_id, quantity)
      SELECT j.variant_id, ok.place_id, j.quantity FROM judged j, ok ORDER BY j.variant_id
      ON CONFLICT (variant_id, location_id) DO UPDATE SET quantity = s.quantity + EXCLUDED.quantity
    ), ledger AS (${LEDGER('')}
    )${OUTCOME}`,
};

/**
 * $4 pieces that can be sold again, $5 pieces that cannot. The ledger of the place has both as returned, and
 * the second ones as written off: they never count as lying there.
 */
export const RECEIVE_RETURN: Statement = {
  name: 'inventory-receive-return',
  text: `
    WITH place AS MATERIALIZED (${PLACE('$2')}),
    want AS (
      SELECT w.variant_id, sum(w.restock)::int AS restock, sum(w.written_off)::int AS written_off
      FROM unnest($3::uuid[], $4::int[], $5::int[]) AS w (variant_id, restock, written_off) GROUP BY w.variant_id
    ), locked AS MATERIALIZED (
      SELECT v.id, w.restock, w.written_off, p.id AS place_id
      FROM place p, product_variants v JOIN want w ON w.variant_id = v.id
      ORDER BY v.id FOR NO KEY UPDATE OF v
    ), restocked AS (
      UPDATE product_variants v SET ${TAKE_STOCK('v', '(-l.restock)')}
      FROM locked l WHERE v.id = l.id AND l.restock > 0
    ), raised AS (
      INSERT INTO stock_levels AS s (variant_id, location_id, quantity)
      SELECT l.id, l.place_id, l.restock FROM locked l WHERE l.restock > 0 ORDER BY l.id
      ON CONFLICT (variant_id, location_id) DO UPDATE SET quantity = s.quantity + EXCLUDED.quantity
    ), moved AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, order_id, actor_id)
      SELECT l.id, l.restock, 'return', $1::uuid, ${ACTOR} FROM locked l WHERE l.restock > 0 ORDER BY l.id
    ), ledger AS (
      INSERT INTO stock_level_movements (variant_id, location_id, quantity, cause, order_id, actor_id)
      SELECT l.id, l.place_id, m.quantity, m.cause, $1::uuid, ${ACTOR}
      FROM locked l CROSS JOIN LATERAL (VALUES (l.restock + l.written_off, 'returned'),
        (-l.written_off, 'written_off')) AS m (quantity, cause)
      WHERE m.quantity <> 0 ORDER BY l.id, m.quantity DESC
    )
    SELECT p.id AS "locationId" FROM place p`,
};
