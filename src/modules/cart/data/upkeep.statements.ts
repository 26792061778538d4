import type { Statement } from '../../../database/statement.js';

// SKIP LOCKED: nobody who changes or orders a cart waits for the upkeep, and two workers share it.

/** $1 most of them. */
export const DELETE_GUEST_CARTS: Statement = {
  name: 'carts-delete-guests',
  text: `DELETE FROM shopping_carts WHERE id IN (
    SELECT c.id FROM shopping_carts c
    WHERE c.status = 'active' AND c.user_id IS NULL AND c.expires_at < now()
    ORDER BY c.expires_at LIMIT $1::int FOR UPDATE SKIP LOCKED) RETURNING id`,
};

/** $1 most of them, $2 days. */
export const DELETE_USER_CARTS: Statement = {
  name: 'carts-delete-users',
  text: `DELETE FROM shopping_carts WHERE id IN (
    SELECT c.id FROM shopping_carts c
    WHERE c.status = 'active' AND c.user_id IS NOT NULL AND c.updated_at < now() - $2::int * interval '1 day'
    ORDER BY c.updated_at LIMIT $1::int FOR UPDATE SKIP LOCKED) RETURNING id`,
};

/**
 * $1 most of them, $2 days. A cart stays while its order can still change: what the customer had put together is
 * looked up by it, and a guest's answers are found by its token when he wants to be forgotten.
 */
export const DELETE_CHECKED_OUT_CARTS: Statement = {
  name: 'carts-delete-checked-out',
  text: `DELETE FROM shopping_carts WHERE id IN (
    SELECT c.id FROM shopping_carts c
    WHERE c.status = 'checked_out' AND c.updated_at < now() - $2::int * interval '1 day'
      AND NOT EXISTS (SELECT FROM orders o WHERE o.cart_id = c.id
        AND o.status IN ('pending', 'confirmed', 'delivering'))
      AND NOT EXISTS (SELECT FROM order_drafts d WHERE d.id = c.id AND d.status <> 'placed')
    ORDER BY c.updated_at LIMIT $1::int FOR UPDATE SKIP LOCKED) RETURNING id`,
};

/** $1 most of them, $2 hours. Empty ones are marked too, so that they are not met again; nobody is told of them. */
export const MARK_ABANDONED: Statement = {
  name: 'carts-mark-abandoned',
  text: `UPDATE shopping_carts SET abandoned_at = now() WHERE id IN (
    SELECT c.id FROM shopping_carts c
    WHERE c.status = 'active' AND c.abandoned_at IS NULL AND c.updated_at < now() - $2::int * interval '1 hour'
    ORDER BY c.updated_at LIMIT $1::int FOR UPDATE SKIP LOCKED)
    RETURNING id, user_id AS "userId",
      (expires_at IS NULL OR expires_at > now())
        AND EXISTS (SELECT FROM cart_items i WHERE i.cart_id = shopping_carts.id) AS "isTold"`,
};
