import type { Statement } from '../../../database/statement.js';
import { FIRST_QUERY_MINUTES, HELD_QUERY_MINUTES } from '../domain/query-schedule.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const LOCK_BY_REFERENCE: Statement = {
  name: 'payments-lock-by-reference',
  text: `SELECT p.id, p.order_id AS "orderId", p.reference, p.amount::text, p.currency, p.status,
                p.capture_mode AS "captureMode", p.authorised_amount::text AS "authorisedAmount",
                p.captured_amount::text AS "capturedAmount",
                p.gateway_payment_id AS "gatewayPaymentId", p.failure_reason AS "failureReason",
                ${ISO('p.processed_at')} AS "processedAt", p.gateway_response AS decision,
                m.gateway_supported AS gateway,
                m.processing_fee_percentage::text AS "feePercentage",
                m.processing_fee_fixed::text AS "feeFixed"
           FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id
          WHERE p.reference = $1 FOR NO KEY UPDATE OF p`,
};

/**
 * A message that does not repeat our reference names the gateway's payment ($2), a refund of ours ($3)
 * or the gateway's refund ($4).
 */
export const FIND_REFERENCE: Statement = {
  name: 'payments-find-reference',
  text: `SELECT p.reference FROM payment_methods m JOIN payments p ON p.payment_method_id = m.id
          WHERE m.gateway_supported = $1 AND p.gateway_payment_id = $2
         UNION ALL
         SELECT p.reference FROM refunds r JOIN payments p ON p.id = r.payment_id
           JOIN payment_methods m ON m.id = p.payment_method_id
          WHERE m.gateway_supported = $1 AND (r.id = $3::uuid OR r.gateway_refund_id = $4) LIMIT 1`,
};

export const GATEWAY_ID_TAKEN: Statement = {
  name: 'payments-gateway-id-taken',
  text: `SELECT 1 FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id
          WHERE m.gateway_supported = $1 AND p.gateway_payment_id = $2 AND p.id <> $3 LIMIT 1`,
};

export const SAVE_STATE: Statement = {
  name: 'payments-save-state',
  text: `UPDATE payments
            SET status = $2::payment_status, authorised_amount = $3, captured_amount = $4,
                fee_amount = $5, gateway_payment_id = $6, gateway_response = $7::jsonb,
                failure_reason = $8, processed_at = $9::timestamptz,
                held_since = CASE WHEN authorised_amount = 0 AND $3::numeric > 0 THEN now() ELSE held_since END,
                next_query_at = CASE $10 WHEN 'keep' THEN next_query_at WHEN 'now' THEN now()
                  WHEN 'held' THEN now() + interval '${HELD_QUERY_MINUTES} min' END
          WHERE id = $1`,
};

export const LOCK_ATTEMPTS: Statement = {
  name: 'payments-lock-attempts',
  text: `SELECT p.id, p.user_id AS "userId", p.reference, p.attempt, p.amount::text, p.currency,
                p.status, p.redirect_url AS "redirectUrl", m.code AS "methodCode",
                p.gateway_payment_id AS "gatewayPaymentId", p.capture_mode AS "captureMode",
                p.is_part AS "isPart", p.authorised_amount::text AS "authorisedAmount",
                m.metadata ->> 'capture' AS "methodCapture", p.card_id AS "cardId",
                ${ISO('p.created_at')} AS "createdAt",
                m.gateway_supported AS gateway
           FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id
          WHERE p.order_id = $1 ORDER BY p.attempt FOR NO KEY UPDATE OF p`,
};

export const SET_STATUS: Statement = {
  name: 'payments-set-status',
  text: `UPDATE payments
            SET status = $2::payment_status,
                processed_at = CASE WHEN $2 = 'cancelled' THEN now() ELSE processed_at END,
                next_query_at = CASE WHEN next_query_at IS NOT NULL AND $2 = 'cancelled' THEN now()
                  ELSE next_query_at END
          WHERE id = $1`,
};

/** From now on the gateway may know of it; $3 whether it can be asked, $4 the saved card it is begun with. */
export const HAND_OVER: Statement = {
  name: 'payments-hand-over',
  text: `UPDATE payments
            SET status = 'processing', capture_mode = $2, card_id = $4,
                next_query_at = CASE WHEN $3::boolean THEN now() + interval '${FIRST_QUERY_MINUTES} min' END
          WHERE id = $1`,
};

export const INSERT_ATTEMPT: Statement = {
  name: 'payments-insert-attempt',
  text: `WITH made AS (
           INSERT INTO payments
             (order_id, user_id, payment_method_id, reference, attempt, amount, currency, status, is_part)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8::payment_status, $9) RETURNING *)
         SELECT p.id, p.user_id AS "userId", p.reference, p.attempt, p.amount::text, p.currency,
                p.status, p.redirect_url AS "redirectUrl", m.code AS "methodCode",
                p.gateway_payment_id AS "gatewayPaymentId", p.capture_mode AS "captureMode",
                p.is_part AS "isPart", p.authorised_amount::text AS "authorisedAmount",
                m.metadata ->> 'capture' AS "methodCapture", p.card_id AS "cardId",
                ${ISO('p.created_at')} AS "createdAt",
                m.gateway_supported AS gateway
           FROM made p JOIN payment_methods m ON m.id = p.payment_method_id`,
};

export const KEEP_REDIRECT: Statement = {
  name: 'payments-keep-redirect',
  text: `UPDATE payments SET redirect_url = coalesce(redirect_url, $2),
                gateway_payment_id = coalesce(gateway_payment_id, $3)
          WHERE id = $1 RETURNING redirect_url AS "redirectUrl"`,
};

const VIEW = `
  SELECT p.id, p.order_id AS "orderId", p.reference, p.attempt, m.code AS "methodCode",
         m.name AS "methodName", p.status, p.amount::text, p.captured_amount::text AS "capturedAmount",
         p.currency, p.is_part AS "isPart",
         CASE WHEN p.status = 'processing' THEN p.authorised_amount ELSE 0 END::numeric(10,2)::text
           AS "heldAmount", p.authorised_amount::text AS "authorisedAmount",
         (SELECT coalesce(sum(r.amount), 0)::numeric(10,2)::text FROM refunds r
           WHERE r.payment_id = p.id AND r.status <> 'failed') AS "refundedAmount",
         (SELECT coalesce(sum(r.amount), 0)::numeric(10,2)::text FROM refunds r
           WHERE r.payment_id = p.id AND r.status <> 'failed' AND r.surplus) AS "surplusAmount",
         CASE WHEN p.status IN ('pending', 'processing') THEN p.redirect_url END AS "redirectUrl",
         p.failure_reason AS "failureReason", p.gateway_payment_id AS "gatewayPaymentId",
         ${ISO('p.processed_at')} AS "processedAt", ${ISO('p.created_at')} AS "createdAt"
    FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id`;

export const LIST_FOR_ORDERS: Statement = {
  name: 'payments-list-for-orders',
  text: `${VIEW} WHERE p.order_id = ANY ($1::uuid[]) ORDER BY p.order_id, p.attempt`,
};

export const FIND_BY_ID: Statement = {
  name: 'payments-find-by-id',
  text: `${VIEW} WHERE p.id = $1`,
};

export const FIND_BY_REFERENCE: Statement = {
  name: 'payments-find-by-reference',
  text: `${VIEW} WHERE p.reference = $1`,
};

/** Rows are locked in id order, as everywhere; a gateway's late success still beats this. */
export const CANCEL_OPEN: Statement = {
  name: 'payments-cancel-open',
  text: `WITH open AS MATERIALIZED (
           SELECT id FROM payments
            WHERE order_id = ANY ($1::uuid[]) AND status IN ('pending', 'processing')
            ORDER BY id FOR NO KEY UPDATE)
         UPDATE payments p SET status = 'cancelled', processed_at = now(),
                next_query_at = CASE WHEN p.next_query_at IS NOT NULL THEN now() END
           FROM open WHERE p.id = open.id RETURNING p.id`,
};

export const LOCK_PAYMENT: Statement = {
  name: 'payments-lock',
  text: 'SELECT 1 FROM payments WHERE id = $1 FOR NO KEY UPDATE',
};

/**
 * A known key is left out before the row exists, as the trigger that guards the sum runs before any
 * ON CONFLICT would. The payment must be locked by a statement before this one, so that this one sees
 * the latest keys.
 */
export const INSERT_REFUND: Statement = {
  name: 'payments-insert-refund',
  text: `INSERT INTO refunds (payment_id, order_id, amount, currency, reason, idempotency_key, lines,
                              shipping_amount, return_id, surplus, created_by)
         SELECT $1::uuid, $2::uuid, $3::numeric, $4, $5, $6::varchar, $7::jsonb, $8::numeric, $9::uuid,
                $10::boolean, nullif(current_setting('app.actor_id', true), '')::uuid
          WHERE NOT EXISTS (SELECT 1 FROM refunds WHERE idempotency_key = $6::varchar)
         RETURNING id`,
};

/** What went back before counts against nothing that is owed from now on. */
export const MAKE_SURPLUS: Statement = {
  name: 'payments-make-surplus',
  text: `UPDATE refunds SET surplus = true WHERE order_id = $1 AND status <> 'failed' AND NOT surplus`,
};

/** A payment is refunded when all of it went back. */
export const CLOSE_REFUNDED: Statement = {
  name: 'payments-close-refunded',
  text: `UPDATE payments p SET status = 'refunded'
          WHERE p.id = $1 AND p.status = 'success' AND p.captured_amount > 0
            AND p.captured_amount = (SELECT coalesce(sum(r.amount), 0) FROM refunds r
                                      WHERE r.payment_id = p.id AND r.status = 'succeeded')`,
};

/** A refund that failed after all: its payment is not wholly back any more. */
export const REOPEN_REFUNDED: Statement = {
  name: 'payments-reopen-refunded',
  text: `UPDATE payments SET status = 'success' WHERE id = $1 AND status = 'refunded'`,
};

export const MONEY_OF_ORDER: Statement = {
  name: 'payments-money-of-order',
  text: `SELECT (SELECT coalesce(sum(captured_amount), 0)::numeric(12,2)::text FROM payments
                  WHERE order_id = $1) AS captured,
                (SELECT coalesce(sum(amount), 0)::numeric(12,2)::text FROM refunds
                  WHERE order_id = $1 AND status = 'succeeded') AS refunded,
                (SELECT coalesce(sum(amount), 0)::numeric(12,2)::text FROM refunds
                  WHERE order_id = $1 AND status = 'succeeded' AND surplus) AS surplus`,
};

/** An open attempt that no gateway knows of is over $2 from now on. */
export const SET_AMOUNT: Statement = {
  name: 'payments-set-amount',
  text: 'UPDATE payments SET amount = $2::numeric WHERE id = $1',
};
