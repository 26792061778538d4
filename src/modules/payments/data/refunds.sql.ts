import type { Statement } from '../../../database/statement.js';
import { nextQuerySql } from '../domain/query-schedule.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const ORDER_OF_REFUND: Statement = {
  name: 'refunds-order-of',
  text: 'SELECT order_id AS "orderId" FROM refunds WHERE id = $1',
};

/** The payment before its refunds: that is the order of locks. */
export const LOCK_PAYMENT_OF: Statement = {
  name: 'refunds-lock-payment-of',
  text: `SELECT p.id FROM payments p
          WHERE p.id = (SELECT payment_id FROM refunds WHERE id = $1) FOR NO KEY UPDATE`,
};

/** Ends a refund once; one that was done may still fail. $2 succeeded or failed. */
export const END_REFUND: Statement = {
  name: 'refunds-end',
  text: `WITH before AS MATERIALIZED (SELECT id, status FROM refunds WHERE id = $1 FOR NO KEY UPDATE)
         UPDATE refunds r SET status = $2::varchar, gateway_refund_id = coalesce($3, r.gateway_refund_id),
                failure_reason = $4, processed_at = now(), next_query_at = NULL
           FROM before b
          WHERE r.id = b.id
            AND (r.status IN ('pending', 'unknown') OR (r.status = 'succeeded' AND $2::varchar = 'failed'))
         RETURNING r.id, r.order_id AS "orderId", r.payment_id AS "paymentId", r.amount::text, r.currency,
                   r.lines, r.return_id AS "returnId", r.surplus, b.status = 'succeeded' AS "wasDone"`,
};

const CLAIMED = `r.id, r.order_id AS "orderId", r.amount::text, r.reason, r.gateway_refund_id AS "gatewayRefundId",
  ${ISO('r.sent_at')} AS "sentAt", r.sent_at < now() AS "wasSent", r.next_query_at IS NULL AS "isLast",
  p.id AS "paymentId", p.reference, p.gateway_payment_id AS "gatewayPaymentId", p.amount::text AS "paymentAmount",
  p.currency, ${ISO('p.created_at')} AS "paymentCreatedAt", m.gateway_supported AS gateway`;

/** Money that came without the gateway cannot go back through it. */
const THROUGH_GATEWAY = `coalesce(p.gateway_response -> 'fields' ->> 'offline', '') <> 'true'`;

/**
 * Takes refunds that are due, of the gateways $1, so that nobody else sends them meanwhile: $2 at most, or the
 * one with the id $3. From here on the gateway may know of them.
 */
export const CLAIM_REFUNDS: Statement = {
  name: 'refunds-claim',
  text: `
  WITH due AS MATERIALIZED (
    SELECT r.id, r.payment_id FROM refunds r
      JOIN payments p ON p.id = r.payment_id JOIN payment_methods m ON m.id = p.payment_method_id
     WHERE r.next_query_at <= now() AND r.status IN ('pending', 'unknown')
       AND m.gateway_supported = ANY ($1::text[]) AND ${THROUGH_GATEWAY}
       AND ($3::uuid IS NULL OR r.id = $3::uuid)
     ORDER BY r.next_query_at, r.id LIMIT $2),
  locked AS MATERIALIZED (
    SELECT id FROM payments WHERE id IN (SELECT payment_id FROM due) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE refunds r SET sent_at = coalesce(r.sent_at, now()), query_count = r.query_count + 1,
         status = CASE WHEN r.gateway_status = 'pending' THEN r.status ELSE 'unknown' END,
         next_query_at = ${nextQuerySql('r.query_count')}
    FROM due d, locked l, payments p, payment_methods m
   WHERE r.id = d.id AND l.id = d.payment_id AND p.id = d.payment_id AND m.id = p.payment_method_id
     AND r.next_query_at <= now() AND r.status IN ('pending', 'unknown')
  RETURNING ${CLAIMED}`,
};

const STATE = `id, order_id AS "orderId", amount::text, gateway_status AS "gatewayStatus",
  gateway_refund_id AS "gatewayRefundId", failure_reason AS "failureReason"`;

/**
 * The refund of payment $1 that a message is about: by our id $2, by the gateway's $3, or, where the gateway
 * repeats neither, the one of the amount $4 that is on its way and has no id yet.
 */
export const FIND_OF_MESSAGE: Statement = {
  name: 'refunds-find-of-message',
  text: `SELECT ${STATE} FROM refunds
          WHERE payment_id = $1
            AND (id = $2::uuid OR gateway_refund_id = $3
              OR ($2::uuid IS NULL AND gateway_refund_id IS NULL AND sent_at IS NOT NULL
                AND gateway_status IS NULL AND status = 'unknown' AND amount = $4::numeric))
          ORDER BY id = $2::uuid DESC NULLS LAST, gateway_refund_id IS NULL, sent_at LIMIT 1 FOR NO KEY UPDATE`,
};

export const SAVE_WORD: Statement = {
  name: 'refunds-save-word',
  text: `UPDATE refunds SET gateway_status = $2::varchar, gateway_refund_id = $3, failure_reason = $4,
                status = CASE WHEN $2::varchar = 'pending' AND status = 'unknown' THEN 'pending' ELSE status END,
                next_query_at = CASE WHEN $2::varchar = 'pending' THEN next_query_at END
          WHERE id = $1`,
};

/** What may still go back of a payment. */
export const REFUNDABLE: Statement = {
  name: 'refunds-refundable',
  text: `SELECT (p.captured_amount - coalesce((SELECT sum(r.amount) FROM refunds r
                  WHERE r.payment_id = p.id AND r.status <> 'failed'), 0))::numeric(10,2)::text AS left
           FROM payments p WHERE p.id = $1`,
};

/** Money that somebody sent back at the gateway itself; unknown until now, under the payment's lock. */
export const INSERT_FOREIGN: Statement = {
  name: 'refunds-insert-foreign',
  text: `INSERT INTO refunds (payment_id, order_id, amount, currency, reason, status, idempotency_key,
                              gateway_refund_id, gateway_status, sent_at, next_query_at)
         VALUES ($1, $2, $3, $4, 'made at the gateway', 'pending', $5, $6, $7::varchar, now(),
                 CASE WHEN $7::varchar = 'pending' THEN now() + interval '2 min' END)
         RETURNING id`,
};

/** What the gateway said of a refund, for whoever moves the order. */
export const WORD_OF: Statement = {
  name: 'refunds-word-of',
  text: `SELECT gateway_status AS "gatewayStatus", gateway_refund_id AS "gatewayRefundId",
                failure_reason AS "failureReason",
                (status = 'unknown' OR gateway_status = 'pending') AND next_query_at IS NOT NULL AS "isUnderway"
           FROM refunds WHERE id = $1`,
};

/** Asks soon; of one that waits. */
export const ASK_SOON: Statement = {
  name: 'refunds-ask-soon',
  text: `UPDATE refunds SET next_query_at = now()
          WHERE id = $1 AND status IN ('pending', 'unknown') RETURNING id`,
};
