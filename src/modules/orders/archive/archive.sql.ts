import type { Statement } from '../../../database/statement.js';
import { FINISHED_STATUSES } from '../domain/order-status.js';
import type { ArchivedTable } from './archived-tables.js';

/** $1 months. */
const OLD = `o.status = ANY ('{${FINISHED_STATUSES.join(',')}}'::order_status[])
  AND o.created_at < now() - $1::int * interval '1 month'`;

/** Somebody fetched it out of the archive to do something with it. */
const RESTORED_DAYS = 30;

const none = (query: string): string => `NOT EXISTS (SELECT FROM ${query})`;

/**
 * Nothing of the order is open, whatever its status says: no money on its way in or out, no question
 * to a gateway, no difference with it, no goods that are expected, packed or kept for the customer, no
 * person who is being erased.
 */
const AT_REST = [
  `(o.restored_at IS NULL OR o.restored_at < now() - interval '${RESTORED_DAYS} days')`,
  none(`refunds r WHERE r.order_id = o.id AND r.status IN ('pending', 'unknown')`),
  none(`payments p WHERE p.order_id = o.id
    AND (p.status IN ('pending', 'processing') OR p.next_query_at IS NOT NULL)`),
  none(`returns t WHERE t.order_id = o.id AND t.status IN ('requested', 'approved', 'received')`),
  none(`fulfilments f WHERE f.order_id = o.id AND f.status = 'pending'`),
  none(`stock_reservations s WHERE s.order_id = o.id AND s.status <> 'released'
    AND s.shipped_quantity < s.quantity`),
  none(`reconciliation_issues i WHERE i.status = 'open' AND (i.order_id = o.id
    OR i.payment_id IN (SELECT p.id FROM payments p WHERE p.order_id = o.id)
    OR i.refund_id IN (SELECT r.id FROM refunds r WHERE r.order_id = o.id))`),
  none(`erasures e WHERE e.status <> 'applied'
    AND (e.user_id = o.user_id OR o.id = ANY (e.order_ids))`),
].join('\n  AND ');

const MONTH = `to_char(date_trunc('month', o.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T00:00:00Z"')`;

/** How many are old enough; some of them may have something open. */
export const COUNT_OLD: Statement = {
  name: 'archive-count-old',
  text: `SELECT count(*)::int AS count FROM orders o WHERE ${OLD}`,
};

/**
 * The next $2 orders behind ($3, $4), with their months: the partitions are made before the batch, because that
 * takes heavy locks. What stays behind is not looked at again in the same run, however much it is.
 */
export const FIND_FINISHED: Statement = {
  name: 'archive-find-finished',
  text: `
  SELECT o.id, o.created_at::text AS at, ${MONTH} AS month FROM orders o
  WHERE ${OLD} AND ${AT_REST} AND (o.created_at, o.id) > ($3::timestamptz, $4::uuid)
  ORDER BY o.created_at, o.id LIMIT $2::int`,
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
 * Whoever erases a person goes through live tables and archives one after the other: an order that
 * moves meanwhile could slip through. So no erasure begins while orders move.
 */
export const HOLD_ERASURES: Statement = {
  name: 'archive-hold-erasures',
  text: 'LOCK TABLE erasures IN SHARE MODE',
};

/**
 * Takes those of the orders $2 that nobody else is moving and that are still at rest, and tells the
 * audit triggers that what follows is no deletion.
 */
export const LOCK_FINISHED: Statement = {
  name: 'archive-lock-finished',
  text: `
  SELECT o.id, set_config('app.archiving', 'on', true) FROM orders o
  WHERE ${OLD} AND ${AT_REST} AND o.id = ANY ($2::uuid[])
  ORDER BY o.id FOR UPDATE OF o SKIP LOCKED`,
};

/** Ended reservations carry nothing that the movements and the lines do not say. */
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
  SELECT c.relname AS "table", array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1::text[]) AND a.attnum > 0
    AND NOT a.attisdropped GROUP BY c.relname`,
};

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
