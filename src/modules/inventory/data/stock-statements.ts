import type { Statement } from '../../../database/statement.js';
import { ACTOR, FEW, PLACE, TAKE_STOCK } from './stock-sql.js';

const LARGEST = 2_147_483_647;

/**
 * $1 variants, each once, and for each of them one of: $2 what is free from now on (below zero owed), $3 pieces
 * that come or go, $4 pieces counted in the place; $5 how many are said to lie there or null, $6 note.
 * $7 place or null, $8 cause for the ledger of the place. Without a cause what is free is meant, wherever it
 * lies: pieces come to the place, and go from it first and then from the others.
 */
const WANT = `
    WITH place AS MATERIALIZED (${PLACE('$7')}),
    want AS MATERIALIZED (
      SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::text[])
        AS w (variant_id, quantity, delta, counted, expected, note)
    )`;

/** `locked` and `level` are those CTEs, or what stands for them in a dry run. */
const PLAN = `
      SELECT l.id, p.id AS place_id, l.stock, l.owed, l.few, w.note, coalesce(s.quantity, 0) AS level, w.expected,
        (SELECT coalesce(sum(r.quantity), 0) FROM level r WHERE r.variant_id = l.id) AS within_reach,
        coalesce(w.quantity - (l.stock - l.owed)::bigint, w.counted - coalesce(s.quantity, 0)::bigint, w.delta) AS change,
        coalesce($8::text, CASE WHEN w.delta > 0 THEN 'restock' ELSE 'adjustment' END) AS cause
      FROM locked l JOIN want w ON w.variant_id = l.id CROSS JOIN place p
      LEFT JOIN level s ON s.variant_id = l.id AND s.location_id = p.id`;

const IN_REACH = `($8::text IS NULL OR s.location_id = (SELECT id FROM place))`;

const JUDGED = `
      SELECT p.*, CASE
          WHEN p.expected <> p.level THEN 'changed'
          WHEN p.change < 0 AND p.stock + p.change < 0 THEN 'promised'
          WHEN p.change < 0 AND p.within_reach + p.change < 0 THEN 'not_at_location'
          WHEN greatest(p.stock, p.level) + p.change > ${LARGEST} THEN 'too_many'
        END AS problem
      FROM plan p`;

const OUTCOME = `
    SELECT j.id AS "variantId", j.stock - j.owed AS before, (j.stock - j.owed + j.change)::float8 AS after,
      j.level AS "levelBefore", (j.level + j.change)::float8 AS "levelAfter", j.problem, j.place_id AS "locationId"`;

/**
 * Moves stock in and out of places and of what is free, the variants locked in the order of their ids, then
 * their levels; what is not possible stays. $9 what the shop calls few.
 */
export const MOVE_STOCK: Statement = {
  name: 'inventory-move-stock',
  text: `${WANT}, locked AS MATERIALIZED (
      SELECT v.id, v.inventory_quantity AS stock, v.backordered_quantity AS owed, ${FEW('v', '$9')} AS few
      FROM product_variants v WHERE v.id IN (SELECT variant_id FROM want) AND v.deleted_at IS NULL
      ORDER BY v.id FOR NO KEY UPDATE
    ), level AS MATERIALIZED (
      SELECT s.id, s.variant_id, s.location_id, s.quantity FROM stock_levels s
      WHERE s.variant_id IN (SELECT id FROM locked) AND ${IN_REACH}
      ORDER BY s.variant_id, s.location_id FOR NO KEY UPDATE
    ), plan AS (${PLAN}
    ), judged AS MATERIALIZED (${JUDGED}
    ), moving AS MATERIALIZED (
      SELECT j.*, j.change::int AS pieces FROM judged j WHERE j.problem IS NULL AND j.change <> 0
    ), taken AS (
      UPDATE product_variants v SET ${TAKE_STOCK('v', '(-m.pieces)')} FROM moving m WHERE v.id = m.id
      RETURNING v.id, m.stock > m.few AND v.inventory_quantity <= m.few AS is_low
    ), leaving AS MATERIALIZED (
      SELECT r.id AS level_id, m.id, r.location_id, m.cause, m.note,
        least(r.quantity, greatest(0, -m.pieces - (sum(r.quantity) OVER nearest - r.quantity)))::int AS pieces
      FROM moving m JOIN level r ON r.variant_id = m.id WHERE m.pieces < 0
      WINDOW nearest AS (PARTITION BY m.id ORDER BY (r.location_id = m.place_id) DESC, r.location_id)
    ), emptied AS (
      UPDATE stock_levels s SET quantity = s.quantity - g.pieces FROM leaving g
      WHERE s.id = g.level_id AND g.pieces > 0
    ), filled AS (
      INSERT INTO stock_levels AS s (variant_id, location_id, quantity)
      SELECT m.id, m.place_id, m.pieces FROM moving m WHERE m.pieces > 0 ORDER BY m.id
      ON CONFLICT (variant_id, location_id) DO UPDATE SET quantity = s.quantity + EXCLUDED.quantity
    ), moved AS (
      INSERT INTO stock_movements (variant_id, quantity, cause, note, actor_id)
      SELECT m.id, m.pieces, CASE WHEN m.cause = 'restock' THEN 'restock' ELSE 'adjustment' END, m.note, ${ACTOR}
      FROM moving m ORDER BY m.id
    ), ledger AS (
      INSERT INTO stock_level_movements (variant_id, location_id, quantity, cause, note, actor_id)
      SELECT e.id, e.place_id, e.pieces, e.cause, e.note, ${ACTOR} FROM (
        SELECT m.id, m.place_id, m.pieces, m.cause, m.note FROM moving m WHERE m.pieces > 0
        UNION ALL SELECT g.id, g.location_id, -g.pieces, g.cause, g.note FROM leaving g WHERE g.pieces > 0) e
      ORDER BY e.id, e.place_id
    )
    ${OUTCOME}, coalesce(t.is_low, false) AS "isLow" FROM judged j LEFT JOIN taken t ON t.id = j.id`,
};

/** What {@link MOVE_STOCK} would do; without $9. */
export const PLAN_STOCK: Statement = {
  name: 'inventory-plan-stock',
  text: `${WANT}, locked AS (
      SELECT v.id, v.inventory_quantity AS stock, v.backordered_quantity AS owed, 0 AS few
      FROM product_variants v WHERE v.id IN (SELECT variant_id FROM want) AND v.deleted_at IS NULL
    ), level AS (
      SELECT s.variant_id, s.location_id, s.quantity FROM stock_levels s
      WHERE s.variant_id IN (SELECT id FROM locked) AND ${IN_REACH}
    ), plan AS (${PLAN}
    ), judged AS (${JUDGED}
    )
    ${OUTCOME}, false AS "isLow" FROM judged j`,
};

/** From place $1 to place $2: $3 variants, each once, $4 pieces, $5 id of the transfer, $6 note. */
export const TRANSFER_STOCK: Statement = {
  name: 'inventory-transfer-stock',
  text: `
    WITH want AS MATERIALIZED (
      SELECT w.* FROM unnest($3::uuid[], $4::int[]) AS w (variant_id, quantity)
      WHERE EXISTS (SELECT FROM product_variants v WHERE v.id = w.variant_id)
    ), level AS MATERIALIZED (
      SELECT s.* FROM stock_levels s
      WHERE s.variant_id IN (SELECT variant_id FROM want) AND s.location_id IN ($1::uuid, $2::uuid)
      ORDER BY s.variant_id, s.location_id FOR NO KEY UPDATE
    ), judged AS MATERIALIZED (
      SELECT w.variant_id, w.quantity, coalesce(a.quantity, 0) AS level, coalesce(b.quantity, 0) AS level_there, CASE
          WHEN coalesce(a.quantity, 0) < w.quantity THEN 'not_at_location'
          WHEN coalesce(b.quantity, 0)::bigint + w.quantity > ${LARGEST} THEN 'too_many' END AS problem
      FROM want w LEFT JOIN level a ON a.variant_id = w.variant_id AND a.location_id = $1::uuid
      LEFT JOIN level b ON b.variant_id = w.variant_id AND b.location_id = $2::uuid
    ), moving AS MATERIALIZED (SELECT * FROM judged WHERE problem IS NULL
    ), emptied AS (
      UPDATE stock_levels s SET quantity = s.quantity - m.quantity FROM moving m
      WHERE s.variant_id = m.variant_id AND s.location_id = $1::uuid
    ), filled AS (
      INSERT INTO stock_levels AS s (variant_id, location_id, quantity)
      SELECT m.variant_id, $2::uuid, m.quantity FROM moving m ORDER BY m.variant_id
      ON CONFLICT (variant_id, location_id) DO UPDATE SET quantity = s.quantity + EXCLUDED.quantity
    ), ledger AS (
      INSERT INTO stock_level_movements (variant_id, location_id, quantity, cause, transfer_id, note, actor_id)
      SELECT m.variant_id, e.location_id, e.sign * m.quantity, 'transfer', $5::uuid, $6::text, ${ACTOR}
      FROM moving m CROSS JOIN (VALUES ($1::uuid, -1), ($2::uuid, 1)) AS e (location_id, sign)
      ORDER BY m.variant_id, e.sign
    )
    SELECT j.variant_id AS "variantId", j.level AS "levelBefore", j.problem,
      CASE WHEN j.problem IS NULL THEN j.level - j.quantity ELSE j.level END AS "levelAfter"
    FROM judged j`,
};
