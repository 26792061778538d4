import type { Statement } from '../../../database/statement.js';
import { type ArchivedTable, ARCHIVED_TABLES } from './archived-tables.js';

/** $1 order. Whoever comes second waits, and finds it gone. */
export const LOCK_ARCHIVED: Statement = {
  name: 'restore-lock-archived',
  text: `
  SELECT created_at::text AS "createdAt", order_number AS "orderNumber",
    EXISTS (SELECT FROM erasures e WHERE e.status <> 'applied'
      AND (e.user_id = o.user_id OR o.id = ANY (e.order_ids))) AS "isBeingErased",
    set_config('app.archiving', 'on', true)
  FROM orders_archive o WHERE id = $1::uuid FOR UPDATE`,
};

/** $1 order. */
export const IS_LIVE: Statement = {
  name: 'restore-is-live',
  text: 'SELECT 1 FROM orders WHERE id = $1::uuid',
};

/** $1 order number: its id, wherever it is. */
export const FIND_BY_NUMBER: Statement = {
  name: 'restore-find-by-number',
  text: `SELECT id FROM orders_archive WHERE order_number = $1::text
    UNION ALL SELECT id FROM orders WHERE order_number = $1::text`,
};

/** What refers to something comes after it. */
export const RESTORED_TABLES: readonly ArchivedTable[] = [...ARCHIVED_TABLES].reverse();

/**
 * Moves the rows of order $1, placed at $2, back from the archive of a table. Numbers that the database gave
 * (`seq`) stay what they were.
 */
export function restoreStatement(
  { table, parent }: ArchivedTable,
  columns: readonly string[],
): Statement {
  const list = columns.join(', ');
  const [order, placed] =
    table === 'orders' ? ['id', 'created_at'] : ['order_id', 'order_created_at'];
  const owner = parent === undefined ? order : 'owner_order_id';
  // From now on the archive leaves it alone for a while.
  const back = table === 'orders' ? columns.map(restoredNow).join(', ') : list;
  return {
    name: `restore-move-${table}-${columns.length}`,
    text: `WITH moved AS (
        DELETE FROM ${table}_archive WHERE ${owner} = $1::uuid AND ${placed} = $2::timestamptz RETURNING ${list})
      INSERT INTO ${table} (${list}) OVERRIDING SYSTEM VALUE SELECT ${back} FROM moved`,
  };
}

function restoredNow(column: string): string {
  return column === 'restored_at' ? 'now()' : column;
}

/**
 * Reservations do not go to the archive. An order goes there when its pieces have left or are free again, so they
 * follow from its movements: what was taken and has not come back has been sent (a return is another matter).
 */
export const RESERVE_AGAIN: Statement = {
  name: 'restore-reserve-again',
  text: `
  INSERT INTO stock_reservations (order_id, variant_id, quantity, shipped_quantity, status, ended_at, created_at)
  SELECT o.id, m.variant_id, CASE WHEN m.kept > 0 THEN m.kept ELSE m.taken END, greatest(m.kept, 0),
    CASE WHEN m.kept > 0 THEN 'claimed' ELSE 'released' END, o.updated_at, o.created_at
  FROM orders o JOIN (
    SELECT order_id, variant_id, -sum(quantity)::int AS kept, -sum(least(quantity, 0))::int AS taken
    FROM stock_movements WHERE order_id = $1::uuid AND cause <> 'return' GROUP BY 1, 2) m ON m.order_id = o.id
  WHERE m.taken > 0`,
};

/** $1 order. */
export const NOTE_RESTORED: Statement = {
  name: 'restore-note',
  text: `
  INSERT INTO audit_log (table_name, row_id, action, actor_id, on_behalf_of, api_key_id, request_id, after)
  VALUES ('orders', $1::text, 'batch', nullif(current_setting('app.actor_id', true), '')::uuid,
    nullif(current_setting('app.on_behalf_of', true), '')::uuid,
    nullif(current_setting('app.api_key_id', true), '')::uuid,
    left(nullif(current_setting('app.request_id', true), ''), 100), jsonb_build_object('restored', $1::text))`,
};
