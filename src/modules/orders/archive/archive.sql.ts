import type { Statement } from '../../../database/statement.js';
import { FINISHED_STATUSES } from '../domain/order-status.js';

const OLD = `o.status = ANY ('{${FINISHED_STATUSES.join(',')}}'::order_status[])
  AND o.created_at < now() - $1::int * interval '1 month'`;

/** Money on its way out is not finished, whatever the order's status says. */
const AT_REST = `NOT EXISTS (SELECT FROM refunds r
  WHERE r.order_id = o.id AND r.status IN ('pending', 'unknown'))`;

const MONTH = `to_char(date_trunc('month', o.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T00:00:00Z"')`;

/** Months of the next $2 orders; run before the batch, because making partitions takes heavy locks. */
export const MONTHS_TO_ARCHIVE: Statement = {
  name: 'archive-months',
  text: `
  SELECT DISTINCT s.month FROM (
    SELECT ${MONTH} AS month FROM orders o WHERE ${OLD} AND ${AT_REST}
    ORDER BY o.created_at LIMIT $2::int) s ORDER BY s.month`,
};

/**
 * $1 month, $2 live table. One table at a time, each in a transaction of its own: holding the heavy
 * locks of several, it could deadlock with somebody who reads an archived order.
 */
export const ENSURE_PARTITION: Statement = {
  name: 'archive-ensure-partition',
  text: 'SELECT ensure_archive_partitions($1::timestamptz, $2::text) AS made',
};

/**
 * Takes up to $2 orders of the months $3 that nobody else is moving, and tells the audit triggers
 * that what follows is no deletion.
 */
export const LOCK_FINISHED: Statement = {
  name: 'archive-lock-finished',
  text: `
  SELECT o.id, set_config('app.archiving', 'on', true) FROM orders o
  WHERE ${OLD} AND ${AT_REST} AND ${MONTH} = ANY ($3::text[])
  ORDER BY o.created_at LIMIT $2::int FOR UPDATE OF o SKIP LOCKED`,
};

/** Ended reservations carry nothing that the movements do not say. */
export const DROP_RESERVATIONS: Statement = {
  name: 'archive-drop-reservations',
  text: 'DELETE FROM stock_reservations WHERE order_id = ANY ($1::uuid[])',
};

/** What a gateway said stays for ever, its words do not. */
export const EMPTY_EVENT_BODIES: Statement = {
  name: 'archive-empty-event-bodies',
  text: `
  UPDATE payment_events e SET body = NULL FROM payments p
  WHERE p.order_id = ANY ($1::uuid[]) AND e.payment_id = p.id AND e.body IS NOT NULL`,
};

export const NOTE_BATCH: Statement = {
  name: 'archive-note-batch',
  text: `
  INSERT INTO audit_log (table_name, action, request_id, after)
  VALUES ('orders', 'batch', left(nullif(current_setting('app.request_id', true), ''), 100),
    jsonb_build_object('archived', cardinality($1::uuid[]), 'orderIds', to_jsonb($1::uuid[])))`,
};

/** The columns of the live tables, by table, in their order. */
export const LIVE_COLUMNS: Statement = {
  name: 'archive-live-columns',
  text: `
  SELECT c.table_name AS "table", array_agg(quote_ident(c.column_name) ORDER BY c.ordinal_position) AS columns
  FROM information_schema.columns c
  WHERE c.table_schema = 'public' AND c.table_name = ANY ($1::text[]) GROUP BY c.table_name`,
};

/** One table of the order aggregate and how its rows find their order. */
export interface ArchivedTable {
  readonly table: string;
  /** Join of the table `t` to its order `o`, when it does not name the order itself. */
  readonly parent?: { readonly table: string; readonly key: string };
}

/** Children before what they refer to; the order itself last. */
export const ARCHIVED_TABLES: readonly ArchivedTable[] = [
  { table: 'return_items', parent: { table: 'returns', key: 'return_id' } },
  { table: 'returns' },
  { table: 'fulfilment_items', parent: { table: 'fulfilments', key: 'fulfilment_id' } },
  { table: 'fulfilments' },
  { table: 'discount_usages' },
  { table: 'order_status_history' },
  { table: 'stock_movements' },
  { table: 'order_items' },
  { table: 'refunds' },
  { table: 'payments' },
  { table: 'orders' },
];

/**
 * Moves the rows of orders $1 from a table to its archive. Columns are named: a column that only
 * the live table has stops the move instead of being lost.
 */
export function moveStatement(
  { table, parent }: ArchivedTable,
  columns: readonly string[],
): Statement {
  const list = columns.join(', ');
  // A migration during a deployment must not meet the statement of the columns before it.
  const name = `archive-move-${table}-${columns.length}`;
  if (table === 'orders') {
    return {
      name,
      text: `WITH moved AS (DELETE FROM orders WHERE id = ANY ($1::uuid[]) RETURNING ${list})
        INSERT INTO orders_archive (${list}) SELECT ${list} FROM moved`,
    };
  }
  const from = columns.map((column) => `m.${column}`).join(', ');
  if (parent === undefined) {
    return {
      name,
      text: `WITH moved AS (DELETE FROM ${table} WHERE order_id = ANY ($1::uuid[]) RETURNING ${list})
        INSERT INTO ${table}_archive (${list}, order_created_at)
        SELECT ${from}, o.created_at FROM moved m JOIN orders o ON o.id = m.order_id`,
    };
  }
  return {
    name,
    text: `WITH moved AS (
        DELETE FROM ${table} t USING ${parent.table} p
        WHERE p.id = t.${parent.key} AND p.order_id = ANY ($1::uuid[])
        RETURNING ${columns.map((column) => `t.${column}`).join(', ')}, p.order_id AS owner_order_id)
      INSERT INTO ${table}_archive (${list}, owner_order_id, order_created_at)
      SELECT ${from}, m.owner_order_id, o.created_at
      FROM moved m JOIN orders o ON o.id = m.owner_order_id`,
  };
}
