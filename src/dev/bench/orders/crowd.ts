import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** A customer with a session and a filled cart, who has not ordered yet. */
export interface WaitingCustomer {
  readonly userId: string;
  readonly sessionId: string;
  readonly cartId: string;
  /** Which of the baskets his cart holds. */
  readonly basket: number;
}

/** Variants of a basket, one piece each. */
export type Basket = readonly string[];

const LINES = 3;
const PIECES = 1_000_000;

/** Baskets of three variants that can be bought, no variant in two of them; each with more stock than is asked for. */
export async function makeBaskets(db: pg.Pool, count: number): Promise<Basket[]> {
  const { rows } = await db.query<{ id: string }>(
    `UPDATE product_variants v SET inventory_quantity = $2 FROM (
       SELECT c.id FROM product_variants c JOIN products p ON p.id = c.product_id
       WHERE p.published AND p.status = 'active' AND p.deleted_at IS NULL AND c.is_active AND c.deleted_at IS NULL
         AND c.price < 1000 ORDER BY c.id LIMIT $1) chosen
     WHERE v.id = chosen.id RETURNING v.id`,
    [count * LINES, PIECES],
  );
  const ids = rows.map(({ id }) => id).sort();
  return Array.from({ length: count }, (_, n) => ids.slice(n * LINES, (n + 1) * LINES));
}

/** Customers with verified addresses, sessions and carts, written by a few statements whatever their number. */
export async function gatherCustomers(
  db: pg.Pool,
  baskets: readonly Basket[],
  count: number,
): Promise<WaitingCustomer[]> {
  const customers = Array.from({ length: count }, (_, n): WaitingCustomer => {
    const basket = n % baskets.length;
    return { userId: randomUUID(), sessionId: randomUUID(), cartId: randomUUID(), basket };
  });
  const [users, sessions, carts] = [
    customers.map(({ userId }) => userId),
    customers.map(({ sessionId }) => sessionId),
    customers.map(({ cartId }) => cartId),
  ];
  await db.query(
    `INSERT INTO users (id, role_id, username, email, phone_number, first_name, last_name, hashed_password, verified_email)
     SELECT w.id, r.id, w.id::text, w.id || '@example.com', '0123456789', 'Ada', 'Byron', '!', true
     FROM unnest($1::uuid[]) w (id), user_roles r WHERE r.code = 'user'`,
    [users],
  );
  await db.query(
    `INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at)
     SELECT s, s, u, s::text, '127.0.0.1', now() + interval '1 day' FROM unnest($1::uuid[], $2::uuid[]) w (s, u)`,
    [sessions, users],
  );
  await db.query(
    `INSERT INTO shopping_carts (id, user_id) SELECT c, u FROM unnest($1::uuid[], $2::uuid[]) w (c, u)`,
    [carts, users],
  );
  const lines = customers.flatMap(({ cartId, basket }) =>
    (baskets[basket] ?? []).map((variantId) => [cartId, variantId] as const),
  );
  await db.query(
    `INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, unit_price)
     SELECT w.cart, v.product_id, v.id, 1, v.price
     FROM unnest($1::uuid[], $2::uuid[]) w (cart, variant) JOIN product_variants v ON v.id = w.variant`,
    [lines.map(([cart]) => cart), lines.map(([, variant]) => variant)],
  );
  // Nobody does it here on the side: without it, plans are made for the empty tables of the beginning.
  await db.query(
    'VACUUM (ANALYZE) users, user_sessions, shopping_carts, cart_items, product_variants',
  );
  return customers;
}

/**
 * Placed orders of the past by the million: two lines, a payment, two states and two stock moves each. Past the
 * triggers, on a database that is thrown away.
 */
export async function fillWithOrders(db: pg.Pool, count: number): Promise<void> {
  const client = await db.connect();
  try {
    await client.query('SET statement_timeout = 0; SET session_replication_role = replica');
    await client.query(
      `WITH shelf AS (
         SELECT array_agg(s.id ORDER BY s.id) AS ids, array_agg(s.product_id ORDER BY s.id) AS products
         FROM (SELECT id, product_id FROM product_variants ORDER BY id LIMIT 5000) s
       ), made AS (
         INSERT INTO orders (id, order_number, email, status, subtotal, total_amount, shipping_address, created_at)
         SELECT gen_random_uuid(), 'OLD-' || n, 'old' || n || '@example.com', 'completed', 20, 20, '{}',
           now() - n * interval '20 seconds'
         FROM generate_series(1, $1::int) n RETURNING id, created_at, order_number
       ), numbered AS (
         SELECT m.id, m.created_at, split_part(m.order_number, '-', 2)::int AS n FROM made m
       ), lines AS (
         INSERT INTO order_items (order_id, product_id, variant_id, position, product_name, variant_name, quantity,
           unit_price, total_price, created_at)
         SELECT o.id, s.products[1 + (o.n + l) % 5000], s.ids[1 + (o.n + l) % 5000], l, 'Old', 'Old', 1, 10, 10, o.created_at
         FROM numbered o, shelf s, generate_series(1, 2) l
       ), paid AS (
         INSERT INTO payments (order_id, payment_method_id, reference, amount, currency, status, created_at)
         SELECT o.id, (SELECT id FROM payment_methods LIMIT 1), 'OLD-' || o.n, 20, 'USD', 'success', o.created_at
         FROM numbered o
       ), told AS (
         INSERT INTO order_status_history (order_id, from_status, to_status, created_at)
         SELECT o.id, NULL, 'pending', o.created_at FROM numbered o
       )
       INSERT INTO stock_movements (variant_id, quantity, cause, order_id, created_at)
       SELECT s.ids[1 + (o.n + l) % 5000], -1, 'order_placed', o.id, o.created_at
       FROM numbered o, shelf s, generate_series(1, 2) l`,
      [count],
    );
    await client.query('SET session_replication_role = origin');
    await client.query(
      'ANALYZE orders; ANALYZE order_items; ANALYZE payments; ANALYZE stock_movements',
    );
  } finally {
    client.release(true);
  }
}
