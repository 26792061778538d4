import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { ROW_POLICIES } from '../../../src/database/row-policies.js';

/** Somebody with at least one row in every table that has owners. */
export interface Owner {
  readonly id: string;
  /** Of his guest's cart and order. */
  readonly tokenHash: string;
  /** Ids of his rows by table; rows of the guest that he also was are in it. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

/** Fills every table of `row-policies.ts` with rows of a new person, past all policies. */
export async function makeOwner(owner: pg.Pool): Promise<Owner> {
  const before = await allIds(owner);
  const tokenHash = randomBytes(32).toString('hex');
  const values = { user: randomUUID(), order: randomUUID(), cart: randomUUID(), tokenHash };
  for (const text of STATEMENTS) await owner.query(filled(text, values));
  const after = await allIds(owner);
  const rows = Object.fromEntries(
    Object.entries(after).map(([table, ids]) => [
      table,
      ids.filter((id) => !before[table]?.includes(id)),
    ]),
  );
  return { id: values.user, tokenHash, rows };
}

async function allIds(owner: pg.Pool): Promise<Record<string, string[]>> {
  const entries = Object.keys(ROW_POLICIES).map(async (table) => {
    const found = await owner.query<{ id: string }>(`SELECT id FROM ${table}`);
    return [table, found.rows.map(({ id }) => id)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/:(\w+):/g, (_, name: string) => `'${values[name] ?? ''}'`);
}

const MONEY = `subtotal, total_amount, shipping_address`;

/** One person, a guest's cart and order, and whatever hangs on them. `:user:` and the like are filled in. */
const STATEMENTS: readonly string[] = [
  `INSERT INTO users (id, role_id, username, email, phone_number, first_name, last_name, hashed_password)
   SELECT :user:, r.id, :user:, :user: || '@example.com', '0123456789', 'Ada', 'Byron', '!'
     FROM user_roles r WHERE r.code = 'user'`,
  `INSERT INTO user_sessions (user_id, family_id, refresh_token, client_ip, expired_at)
   VALUES (:user:, gen_random_uuid(), gen_random_uuid(), '127.0.0.1', now() + interval '1 day')`,
  `INSERT INTO user_addresses (user_id, recipient, street, district, city, country)
   VALUES (:user:, 'sealed', 'sealed', 'Riverside', 'Portland', 'US')`,
  `INSERT INTO user_payment_infos (user_id, card_number, card_last4, payment_method_token, token_hash,
     gateway, expiration_date, billing_address)
   VALUES (:user:, '**** 4242', '4242', gen_random_uuid(), 'hash', 'sandbox', '2030-01-01', 'sealed')`,
  `INSERT INTO gateway_customers (user_id, gateway, customer_id) VALUES (:user:, 'stripe', 'cus')`,
  `INSERT INTO user_totp (user_id, secret) VALUES (:user:, 'sealed')`,
  `INSERT INTO user_recovery_codes (user_id, code_hash) VALUES (:user:, 'hash')`,
  `INSERT INTO user_identities (user_id, issuer, subject_hash) VALUES (:user:, 'issuer', gen_random_uuid())`,
  `INSERT INTO oidc_logins (user_id, state_hash, return_to) VALUES (:user:, gen_random_uuid(), '/')`,
  `INSERT INTO api_keys (user_id, name, prefix, key_hash, scopes, expires_at)
   VALUES (:user:, 'till', 'k', gen_random_uuid(), '{orders:r}', now() + interval '1 day')`,
  `INSERT INTO email_verifications (user_id, email, verify_code) VALUES (:user:, 'a@example.com', 'hash')`,
  `INSERT INTO phone_verifications (user_id, phone_number, code_hash, expired_at)
   VALUES (:user:, '0123456789', 'hash', now())`,
  `INSERT INTO account_notices (user_id, kind, email) VALUES (:user:, 'kind', 'a@example.com')`,
  `INSERT INTO customer_groups (code, name) VALUES ('group', 'Group') ON CONFLICT DO NOTHING`,
  `INSERT INTO customer_group_members (group_id, user_id) SELECT id, :user: FROM customer_groups`,
  `INSERT INTO data_exports (user_id, code_hash) VALUES (:user:, gen_random_uuid())`,
  `INSERT INTO data_export_parts (export_id, part, content)
   SELECT id, 1, 'sealed' FROM data_exports WHERE user_id = :user:`,
  `INSERT INTO erasures (user_id) VALUES (:user:)`,

  `INSERT INTO products (name, slug, base_price) VALUES ('Shirt', :user:, 10)`,
  `INSERT INTO product_variants (product_id, name, price, inventory_quantity)
   SELECT id, 'Default', 10, 0 FROM products WHERE slug = :user:`,
  `INSERT INTO shopping_carts (id, user_id) VALUES (:cart:, :user:)`,
  `INSERT INTO shopping_carts (token_hash) VALUES (:tokenHash:)`,
  `INSERT INTO order_drafts (email, token_hash) VALUES ('guest@example.com', :tokenHash:)`,
  `INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, unit_price)
   SELECT c.id, v.product_id, v.id, 1, 10 FROM product_variants v JOIN products p ON p.id = v.product_id,
     shopping_carts c WHERE p.slug = :user: AND (c.user_id = :user: OR c.token_hash = :tokenHash:)`,
  `INSERT INTO cart_codes (cart_id, code)
   SELECT id, 'CODE' FROM shopping_carts WHERE user_id = :user: OR token_hash = :tokenHash:`,

  `INSERT INTO orders (id, user_id, email, ${MONEY}) VALUES (:order:, :user:, 'a@example.com', 10, 10, '{}')`,
  `INSERT INTO orders (token_hash, email, ${MONEY}) VALUES (:tokenHash:, 'g@example.com', 10, 10, '{}')`,
  ...[
    `INSERT INTO order_items (order_id, product_id, variant_id, product_name, variant_name, quantity,
       unit_price, total_price)
     SELECT o.id, v.product_id, v.id, 'Shirt', 'Default', 1, 10, 10
       FROM product_variants v JOIN products p ON p.id = v.product_id, mine o WHERE p.slug = :user:`,
    `INSERT INTO order_status_history (order_id, to_status) SELECT id, 'pending' FROM mine`,
    `INSERT INTO stock_reservations (order_id, variant_id, quantity)
     SELECT o.id, v.id, 1 FROM product_variants v JOIN products p ON p.id = v.product_id, mine o
      WHERE p.slug = :user:`,
    `INSERT INTO stock_movements (order_id, variant_id, quantity, cause)
     SELECT o.id, v.id, -1, 'order_placed' FROM product_variants v JOIN products p ON p.id = v.product_id, mine o
      WHERE p.slug = :user:`,
    `INSERT INTO stock_level_movements (order_id, variant_id, location_id, quantity, cause)
     SELECT o.id, v.id, l.id, -1, 'shipped' FROM stock_locations l, product_variants v
       JOIN products p ON p.id = v.product_id, mine o WHERE l.is_default AND p.slug = :user:`,
    `INSERT INTO fulfilments (order_id) SELECT id FROM mine`,
    `INSERT INTO fulfilment_items (fulfilment_id, order_item_id, quantity)
     SELECT f.id, i.id, 1 FROM mine o JOIN fulfilments f ON f.order_id = o.id JOIN order_items i ON i.order_id = o.id`,
    `INSERT INTO returns (order_id) SELECT id FROM mine`,
    `INSERT INTO return_items (return_id, order_item_id, quantity)
     SELECT r.id, i.id, 1 FROM mine o JOIN returns r ON r.order_id = o.id JOIN order_items i ON i.order_id = o.id`,
    `INSERT INTO discounts (name, type, value) SELECT 'ten', 'percentage', 10 WHERE NOT EXISTS (SELECT FROM discounts)`,
    `INSERT INTO discount_usages (discount_id, user_id, guest_hash, order_id)
     SELECT d.id, o.user_id, CASE WHEN o.user_id IS NULL THEN 'hash' END, o.id FROM discounts d, mine o`,
    `INSERT INTO discount_user_counters (discount_id, customer_key) SELECT id, :user: FROM discounts`,
    `INSERT INTO payment_methods (code, name) VALUES ('method', 'Method') ON CONFLICT DO NOTHING`,
    `INSERT INTO payments (order_id, user_id, payment_method_id, reference, amount, captured_amount)
     SELECT o.id, o.user_id, m.id, gen_random_uuid(), 10, 10 FROM payment_methods m, mine o WHERE m.code = 'method'`,
    `INSERT INTO payment_events (gateway, event_id, kind, payment_id)
     SELECT 'sandbox', gen_random_uuid(), 'success', p.id FROM payments p JOIN mine o ON o.id = p.order_id`,
    `INSERT INTO reconciliation_issues (kind, issue_key, order_id) SELECT 'second_charge', gen_random_uuid(), o.id FROM mine o`,
    `INSERT INTO invoices (number, year, sequence, kind, order_id, currency, total_amount, content)
     SELECT left(gen_random_uuid()::text, 30), 2000, (random() * 1000000000)::int + 1, 'invoice', o.id, 'USD', 1, '{}' FROM mine o`,
    `INSERT INTO order_edits (order_id, revision, reason, currency, total_before, total_after, before, after)
     SELECT o.id, 1, 'r', 'USD', 2, 1, '{}', '{}' FROM mine o`,
    `INSERT INTO order_documents (order_id, kind, subject_id, source_hash, content)
     SELECT o.id, 'invoice', o.id, '', 'sealed' FROM mine o`,
    `INSERT INTO refunds (payment_id, order_id, amount, currency, idempotency_key)
     SELECT p.id, o.id, 1, 'USD', gen_random_uuid() FROM payments p JOIN mine o ON o.id = p.order_id`,
  ].map(
    (text) =>
      `WITH mine AS (SELECT * FROM orders WHERE user_id = :user: OR token_hash = :tokenHash:) ${text}`,
  ),
  `INSERT INTO idempotency_keys (scope, route, key, fingerprint, response_status, response_body)
   VALUES ('user:' || :user:, 'r', 'k', 'f', 201, '{}'), ('cart:' || :tokenHash:, 'r', 'k', 'f', 201, '{}')`,
  `INSERT INTO ratings (product_id, user_id, rating, status)
   SELECT id, :user:, 5, 'pending' FROM products WHERE slug = :user:`,
  `INSERT INTO rating_votes (rating_id, user_id) SELECT id, :user: FROM ratings WHERE user_id = :user:`,
  `INSERT INTO rating_reports (rating_id, user_id, reason) SELECT id, :user:, 'spam' FROM ratings WHERE user_id = :user:`,
  `INSERT INTO wishlists (user_id, name) VALUES (:user:, 'Birthday')`,
  `INSERT INTO wishlist_items (wishlist_id, product_id)
   SELECT w.id, p.id FROM wishlists w, products p WHERE w.user_id = :user: AND p.slug = :user:`,
  `INSERT INTO product_alerts (user_id, variant_id, kind)
   SELECT :user:, v.id, 'back_in_stock' FROM product_variants v JOIN products p ON p.id = v.product_id WHERE p.slug = :user:`,

  // Copies, so that live and archive can be looked at side by side.
  copyOf('orders', `'archived_at', now()`, 'orders t'),
  ...[
    'order_items',
    'order_status_history',
    'stock_movements',
    'fulfilments',
    'returns',
    'discount_usages',
    'payments',
    'refunds',
  ].map((table) =>
    copyOf(
      table,
      `'order_created_at', o.created_at`,
      `${table} t JOIN orders o ON o.id = t.order_id`,
    ),
  ),
  ...[
    ['fulfilment_items', 'fulfilments', 'fulfilment_id'],
    ['return_items', 'returns', 'return_id'],
  ].map(([table, parent, key]) =>
    copyOf(
      String(table),
      `'owner_order_id', o.id, 'order_created_at', o.created_at`,
      `${table} t JOIN ${parent} p ON p.id = t.${key} JOIN orders o ON o.id = p.order_id`,
    ),
  ),
];

/** By name: columns that came later stand behind those that only the archive has. */
function copyOf(table: string, added: string, from: string): string {
  const order = table === 'orders' ? 't' : 'o';
  return `INSERT INTO ${table}_archive SELECT (jsonb_populate_record(NULL::${table}_archive,
      to_jsonb(t) || jsonb_build_object(${added}))).*
    FROM ${from} WHERE ${order}.user_id = :user: OR ${order}.token_hash = :tokenHash:`;
}
