import type { DoctorCheck } from '../doctor.types.js';
import { withArchive } from './with-archive.js';

const PAYMENTS = withArchive(
  'payments',
  'id, order_id, amount, captured_amount, currency, status, is_part',
);
const REFUNDS = withArchive('refunds', 'payment_id, amount, status');
const ADVICE_GATEWAY = 'Compare with the gateway’s own books before you move money.';

/** What our books say of money, those of the archive too. */
export const PAYMENT_CHECKS: readonly DoctorCheck[] = [
  {
    code: 'payments.amount',
    severity: 'error',
    invariant: 'I9',
    rule: 'payments have the currency of the order, and its amount unless they pay a part or it was edited',
    advice: ADVICE_GATEWAY,
    sql: `SELECT p.id FROM ${PAYMENTS} p JOIN ${withArchive('orders', 'id, currency, total_amount')} o ON o.id = p.order_id
      WHERE p.currency <> o.currency OR (p.amount <> o.total_amount AND NOT p.is_part
        AND NOT EXISTS (SELECT FROM order_edits e WHERE e.order_id = o.id))`,
  },
  {
    code: 'payments.kept_too_much',
    severity: 'error',
    invariant: 'I10',
    rule: 'what is kept is not more than the order costs',
    advice: 'The customer paid twice: give the surplus back (POST /admin/orders/:id/refunds).',
    sql: `SELECT o.id FROM ${withArchive('orders', 'id, total_amount')} o JOIN (
        SELECT p.order_id, sum(p.captured_amount - coalesce(r.amount, 0)) AS kept FROM ${PAYMENTS} p
        LEFT JOIN (SELECT payment_id, sum(amount) AS amount FROM ${REFUNDS} f WHERE status <> 'failed'
          GROUP BY 1) r ON r.payment_id = p.id GROUP BY 1) k ON k.order_id = o.id
      WHERE k.kept > o.total_amount`,
  },
  {
    code: 'payments.refunded_too_much',
    severity: 'error',
    invariant: 'I11',
    rule: 'no more goes back than came',
    advice: ADVICE_GATEWAY,
    sql: `SELECT p.id FROM ${PAYMENTS} p
      JOIN (SELECT payment_id, sum(amount) AS amount FROM ${REFUNDS} f WHERE status <> 'failed' GROUP BY 1) r
        ON r.payment_id = p.id WHERE r.amount > p.captured_amount`,
  },
  {
    code: 'payments.captured_too_much',
    severity: 'error',
    invariant: 'I10',
    rule: 'no payment took more than it was over',
    advice: ADVICE_GATEWAY,
    sql: `SELECT p.id FROM ${PAYMENTS} p WHERE p.captured_amount > p.amount`,
  },
  {
    code: 'payments.kept_of_cancelled',
    severity: 'error',
    invariant: 'I10',
    rule: 'nothing is kept of a cancelled order for more than an hour',
    advice:
      'Give it back (POST /admin/orders/:id/refunds), or confirm the order if its stock is there.',
    sql: `SELECT o.id FROM orders o JOIN payments p ON p.order_id = o.id
      LEFT JOIN (SELECT payment_id, sum(amount) AS amount FROM refunds WHERE status <> 'failed' GROUP BY 1) r
        ON r.payment_id = p.id
      WHERE o.status = 'cancelled' AND p.updated_at < now() - interval '1 hour'
      GROUP BY o.id HAVING sum(p.captured_amount - coalesce(r.amount, 0)) > 0`,
  },
  {
    code: 'payments.order_not_told',
    severity: 'error',
    invariant: 'I20',
    rule: 'an order that is paid goes ahead within ten minutes',
    advice:
      'Replay the events of the queue orders: npm run cli -- outbox replay --queue orders --unanswered.',
    sql: `SELECT o.id FROM orders o JOIN payments p ON p.order_id = o.id
      WHERE o.status = 'pending' AND p.status = 'success' AND p.captured_amount >= o.total_amount
        AND NOT p.is_part AND p.updated_at < now() - interval '10 minutes'`,
  },
  {
    code: 'payments.callback_waits',
    severity: 'error',
    invariant: 'I20',
    rule: 'every acknowledged callback is applied within ten minutes',
    advice:
      'Is a worker for the queue payment-callbacks running? See dead jobs: npm run cli -- jobs list.',
    sql: `SELECT e.id FROM payment_events e
      WHERE e.processed_at IS NULL AND e.received_at < now() - interval '10 minutes'`,
  },
  {
    code: 'payments.refund_stuck',
    severity: 'warning',
    invariant: 'I11',
    rule: 'refunds are answered within three days',
    advice: 'Look it up at the gateway and settle it by hand (reconciliation issues).',
    sql: `SELECT r.id FROM refunds r WHERE r.status IN ('pending', 'unknown')
      AND r.created_at < now() - interval '72 hours'`,
  },
  {
    code: 'payments.issue_open',
    severity: 'warning',
    invariant: 'I12',
    rule: 'differences from the gateways are settled within a day',
    advice: 'GET /admin/reconciliation lists them; settle each with a note.',
    sql: `SELECT id FROM reconciliation_issues WHERE status = 'open' AND created_at < now() - interval '1 day'`,
  },
];
