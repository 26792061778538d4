import type { Statement } from '../../../database/statement.js';

const ACTOR = "nullif(current_setting('app.actor_id', true), '')::uuid";

const LOCKED = `
  SELECT o.id, o.status, o.user_id AS "userId", o.currency, o.total_amount::text AS "totalAmount",
    o.shipping_address ->> 'country' AS country,
    coalesce(o.expires_at <= now(), false) AS "isOverdue",
    EXISTS (SELECT FROM fulfilments f WHERE f.order_id = o.id AND f.status IN ('shipped', 'delivered'))
      AS "isShipped"
  FROM orders o`;

/** $1 order, $2 user or null, $3 hash of a guest's token or null: one of the two must be the order's. */
const OWN = '(o.user_id = $2::uuid OR o.token_hash = $3::text)';

/** NO KEY: lines, payments and refunds may be added to the order meanwhile. */
export const LOCK_ORDER: Statement = {
  name: 'orders-lock',
  text: `${LOCKED} WHERE o.id = $1 FOR NO KEY UPDATE OF o`,
};

export const LOCK_OWN_ORDER: Statement = {
  name: 'orders-lock-own',
  text: `${LOCKED} WHERE o.id = $1 AND ${OWN} FOR NO KEY UPDATE OF o`,
};

export const FIND_OWN_ORDER: Statement = {
  name: 'orders-find-own',
  text: `${LOCKED} WHERE o.id = $1 AND ${OWN}`,
};

/**
 * Moves locked orders to $2 with reason $3 and writes their history. Whoever is not pending any
 * more has nothing left to wait for.
 */
export const MOVE_ORDERS: Statement = {
  name: 'orders-move',
  text: `
  WITH before AS MATERIALIZED (SELECT id, status FROM orders WHERE id = ANY ($1::uuid[])),
  moved AS (
    UPDATE orders o SET status = $2::order_status, expires_at = NULL
    FROM before b WHERE o.id = b.id RETURNING o.id, b.status AS from_status
  )
  INSERT INTO order_status_history (order_id, from_status, to_status, reason, actor_id)
  SELECT id, from_status, $2::order_status, $3::text, ${ACTOR} FROM moved ORDER BY id
  RETURNING order_id`,
};

/** Captured for an order, without what went back because it was too much. */
const KEPT = `coalesce((SELECT sum(p.captured_amount) FROM payments p WHERE p.order_id = o.id), 0)
      - coalesce((SELECT sum(r.amount) FROM refunds r
          WHERE r.order_id = o.id AND r.status <> 'failed' AND r.surplus), 0)`;

/** Handed to a gateway that nobody has asked since the time to pay was over. */
const UNASKED = `p.status = 'processing' AND (p.asked_at IS NULL OR p.asked_at < o.expires_at)`;

/** Payments that have to be asked for before their orders may expire, at the gateways $2. */
export const UNASKED_PAYMENTS: Statement = {
  name: 'orders-unasked-payments',
  text: `
  SELECT p.id FROM orders o JOIN payments p ON p.order_id = o.id
  JOIN payment_methods m ON m.id = p.payment_method_id
  WHERE o.status = 'pending' AND o.expires_at <= now() AND ${UNASKED} AND m.gateway_supported = ANY ($2::text[])
  ORDER BY o.expires_at, p.id LIMIT $1`,
};

/**
 * Overdue orders that nobody else is busy with. Reads payments: an order whose money is all there is
 * left to `record-payment-result`, and one whose customer is at the gateway right now gets more time,
 * once (its gateway was asked, at $3 where it can be): reservations keep the first date, so a later one on the order says that it had its chance.
 */
export const LOCK_OVERDUE: Statement = {
  name: 'orders-lock-overdue',
  text: `
  SELECT o.id, o.total_amount::text AS "totalAmount", o.currency,
    EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.status = 'processing')
      AND o.expires_at <= (SELECT max(r.expires_at) FROM stock_reservations r WHERE r.order_id = o.id)
      AS "isBeingPaid"
  FROM orders o
  WHERE o.status = 'pending' AND o.expires_at <= now() AND o.id <> ALL ($2::uuid[])
    AND o.total_amount > ${KEPT}
    AND NOT EXISTS (SELECT FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id
      WHERE p.order_id = o.id AND ${UNASKED} AND m.gateway_supported = ANY ($3::text[]))
  ORDER BY o.expires_at LIMIT $1 FOR NO KEY UPDATE OF o SKIP LOCKED`,
};

export const EXTEND_ORDERS: Statement = {
  name: 'orders-extend',
  text: `UPDATE orders SET expires_at = now() + $2::int * interval '1 minute' WHERE id = ANY ($1::uuid[])`,
};

/**
 * Gives the discount uses of orders back, each once: what is released already is left alone. Locks
 * discounts in the order of their ids, after stock, as placing does.
 */
export const RELEASE_DISCOUNTS: Statement = {
  name: 'orders-release-discounts',
  text: `
  WITH given_back AS (
    UPDATE discount_usages SET released_at = now()
    WHERE order_id = ANY ($1::uuid[]) AND released_at IS NULL
    RETURNING discount_id, coalesce(user_id::text, guest_hash) AS customer_key, code_id, order_id
  ), per_discount AS (
    SELECT discount_id, count(*)::int AS n FROM given_back GROUP BY discount_id
  ), locked AS MATERIALIZED (
    SELECT d.id, p.n FROM discounts d JOIN per_discount p ON p.discount_id = d.id
    ORDER BY d.id FOR NO KEY UPDATE OF d
  ), lowered AS (
    UPDATE discounts d SET used_count = d.used_count - l.n FROM locked l WHERE d.id = l.id
    RETURNING d.id
  ), codes_back AS (
    UPDATE discount_codes k SET used_at = NULL, order_id = NULL
    FROM given_back g JOIN lowered l ON l.id = g.discount_id
    WHERE k.id = g.code_id AND k.order_id = g.order_id RETURNING 1
  ), per_customer AS (
    SELECT g.discount_id, g.customer_key, count(*)::int AS n
    FROM given_back g JOIN lowered l ON l.id = g.discount_id GROUP BY 1, 2
  ), counted AS (
    UPDATE discount_user_counters c SET used_count = c.used_count - p.n FROM per_customer p
    WHERE c.discount_id = p.discount_id AND c.customer_key = p.customer_key RETURNING 1
  )
  SELECT count(*)::int AS released FROM given_back`,
};

/** Takes them again for an order that money re-opens: all of them or, where a limit is reached, none. */
export const RETAKE_DISCOUNTS: Statement = {
  name: 'orders-retake-discounts',
  text: `
  WITH mine AS MATERIALIZED (
    SELECT u.id, u.discount_id, coalesce(u.user_id::text, u.guest_hash) AS customer_key, u.code_id, o.user_id, o.email
    FROM discount_usages u JOIN orders o ON o.id = u.order_id
    WHERE u.order_id = $1 AND u.released_at IS NOT NULL
  ), locked AS MATERIALIZED (
    SELECT d.id, m.customer_key, d.used_count, d.usage_limit, d.user_limit, d.first_order_only,
      m.code_id, m.user_id, m.email
    FROM discounts d JOIN mine m ON m.discount_id = d.id ORDER BY d.id FOR NO KEY UPDATE OF d
  ), codes AS MATERIALIZED (
    SELECT k.id, k.used_at FROM locked l JOIN discount_codes k ON k.id = l.code_id
    ORDER BY k.id FOR NO KEY UPDATE OF k
  ), is_first AS MATERIALIZED (
    SELECT claim_first_order(f.user_id, f.email, $1) AS ok
    FROM (SELECT l.user_id, l.email FROM locked l WHERE l.first_order_only LIMIT 1) f
  ), counters AS MATERIALIZED (
    SELECT c.id, c.discount_id, c.used_count FROM locked l
    JOIN discount_user_counters c ON c.discount_id = l.id AND c.customer_key = l.customer_key
    ORDER BY c.discount_id FOR NO KEY UPDATE OF c
  ), ok AS MATERIALIZED (
    SELECT count(*) FROM locked l LEFT JOIN counters c ON c.discount_id = l.id
    HAVING coalesce(bool_and((l.usage_limit IS NULL OR l.used_count < l.usage_limit)
      AND (l.user_limit IS NULL OR coalesce(c.used_count, 0) < l.user_limit)), true)
      AND (SELECT count(*) FROM codes k WHERE k.used_at IS NULL) = count(l.code_id)
      AND NOT EXISTS (SELECT FROM is_first f WHERE NOT f.ok)
  ), raised AS (
    UPDATE discounts d SET used_count = d.used_count + 1 FROM locked l, ok WHERE d.id = l.id
    RETURNING d.id
  ), codes_taken AS (
    UPDATE discount_codes k SET used_at = now(), order_id = $1 FROM codes c, ok WHERE k.id = c.id RETURNING 1
  ), counted AS (
    UPDATE discount_user_counters c SET used_count = c.used_count + 1
    FROM counters k, ok WHERE c.id = k.id RETURNING 1
  ), retaken AS (
    UPDATE discount_usages u SET released_at = NULL FROM mine m JOIN raised r ON r.id = m.discount_id
    WHERE u.id = m.id RETURNING 1
  )
  SELECT (SELECT count(*) FROM mine) = (SELECT count(*) FROM retaken) AS retaken`,
};

/** Uses of discounts that a guest made under the key $1 count under $2 from now on. */
export const RENAME_GUEST: Statement = {
  name: 'orders-rename-guest',
  text: 'SELECT rename_guest($1, $2, NULL) AS renamed',
};
