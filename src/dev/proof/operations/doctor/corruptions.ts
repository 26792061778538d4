/** One thing that a broken program, hand or disk could have done, and what the doctor calls it. */
export interface Corruption {
  readonly code: string;
  /** Done as superuser, past triggers, foreign keys and policies. */
  readonly sql: string;
}

const ONE_ORDER = `(SELECT id FROM orders ORDER BY created_at, id LIMIT 1)`;
const ONE_VARIANT = `(SELECT variant_id FROM order_items ORDER BY order_id, id LIMIT 1)`;
const ONE_ARCHIVED = `(SELECT id FROM orders_archive ORDER BY id LIMIT 1)`;
const ONE_PAYMENT = `(SELECT id FROM payments ORDER BY created_at, id LIMIT 1)`;

/** A row of a table again, with a new id and whatever else is to differ. */
function twin(table: string, where: string, change = '{}'): string {
  return `INSERT INTO ${table} SELECT r.* FROM ${table} t, LATERAL jsonb_populate_record(t,
    jsonb_build_object('id', gen_random_uuid()) || '${change}'::jsonb) r WHERE ${where} LIMIT 1`;
}

/** Constraints and unique indexes of a table that stand in the way. */
export const DROP_WALLS = `
  DO $$
  DECLARE
    wall record;
  BEGIN
    FOR wall IN
      SELECT c.conrelid::regclass AS name, c.conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
      WHERE c.contype IN ('c', 'u', 'f', 'x') AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
        AND c.coninhcount = 0 AND NOT t.relispartition
    LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', wall.name, wall.conname);
    END LOOP;
    FOR wall IN
      SELECT i.indexrelid::regclass AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE i.indisunique AND NOT i.indisprimary AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
    LOOP
      EXECUTE format('DROP INDEX IF EXISTS %s', wall.name);
    END LOOP;
  END $$;
  ALTER TABLE orders ALTER COLUMN order_number DROP NOT NULL`;

export const CORRUPTIONS: readonly Corruption[] = [
  {
    code: 'stock.counters',
    sql: `UPDATE product_variants SET inventory_quantity = -1 WHERE id = ${ONE_VARIANT}`,
  },
  {
    code: 'stock.ledger',
    sql: `UPDATE product_variants SET inventory_quantity = inventory_quantity + 1 WHERE id = ${ONE_VARIANT}`,
  },
  {
    code: 'stock.levels',
    sql: `UPDATE stock_levels SET quantity = quantity + 1 WHERE variant_id = ${ONE_VARIANT}`,
  },
  {
    code: 'stock.places',
    sql: `UPDATE stock_reservations SET shipped_quantity = shipped_quantity + 1 WHERE status = 'claimed'`,
  },
  { code: 'stock.reservations', sql: `DELETE FROM stock_reservations` },
  { code: 'stock.moves', sql: `DELETE FROM stock_movements WHERE order_id IS NOT NULL` },
  {
    code: 'stock.expiry',
    sql: `UPDATE orders SET expires_at = now() - interval '2 hours' WHERE status = 'pending'`,
  },
  {
    code: 'stock.orphan_reservation',
    sql: `UPDATE stock_reservations SET order_id = gen_random_uuid() WHERE id = (SELECT id FROM stock_reservations LIMIT 1)`,
  },
  { code: 'orders.without_lines', sql: `DELETE FROM order_items WHERE order_id = ${ONE_ORDER}` },
  {
    code: 'orders.line_total',
    sql: `UPDATE order_items SET unit_price = unit_price + 0.01 WHERE order_id = ${ONE_ORDER}`,
  },
  {
    code: 'orders.subtotal',
    sql: `UPDATE order_items_archive SET total_price = total_price - 0.01 WHERE order_id = ${ONE_ARCHIVED}`,
  },
  {
    code: 'orders.total',
    sql: `UPDATE orders SET total_amount = total_amount - 1 WHERE id = ${ONE_ORDER}`,
  },
  {
    code: 'orders.refunded_amount',
    sql: `UPDATE orders SET refunded_amount = refunded_amount + 1 WHERE id = ${ONE_ORDER}`,
  },
  {
    code: 'orders.history_end',
    sql: `UPDATE orders SET status = 'delivered' WHERE status = 'confirmed'`,
  },
  { code: 'orders.history_gap', sql: `DELETE FROM order_status_history WHERE from_status IS NULL` },
  {
    code: 'orders.history_step',
    sql: `INSERT INTO order_status_history (order_id, from_status, to_status) VALUES (${ONE_ORDER}, 'delivered', 'pending')`,
  },
  {
    code: 'orders.cart_twice',
    sql: `UPDATE orders SET cart_id = (SELECT cart_id FROM orders WHERE cart_id IS NOT NULL LIMIT 1)`,
  },
  {
    code: 'orders.cart_open',
    sql: `UPDATE shopping_carts SET status = 'active' WHERE id = (SELECT cart_id FROM orders LIMIT 1)`,
  },
  {
    code: 'orders.overdue',
    sql: `UPDATE orders SET expires_at = now() - interval '2 hours' WHERE status = 'pending'`,
  },
  { code: 'orders.in_both', sql: `UPDATE orders SET id = ${ONE_ARCHIVED} WHERE id = ${ONE_ORDER}` },
  { code: 'orders.left_behind', sql: `DELETE FROM orders_archive WHERE id = ${ONE_ARCHIVED}` },
  {
    code: 'orders.number_twice',
    sql: `UPDATE orders SET order_number = (SELECT order_number FROM orders_archive LIMIT 1) WHERE id = ${ONE_ORDER}`,
  },
  {
    code: 'payments.amount',
    sql: `UPDATE payments SET currency = 'EUR' WHERE id = ${ONE_PAYMENT}`,
  },
  {
    code: 'payments.kept_too_much',
    sql: twin('payments', `t.status = 'success'`, '{"reference": "twice", "attempt": 9}'),
  },
  {
    code: 'payments.refunded_too_much',
    sql: `INSERT INTO refunds (payment_id, order_id, amount, currency, status, idempotency_key)
      SELECT id, order_id, captured_amount + 1, currency, 'pending', 'too-much' FROM payments WHERE status = 'success' LIMIT 1`,
  },
  {
    code: 'payments.captured_too_much',
    sql: `UPDATE payments SET captured_amount = amount + 1 WHERE status = 'success'`,
  },
  {
    code: 'payments.kept_of_cancelled',
    sql: `UPDATE orders SET status = 'cancelled' WHERE status = 'confirmed';
      UPDATE payments SET updated_at = now() - interval '2 hours'`,
  },
  {
    code: 'payments.order_not_told',
    sql: `UPDATE payments p SET status = 'success', captured_amount = amount, updated_at = now() - interval '1 hour'
      FROM orders o WHERE o.id = p.order_id AND o.status = 'pending'`,
  },
  {
    code: 'payments.callback_waits',
    sql: `INSERT INTO payment_events (gateway, event_id, kind, reference, body, received_at)
      VALUES ('sandbox', 'lost', 'success', 'lost', '{}', now() - interval '1 hour')`,
  },
  {
    code: 'payments.refund_stuck',
    sql: `INSERT INTO refunds (payment_id, order_id, amount, currency, status, idempotency_key, created_at)
      SELECT id, order_id, 1, currency, 'unknown', 'stuck', now() - interval '4 days' FROM payments LIMIT 1`,
  },
  {
    code: 'payments.issue_open',
    sql: `INSERT INTO reconciliation_issues (kind, issue_key, created_at) VALUES ('x', 'x', now() - interval '2 days')`,
  },
  { code: 'discounts.used_count', sql: `UPDATE discounts SET used_count = used_count + 1` },
  { code: 'discounts.limit', sql: `UPDATE discounts SET usage_limit = used_count - 1` },
  {
    code: 'discounts.user_count',
    sql: `UPDATE discount_user_counters SET used_count = used_count + 1`,
  },
  { code: 'discounts.used_twice', sql: twin('discount_usages', 'true') },
  {
    code: 'discounts.not_released',
    sql: `UPDATE orders SET status = 'cancelled' WHERE id IN (SELECT order_id FROM discount_usages)`,
  },
  { code: 'discounts.orphan', sql: `UPDATE discount_usages SET order_id = gen_random_uuid()` },
  {
    code: 'people.two_carts',
    sql: `UPDATE shopping_carts SET status = 'active', user_id = (SELECT id FROM users LIMIT 1)`,
  },
  { code: 'people.cart_item_twice', sql: twin('cart_items', 'true') },
  {
    code: 'people.two_default_addresses',
    sql: `UPDATE user_addresses SET is_default = true; ${twin('user_addresses', 'true')}`,
  },
  {
    code: 'people.two_tokens',
    sql: `INSERT INTO user_sessions (id, user_id, refresh_token, family_id, user_agent, client_ip, expired_at)
      SELECT ('00000000-0000-4000-8000-00000000000' || n)::uuid, u.id, 'token ' || n,
        '00000000-0000-4000-8000-000000000001', 'x', '127.0.0.1', now() + interval '1 day'
      FROM generate_series(1, 2) n, (SELECT id FROM users LIMIT 1) u`,
  },
  {
    code: 'people.blocked_family',
    sql: `INSERT INTO user_sessions (id, user_id, refresh_token, family_id, user_agent, client_ip, expired_at, blocked)
      SELECT ('00000000-0000-4000-8000-00000000000' || n)::uuid, u.id, 'token ' || n,
        '00000000-0000-4000-8000-000000000001', 'x', '127.0.0.1', now() + interval '1 day', n = 1
      FROM generate_series(1, 2) n, (SELECT id FROM users LIMIT 1) u`,
  },
  {
    code: 'people.orphan_session',
    sql: `INSERT INTO user_sessions (user_id, refresh_token, family_id, user_agent, client_ip, expired_at)
      SELECT id, 'token', gen_random_uuid(), 'x', '127.0.0.1', now() + interval '1 day' FROM users LIMIT 1`,
  },
  {
    code: 'people.two_emails',
    sql: `UPDATE users SET email = upper((SELECT email FROM users LIMIT 1))`,
  },
  {
    code: 'queues.not_relayed',
    sql: `INSERT INTO outbox_events (event, queue, job, available_at) VALUES ('a', 'orders', 'b', now() - interval '1 hour')`,
  },
  {
    code: 'queues.unanswered',
    sql: `INSERT INTO outbox_events (event, queue, job, available_at, relayed_at)
      VALUES ('a', 'orders', 'b', now() - interval '3 days', now() - interval '3 days')`,
  },
  {
    code: 'queues.dead',
    sql: `INSERT INTO outbox_events (event, queue, job, failed_at) VALUES ('a', 'orders', 'b', now())`,
  },
  {
    code: 'queues.told_twice',
    sql: `INSERT INTO outbox_events (event, queue, job, payload)
      SELECT 'order.confirmed', 'notifications', 'send-order-confirmation', jsonb_build_object('orderId', ${ONE_ORDER})
      FROM generate_series(1, 3)`,
  },
  {
    code: 'queues.schedule_overdue',
    sql: `INSERT INTO job_runs (name, last_success_at, interval_seconds) VALUES ('a.b', now() - interval '1 hour', 60)`,
  },
  {
    code: 'database.index_invalid',
    sql: `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'orders_pkey'::regclass`,
  },
  { code: 'database.trigger_off', sql: `ALTER TABLE orders DISABLE TRIGGER USER` },
  {
    code: 'database.constraint_unchecked',
    sql: `ALTER TABLE orders ADD CONSTRAINT fk_later FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID`,
  },
  {
    code: 'database.partition_missing',
    sql: `DO $$ BEGIN EXECUTE 'DROP TABLE audit_log_p' || to_char((now() AT TIME ZONE 'UTC') + interval '1 month', 'YYYYMM'); END $$`,
  },
  {
    code: 'database.partition_old',
    sql: `CREATE TABLE outbox_events_p20200101 PARTITION OF outbox_events FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')`,
  },
  { code: 'database.role_too_strong', sql: `GRANT eshop_owner TO eshop_reader` },
  {
    code: 'configuration.migration_missing',
    sql: `DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)`,
  },
  {
    code: 'configuration.migration_unknown',
    sql: `INSERT INTO migrations (timestamp, name) VALUES (9, 'FromTomorrow9')`,
  },
  { code: 'configuration.row_security', sql: `ALTER TABLE orders DISABLE ROW LEVEL SECURITY` },
  { code: 'configuration.rights', sql: `GRANT UPDATE ON order_status_history TO eshop_app` },
  {
    code: 'configuration.key_missing',
    sql: `UPDATE user_addresses SET street = 'lost' || substr(street, position('.' IN street))`,
  },
];
