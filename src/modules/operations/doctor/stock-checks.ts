import type { Statement } from '../../../database/statement.js';

// Recomputes what stock should be from what was written down, for all variants at once. Each check is one
// statement, so it sees one moment, whatever is sold meanwhile. They read the tables of several features:
// only side by side do they say whether stock is whole. What differs comes as rows of one form.

/** What of a difference is printed of each check; the number of all is told. */
export const SHOWN_DIFFERENCES = 200;

const ALL_MOVES = (columns: string): string =>
  `SELECT ${columns} FROM stock_movements UNION ALL SELECT ${columns} FROM stock_movements_archive`;

/** Wraps a query for variant_id, order_id, place, expected and actual. */
function check(name: string, query: string): Pick<StockCheck, 'statement' | 'sql'> {
  const statement = {
    name: `doctor-stock-${name}`,
    text: `
      SELECT v.id AS "variantId", v.sku, o.order_number AS "orderNumber", d.order_id AS "orderId", d.place,
        d.expected::text AS expected, d.actual::text AS actual, count(*) OVER ()::int AS total
      FROM (${query}) d LEFT JOIN product_variants v ON v.id = d.variant_id LEFT JOIN orders o ON o.id = d.order_id
      ORDER BY d.order_id NULLS FIRST, d.variant_id LIMIT ${SHOWN_DIFFERENCES}`,
  };
  return { statement, sql: `SELECT coalesce(d.order_id, d.variant_id) FROM (${query}) d` };
}

/** One rule, as it is printed, with what finds those that break it. */
export interface StockCheck {
  readonly name: string;
  readonly rule: string;
  readonly statement: Statement;
  /** The same as ids of the orders or variants alone. */
  readonly sql: string;
}

export const STOCK_CHECKS: readonly StockCheck[] = [
  {
    name: 'counters',
    rule: 'free and owed pieces are never below zero, and never both above it',
    ...check(
      'counters',
      `SELECT id AS variant_id, NULL::uuid AS order_id, NULL AS place, 'free or owed' AS expected,
        inventory_quantity || ' free, ' || backordered_quantity || ' owed' AS actual
      FROM product_variants WHERE inventory_quantity < 0 OR backordered_quantity < 0
        OR (inventory_quantity > 0 AND backordered_quantity > 0)`,
    ),
  },
  {
    name: 'ledger',
    rule: 'free less owed is the sum of the movements, archived ones too',
    ...check(
      'ledger',
      `SELECT v.id AS variant_id, NULL::uuid AS order_id, NULL AS place, coalesce(m.pieces, 0) AS expected,
        v.inventory_quantity - v.backordered_quantity AS actual
      FROM product_variants v LEFT JOIN (
        SELECT variant_id, sum(quantity) AS pieces FROM (${ALL_MOVES('variant_id, quantity')}) a GROUP BY variant_id
      ) m ON m.variant_id = v.id
      WHERE v.inventory_quantity - v.backordered_quantity <> coalesce(m.pieces, 0)`,
    ),
  },
  {
    name: 'levels',
    rule: 'what lies in a place is the sum of what came and went',
    ...check(
      'levels',
      `SELECT coalesce(s.variant_id, m.variant_id) AS variant_id, NULL::uuid AS order_id,
        (SELECT l.code FROM stock_locations l WHERE l.id = coalesce(s.location_id, m.location_id)) AS place,
        coalesce(m.pieces, 0) AS expected, coalesce(s.quantity, 0) AS actual
      FROM stock_levels s FULL JOIN (
        SELECT variant_id, location_id, sum(quantity) AS pieces FROM stock_level_movements GROUP BY 1, 2
      ) m ON m.variant_id = s.variant_id AND m.location_id = s.location_id
      WHERE coalesce(s.quantity, 0) <> coalesce(m.pieces, 0)`,
    ),
  },
  {
    name: 'places',
    rule: 'all places hold what is free, less what is owed, and what is sold and not sent',
    ...check(
      'places',
      `SELECT v.id AS variant_id, NULL::uuid AS order_id, NULL AS place,
        v.inventory_quantity - v.backordered_quantity + coalesce(r.pieces, 0) AS expected, coalesce(s.pieces, 0) AS actual
      FROM product_variants v
      LEFT JOIN (SELECT variant_id, sum(quantity) AS pieces FROM stock_levels GROUP BY 1) s ON s.variant_id = v.id
      LEFT JOIN (SELECT variant_id, sum(quantity - shipped_quantity) AS pieces FROM stock_reservations
        WHERE status <> 'released' GROUP BY 1) r ON r.variant_id = v.id
      WHERE v.inventory_quantity - v.backordered_quantity + coalesce(r.pieces, 0) <> coalesce(s.pieces, 0)`,
    ),
  },
  {
    name: 'reservations',
    rule: 'an order keeps what it has sold, in the state that its own asks for; what is cancelled keeps nothing',
    ...check(
      'reservations',
      `SELECT coalesce(i.variant_id, r.variant_id) AS variant_id, o.id AS order_id, NULL AS place,
        o.status || ': ' || CASE o.status WHEN 'pending' THEN 'held' WHEN 'cancelled' THEN 'released' ELSE 'claimed' END
          || ' ' || coalesce(i.pieces, 0) AS expected,
        coalesce(r.status || ' ' || r.quantity, 'nothing') AS actual
      FROM (SELECT order_id, variant_id, sum(quantity - cancelled_quantity) AS pieces FROM order_items GROUP BY 1, 2) i
      FULL JOIN stock_reservations r ON r.order_id = i.order_id AND r.variant_id = i.variant_id
      JOIN orders o ON o.id = coalesce(i.order_id, r.order_id)
      WHERE CASE
        WHEN o.status = 'cancelled' THEN r.status <> 'released'
        WHEN o.status = 'refunded' THEN r.status = 'held'
        WHEN coalesce(i.pieces, 0) = 0 THEN r.status <> 'released'
        ELSE r.quantity IS DISTINCT FROM i.pieces
          OR r.status <> CASE o.status WHEN 'pending' THEN 'held' ELSE 'claimed' END END`,
    ),
  },
  {
    name: 'moves',
    rule: 'what an order keeps has left the free stock once, and come back once when it was given back',
    ...check(
      'moves',
      `SELECT coalesce(m.variant_id, r.variant_id) AS variant_id, coalesce(m.order_id, r.order_id) AS order_id, NULL AS place,
        coalesce(r.pieces, 0) AS expected, coalesce(m.pieces, 0) AS actual
      FROM (SELECT order_id, variant_id, -sum(quantity) AS pieces FROM stock_movements
        WHERE order_id IS NOT NULL AND cause <> 'return' GROUP BY 1, 2) m
      FULL JOIN (SELECT order_id, variant_id, sum(quantity) FILTER (WHERE status <> 'released') AS pieces
        FROM stock_reservations GROUP BY 1, 2) r ON r.order_id = m.order_id AND r.variant_id = m.variant_id
      WHERE coalesce(m.pieces, 0) <> coalesce(r.pieces, 0)`,
    ),
  },
  {
    name: 'expiry',
    rule: 'nothing is held for longer than an order may wait for its money',
    ...check(
      'expiry',
      `SELECT r.variant_id, r.order_id, NULL AS place, 'until ' || o.expires_at AS expected, 'held ' || r.quantity AS actual
      FROM stock_reservations r JOIN orders o ON o.id = r.order_id
      WHERE r.status = 'held' AND o.expires_at < now() - interval '1 hour'
        AND NOT EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.status = 'success')`,
    ),
  },
];
