import type { Statement } from '../../../database/statement.js';

/** Whose orders they become; nobody changes his address meanwhile. */
export const LOCK_PERSON: Statement = {
  name: 'orders-claim-person',
  text: `SELECT email, verified_email AS "verifiedEmail" FROM users
    WHERE id = $1 AND deleted_at IS NULL FOR SHARE`,
};

const NOBODYS = 'o.user_id IS NULL';

/** $1 e-mail address. Under a row policy only the function finds the index by lower(email). */
export const LOCK_BY_EMAIL: Statement = {
  name: 'orders-claim-by-email',
  text: `SELECT o.id FROM orders o
    WHERE o.id = ANY (ARRAY(SELECT order_ids_by_email($1::text))) AND ${NOBODYS}
    ORDER BY o.id FOR NO KEY UPDATE OF o`,
};

/** $1 number of an order, $2 hash of its token. */
export const LOCK_BY_TOKEN: Statement = {
  name: 'orders-claim-by-token',
  text: `SELECT o.id FROM orders o
    WHERE o.order_number = $1::text AND o.token_hash = $2::text AND ${NOBODYS} FOR NO KEY UPDATE OF o`,
};

export const ARCHIVED_BY_EMAIL: Statement = {
  name: 'orders-claim-archived-by-email',
  text: `SELECT o.id FROM orders_archive o
    WHERE o.id = ANY (ARRAY(SELECT order_ids_by_email($1::text))) AND ${NOBODYS}
    ORDER BY o.id FOR NO KEY UPDATE OF o`,
};

export const ARCHIVED_BY_TOKEN: Statement = {
  name: 'orders-claim-archived-by-token',
  text: `SELECT o.id FROM orders_archive o
    WHERE o.order_number = $1::text AND o.token_hash = $2::text AND ${NOBODYS} FOR NO KEY UPDATE OF o`,
};

/**
 * The guest's uses of discounts become the customer's, and so they count for him; those that would
 * pass a limit of his stay the guest's. $1 orders, locked; $2 user.
 */
export const MOVE_USES: Statement = {
  name: 'orders-claim-uses',
  text: `
  WITH uses AS MATERIALIZED (
    SELECT id, discount_id, guest_hash, released_at IS NULL AS counts FROM discount_usages
    WHERE order_id = ANY ($1::uuid[]) AND guest_hash IS NOT NULL
    UNION ALL
    SELECT id, discount_id, guest_hash, released_at IS NULL FROM discount_usages_archive
    WHERE order_id = ANY ($1::uuid[]) AND guest_hash IS NOT NULL
  ), locked AS MATERIALIZED (
    SELECT d.id, d.user_limit FROM discounts d WHERE d.id IN (SELECT discount_id FROM uses)
    ORDER BY d.id FOR NO KEY UPDATE
  ), fitting AS MATERIALIZED (
    SELECT l.id FROM locked l
    LEFT JOIN discount_user_counters c ON c.discount_id = l.id AND c.customer_key = $2::text
    WHERE l.user_limit IS NULL OR coalesce(c.used_count, 0)
      + (SELECT count(*) FROM uses u WHERE u.discount_id = l.id AND u.counts) <= l.user_limit
  ), live AS (
    UPDATE discount_usages u SET user_id = $2::uuid, guest_hash = NULL
    FROM uses s JOIN fitting f ON f.id = s.discount_id WHERE u.id = s.id
  ), archived AS (
    UPDATE discount_usages_archive u SET user_id = $2::uuid, guest_hash = NULL
    FROM uses s JOIN fitting f ON f.id = s.discount_id WHERE u.id = s.id
  ), counted AS (
    SELECT s.discount_id, s.guest_hash, count(*)::int AS n FROM uses s
    JOIN fitting f ON f.id = s.discount_id WHERE s.counts GROUP BY 1, 2
  ), lowered AS (
    UPDATE discount_user_counters c SET used_count = c.used_count - k.n FROM counted k
    WHERE c.discount_id = k.discount_id AND c.customer_key = k.guest_hash
  )
  INSERT INTO discount_user_counters AS c (discount_id, customer_key, used_count)
  SELECT discount_id, $2::text, sum(n)::int FROM counted GROUP BY 1 ORDER BY 1
  ON CONFLICT (discount_id, customer_key) DO UPDATE SET used_count = c.used_count + excluded.used_count`,
};

const owned = (table: string, rest = ''): Statement => ({
  name: `orders-claim-${table}`,
  text: `UPDATE ${table} SET user_id = $2::uuid ${rest}
    WHERE ${table.startsWith('orders') ? 'id' : 'order_id'} = ANY ($1::uuid[]) AND user_id IS NULL`,
});

/** Rows that name their owner. The guest's token ends: the order belongs to an account from now on. */
export const OWNED: readonly Statement[] = [
  owned('orders', ', token_hash = NULL'),
  owned('orders_archive', ', token_hash = NULL'),
  owned('payments'),
  owned('payments_archive'),
];
