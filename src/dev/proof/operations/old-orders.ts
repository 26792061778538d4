import type pg from 'pg';

const AT_ONCE = 20_000;

/**
 * Puts `count` completed orders of two to five years ago into the live tables: two lines, history, a payment, movements,
 * a parcel, ended reservations; a refund for every twentieth. Stock and its ledgers stay whole: what they took was
 * brought in for them.
 */
export async function putOldOrders(
  owner: pg.Pool,
  count: number,
  say: (line: string) => void,
): Promise<void> {
  const client = await owner.connect();
  try {
    // One statement writes thousands of rows that triggers would look at one by one.
    await client.query(`SET statement_timeout = 0`);
    await client.query(MAKE_CUSTOMERS);
    for (const table of TABLES) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (let done = 0; done < count; done += AT_ONCE) {
      await client.query(PUT, [done, Math.min(AT_ONCE, count - done), count]);
      say(`  ${Math.min(count, done + AT_ONCE)} of ${count} old orders`);
    }
    for (const table of TABLES) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await client.query(BRING_IN);
    for (const table of TABLES) await client.query(`ANALYZE ${table}`);
  } finally {
    client.release();
  }
}

const TABLES = [
  'orders',
  'order_items',
  'order_status_history',
  'payments',
  'refunds',
  'stock_movements',
  'stock_reservations',
  'fulfilments',
  'fulfilment_items',
];

const MAKE_CUSTOMERS = `
  INSERT INTO users (role_id, username, email, phone_number, first_name, last_name, hashed_password, verified_email)
  SELECT r.id, 'old-' || n, 'old-' || n || '@example.com', '0123456789', 'Old', 'Customer', '!', true
  FROM user_roles r, generate_series(1, 2000) n WHERE r.code = 'user'`;

/** $1 how many there are already, $2 how many to add, $3 of how many in all: the oldest first. */
const PUT = `
  WITH customers AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM users WHERE username LIKE 'old-%'),
  goods AS MATERIALIZED (
    SELECT v.id, v.product_id, p.name AS product, v.name AS variant, v.price,
      row_number() OVER (ORDER BY v.id) - 1 AS n, count(*) OVER () AS of
    FROM product_variants v JOIN products p ON p.id = v.product_id WHERE v.price < 500 AND v.deleted_at IS NULL),
  wanted AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, g.n, now() - interval '60 months' + (g.n::float8 / $3::int) * interval '35 months' AS at,
      c.id AS user_id, a.id AS first, b.id AS second, a.price AS first_price, b.price AS second_price,
      a.product_id AS first_product, b.product_id AS second_product, a.price + b.price AS subtotal
    FROM generate_series($1::int, $1::int + $2::int - 1) g (n)
    JOIN customers c ON c.n = g.n % 2000
    JOIN goods a ON a.n = g.n % a.of JOIN goods b ON b.n = (g.n + 1 + g.n / 7) % b.of),
  kept AS MATERIALIZED (SELECT * FROM wanted WHERE first <> second),
  placed AS (
    INSERT INTO orders (id, user_id, order_number, email, status, currency, subtotal, total_amount, refunded_amount,
      shipping_address, created_at, updated_at)
    SELECT id, user_id, 'OLD-' || n, 'old@example.com', 'completed', 'USD', subtotal, subtotal,
      CASE WHEN n % 20 = 0 THEN 1 ELSE 0 END, '{"city": "Portland", "country": "US"}', at, at FROM kept),
  lines AS (
    INSERT INTO order_items (id, order_id, product_id, variant_id, position, product_name, variant_name, quantity,
      unit_price, total_price, created_at, updated_at)
    SELECT l.id, k.id, l.product_id, l.variant_id, l.position, 'Old goods', 'Old', 1, l.price, l.price, k.at, k.at
    FROM kept k CROSS JOIN LATERAL (VALUES
      (gen_random_uuid(), k.first_product, k.first, 1, k.first_price),
      (gen_random_uuid(), k.second_product, k.second, 2, k.second_price)) l (id, product_id, variant_id, position, price)
    RETURNING id, order_id, variant_id, created_at),
  moved AS (
    INSERT INTO stock_movements (variant_id, quantity, cause, order_id, created_at, updated_at)
    SELECT variant_id, -1, 'order_placed', order_id, created_at, created_at FROM lines),
  reserved AS (
    INSERT INTO stock_reservations (order_id, variant_id, quantity, shipped_quantity, status, ended_at, created_at)
    SELECT order_id, variant_id, 1, 1, 'claimed', created_at, created_at FROM lines),
  parcels AS (
    INSERT INTO fulfilments (order_id, status, shipped_at, delivered_at, created_at, updated_at)
    SELECT id, 'delivered', at, at, at, at FROM kept RETURNING id, order_id),
  packed AS (
    INSERT INTO fulfilment_items (fulfilment_id, order_item_id, quantity)
    SELECT p.id, l.id, 1 FROM parcels p JOIN lines l ON l.order_id = p.order_id),
  told AS (
    INSERT INTO order_status_history (order_id, from_status, to_status, reason, created_at, updated_at)
    SELECT k.id, s.before, s.after, 'placed', k.at, k.at FROM kept k CROSS JOIN (VALUES
      (1, NULL::order_status, 'pending'::order_status), (2, 'pending', 'confirmed'), (3, 'confirmed', 'delivering'),
      (4, 'delivering', 'delivered'), (5, 'delivered', 'completed')) s (n, before, after) ORDER BY k.n, s.n),
  paid AS (
    INSERT INTO payments (order_id, user_id, payment_method_id, reference, attempt, amount, captured_amount, currency,
      status, processed_at, created_at, updated_at)
    SELECT k.id, k.user_id, (SELECT id FROM payment_methods ORDER BY code LIMIT 1), 'old-' || k.n, 1, k.subtotal,
      k.subtotal, 'USD', 'success', k.at, k.at, k.at FROM kept k RETURNING id, order_id)
  INSERT INTO refunds (payment_id, order_id, amount, currency, status, idempotency_key, processed_at, next_query_at,
    created_at, updated_at)
  SELECT p.id, k.id, 1, 'USD', 'succeeded', 'old-' || k.n, k.at + interval '3 days', NULL, k.at, k.at
  FROM kept k JOIN paid p ON p.order_id = k.id WHERE k.n % 20 = 0`;

const BRING_IN = `
  INSERT INTO stock_movements (variant_id, quantity, cause)
  SELECT variant_id, -sum(quantity), 'adjustment' FROM stock_movements m
  WHERE order_id IN (SELECT id FROM orders WHERE order_number LIKE 'OLD-%') GROUP BY variant_id`;
