import type { Statement } from '../../../database/statement.js';

const COLUMNS = `d.id, d.status, d.version, d.user_id AS "customerId", d.email, d.currency, d.lines, d.codes,
  d.shipping_address AS "shippingAddress", d.billing_address AS "billingAddress",
  d.shipping_method_code AS "shippingMethodCode", d.notes, d.order_id AS "orderId",
  to_char(d.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"`;

/** $1 id, $2–$10 content, $11 who. */
export const INSERT_DRAFT: Statement = {
  name: 'order-drafts-insert',
  text: `INSERT INTO order_drafts AS d (id, user_id, email, currency, lines, codes, shipping_address,
      billing_address, shipping_method_code, notes, created_by)
    VALUES ($1::uuid, $2::uuid, $3, $4, $5::jsonb, $6::text[], $7::jsonb, $8::jsonb, $9, $10, $11::uuid)
    RETURNING ${COLUMNS}`,
};

/** $1 id, $2–$10 content. What was sent before is not what it is now: its token opens it no more. */
export const UPDATE_DRAFT: Statement = {
  name: 'order-drafts-update',
  text: `UPDATE order_drafts AS d SET user_id = $2::uuid, email = $3, currency = $4, lines = $5::jsonb,
      codes = $6::text[], shipping_address = $7::jsonb, billing_address = $8::jsonb,
      shipping_method_code = $9, notes = $10, version = d.version + 1, status = 'open', token_hash = NULL
    WHERE d.id = $1::uuid RETURNING ${COLUMNS}`,
};

export const LOCK_DRAFT: Statement = {
  name: 'order-drafts-lock',
  text: `SELECT ${COLUMNS} FROM order_drafts d WHERE d.id = $1::uuid FOR UPDATE`,
};

export const FIND_DRAFT: Statement = {
  name: 'order-drafts-find',
  text: `SELECT ${COLUMNS} FROM order_drafts d WHERE d.id = $1::uuid`,
};

export const FIND_SENT_DRAFT: Statement = {
  name: 'order-drafts-find-sent',
  text: `SELECT ${COLUMNS} FROM order_drafts d WHERE d.token_hash = $1::text`,
};

/** $1 how many, $2 and $3 time and id of the last one seen. */
export const LIST_DRAFTS: Statement = {
  name: 'order-drafts-list',
  text: `SELECT ${COLUMNS}, d.created_at::text AS at FROM order_drafts d
    WHERE d.status <> 'placed' AND ($2::timestamptz IS NULL OR (d.created_at, d.id) < ($2::timestamptz, $3::uuid))
    ORDER BY d.created_at DESC, d.id DESC LIMIT $1::int`,
};

export const DELETE_DRAFT: Statement = {
  name: 'order-drafts-delete',
  text: 'DELETE FROM order_drafts WHERE id = $1::uuid',
};

export const MARK_SENT: Statement = {
  name: 'order-drafts-sent',
  text: `UPDATE order_drafts SET status = 'sent', token_hash = $2::text, sent_at = now() WHERE id = $1::uuid`,
};

/** $1 draft, $2 version, $3 order. */
export const MARK_PLACED: Statement = {
  name: 'order-drafts-placed',
  text: `UPDATE order_drafts SET status = 'placed', order_id = $3::uuid
    WHERE id = $1::uuid AND version = $2::int AND status <> 'placed' RETURNING id`,
};

/**
 * Before {@link PREPARE_CART}, in a statement of its own: of two that make the same new cart at once, each may stand
 * before the other in one of its two unique indexes (id, token_hash), which ON CONFLICT waits for in only one.
 */
export const LOCK_PREPARING: Statement = {
  name: 'order-drafts-lock-preparing',
  text: 'SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))',
};

/**
 * $1 draft, $2 version, $3 hash of a token that nobody has, $4 currency, $5 variants, $6 quantities, $7 notes, $8 codes,
 * $9 note. The cart has the draft's id, so that it becomes at most one order; it is marked as told of, for nobody
 * has left it. Locks cart, then draft, as placing does. No row: the draft is not that version any more, and the
 * caller must roll back.
 */
export const PREPARE_CART: Statement = {
  name: 'order-drafts-prepare-cart',
  text: `
    WITH locked AS (
      INSERT INTO shopping_carts AS c (id, token_hash, currency, notes, expires_at, abandoned_at)
      VALUES ($1::uuid, $3::text, $4::text, $9::text, now() + interval '1 day', now())
      ON CONFLICT (id) DO UPDATE SET currency = EXCLUDED.currency, notes = EXCLUDED.notes,
        expires_at = EXCLUDED.expires_at, version = c.version + 1
        WHERE c.status = 'active'
      RETURNING c.id
    ), cart AS MATERIALIZED (
      SELECT locked.id FROM locked JOIN order_drafts d ON d.id = locked.id
      WHERE d.version = $2::int AND d.status <> 'placed' FOR SHARE OF d
    ), gone AS (
      DELETE FROM cart_items i USING cart WHERE i.cart_id = cart.id AND i.variant_id <> ALL ($5::uuid[])
    ), lines AS (
      INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, notes, created_at)
      SELECT cart.id, v.product_id, v.id, w.quantity, w.notes, now() + w.n * interval '1 microsecond'
      FROM cart, unnest($5::uuid[], $6::int[], $7::text[]) WITH ORDINALITY AS w (id, quantity, notes, n)
      JOIN product_variants v ON v.id = w.id
      ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = EXCLUDED.quantity, notes = EXCLUDED.notes
    ), no_codes AS (
      DELETE FROM cart_codes k USING cart WHERE k.cart_id = cart.id AND k.code <> ALL ($8::text[])
    ), codes AS (
      INSERT INTO cart_codes (cart_id, code) SELECT cart.id, unnest($8::text[]) FROM cart
      ON CONFLICT (cart_id, code) DO NOTHING
    ) SELECT id FROM cart`,
};
