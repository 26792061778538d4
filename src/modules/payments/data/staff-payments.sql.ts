import { type Sort, SortOrders } from '../../../common/http/sort-order.js';
import type { Statement } from '../../../database/statement.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const PAYMENT = `json_build_object('id', p.id, 'orderId', p.order_id, 'reference', p.reference, 'attempt', p.attempt,
  'methodCode', m.code, 'gateway', m.gateway_supported, 'status', p.status, 'amount', p.amount::text,
  'authorisedAmount', p.authorised_amount::text, 'capturedAmount', p.captured_amount::text,
  'feeAmount', p.fee_amount::text, 'currency', p.currency, 'captureMode', p.capture_mode, 'isPart', p.is_part,
  'refundedAmount', (SELECT coalesce(sum(r.amount), 0)::numeric(10,2)::text FROM refunds r
    WHERE r.payment_id = p.id AND r.status <> 'failed'),
  'gatewayPaymentId', p.gateway_payment_id, 'gatewayResponse', p.gateway_response,
  'failureReason', p.failure_reason, 'processedAt', ${ISO('p.processed_at')},
  'nextQueryAt', ${ISO('p.next_query_at')}, 'createdAt', ${ISO('p.created_at')})`;

export const PAYMENT_SORTS = new SortOrders('p.id', '-createdAt', {
  createdAt: { column: 'p.created_at', kind: 'timestamptz' },
  amount: { column: 'p.amount', kind: 'numeric' },
});

export type PaymentSort = Sort<'createdAt' | 'amount'>;

/** $1 status, $2 gateway, $3 order, $4 reference, $5 since, $6 until, $7/$8 the place of the cursor, $9 limit. */
export function listPayments(sort: PaymentSort, isFirstPage: boolean): Statement {
  const { key, after, orderBy } = PAYMENT_SORTS.sql(sort, '$7', '$8', isFirstPage);
  return {
    name: `staff-payments-list-${sort}${isFirstPage ? '' : '-on'}`,
    text: `SELECT p.id, ${key} AS at, ${PAYMENT} AS payment
    FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id
    WHERE ($1::payment_status IS NULL OR p.status = $1::payment_status)
      AND ($2::text IS NULL OR m.gateway_supported = $2) AND ($3::uuid IS NULL OR p.order_id = $3::uuid)
      AND ($4::text IS NULL OR p.reference = $4)
      AND ($5::timestamptz IS NULL OR p.created_at >= $5::timestamptz)
      AND ($6::timestamptz IS NULL OR p.created_at < $6::timestamptz)
      AND ${after}
    ORDER BY ${orderBy} LIMIT $9`,
  };
}

/** One payment with everything that was said about it. */
export const FIND_PAYMENT: Statement = {
  name: 'staff-payments-find',
  text: `SELECT ${PAYMENT} AS payment,
      coalesce((SELECT json_agg(json_build_object('id', e.id, 'eventId', e.event_id, 'source', e.source,
        'gateway', e.gateway, 'kind', e.kind, 'amount', e.amount::text, 'currency', e.currency,
        'authorisedAmount', e.authorised_amount::text, 'gatewayRefundId', e.gateway_refund_id,
        'refundStatus', e.refund_status, 'reason', e.reason, 'outcome', e.outcome,
        'occurredAt', ${ISO('e.occurred_at')}, 'receivedAt', ${ISO('e.received_at')},
        'processedAt', ${ISO('e.processed_at')}) ORDER BY e.seq DESC)
        FROM (SELECT * FROM payment_events e WHERE e.payment_id = p.id ORDER BY e.seq DESC LIMIT 200) e), '[]') AS events,
      coalesce((SELECT json_agg(json_build_object('id', r.id, 'amount', r.amount::text, 'currency', r.currency,
        'status', r.status, 'gatewayStatus', r.gateway_status, 'gatewayRefundId', r.gateway_refund_id,
        'reason', r.reason, 'failureReason', r.failure_reason, 'sentAt', ${ISO('r.sent_at')},
        'processedAt', ${ISO('r.processed_at')}, 'createdAt', ${ISO('r.created_at')}) ORDER BY r.created_at, r.id)
        FROM refunds r WHERE r.payment_id = p.id), '[]') AS refunds
    FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id WHERE p.id = $1`,
};

const ISSUE = `json_build_object('id', i.id, 'kind', i.kind, 'gateway', i.gateway, 'day', i.day, 'orderId', i.order_id,
  'paymentId', i.payment_id, 'refundId', i.refund_id, 'eventId', i.event_id, 'reference', i.reference,
  'currency', i.currency, 'ours', i.ours::text, 'theirs', i.theirs::text, 'status', i.status, 'action', i.action,
  'note', i.note, 'settledBy', i.settled_by, 'settledAt', ${ISO('i.settled_at')}, 'createdAt', ${ISO('i.created_at')})`;

/** $1 status, $2 kind, $3 gateway, $4 day, $5 payment, $6 order, $7/$8 the place of the cursor, $9 limit. */
export const LIST_ISSUES: Statement = {
  name: 'staff-issues-list',
  text: `SELECT i.id, i.created_at::text AS at, ${ISSUE} AS issue FROM reconciliation_issues i
    WHERE ($1::text IS NULL OR i.status = $1) AND ($2::text IS NULL OR i.kind = $2)
      AND ($3::text IS NULL OR i.gateway = $3) AND ($4::date IS NULL OR i.day = $4::date)
      AND ($5::uuid IS NULL OR i.payment_id = $5::uuid) AND ($6::uuid IS NULL OR i.order_id = $6::uuid)
      AND ($7::timestamptz IS NULL OR (i.created_at, i.id) < ($7::timestamptz, $8::uuid))
    ORDER BY i.created_at DESC, i.id DESC LIMIT $9`,
};

export const SETTLE_ISSUE: Statement = {
  name: 'staff-issues-settle',
  text: `UPDATE reconciliation_issues i SET status = 'settled', note = $2, action = $3, settled_at = now(),
      settled_by = nullif(current_setting('app.actor_id', true), '')::uuid
    WHERE i.id = $1 AND i.status = 'open' RETURNING ${ISSUE} AS issue`,
};

export const ISSUE_EXISTS: Statement = {
  name: 'staff-issues-exists',
  text: 'SELECT 1 FROM reconciliation_issues WHERE id = $1',
};

export const PAYMENT_OF_EVENT: Statement = {
  name: 'staff-payment-of-event',
  text: `SELECT id, payment_id AS "paymentId", gateway, kind, outcome, ${ISO('processed_at')} AS "processedAt"
    FROM payment_events WHERE id = $1`,
};
