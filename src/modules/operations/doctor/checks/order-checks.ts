import type { DoctorCheck } from '../doctor.types.js';
import { withArchive } from './with-archive.js';

const AMOUNTS = `id, currency, subtotal, tax_amount, shipping_cost, discount_amount, total_amount, tax_inclusive,
  refunded_amount`;
const ORDERS = withArchive('orders', AMOUNTS);
const LINES = withArchive(
  'order_items',
  'order_id, quantity, unit_price, total_price, discount_amount, tax_amount',
);

const ADVICE_AMOUNTS =
  'Compare the order with its lines and its audit entries; nothing in the program changes amounts by itself.';

/** What orders promise by their own rows, those of the archive too. */
export const ORDER_CHECKS: readonly DoctorCheck[] = [
  {
    code: 'orders.without_lines',
    severity: 'error',
    invariant: 'I13',
    rule: 'no order without lines',
    advice: 'Restore the lines from a backup, or cancel the order.',
    sql: `SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT FROM order_items i WHERE i.order_id = o.id)
      UNION ALL SELECT o.id FROM orders_archive o
      WHERE NOT EXISTS (SELECT FROM order_items_archive i WHERE i.order_id = o.id)`,
  },
  {
    code: 'orders.line_total',
    severity: 'error',
    invariant: 'I8',
    rule: 'a line costs its unit price times its quantity',
    advice: ADVICE_AMOUNTS,
    sql: `SELECT DISTINCT order_id FROM ${LINES} i WHERE total_price <> unit_price * quantity`,
  },
  {
    code: 'orders.subtotal',
    severity: 'error',
    invariant: 'I8',
    rule: 'lines make the subtotal',
    advice: ADVICE_AMOUNTS,
    sql: `SELECT o.id FROM ${ORDERS} o
      LEFT JOIN (SELECT order_id, sum(total_price) AS total FROM ${LINES} i GROUP BY 1) i ON i.order_id = o.id
      WHERE o.subtotal <> coalesce(i.total, -1)`,
  },
  {
    code: 'orders.total',
    severity: 'error',
    invariant: 'I8',
    rule: 'totals are made of their parts, and never negative',
    advice: ADVICE_AMOUNTS,
    sql: `SELECT o.id FROM ${ORDERS} o
      LEFT JOIN (SELECT order_id, sum(discount_amount) AS discount, sum(tax_amount) AS tax FROM ${LINES} i
        GROUP BY 1) i ON i.order_id = o.id
      WHERE o.total_amount < 0 OR i.discount > o.discount_amount OR i.tax > o.tax_amount
        OR o.total_amount <> o.subtotal + o.shipping_cost - o.discount_amount
          + CASE WHEN o.tax_inclusive THEN 0 ELSE o.tax_amount END`,
  },
  {
    code: 'orders.refunded_amount',
    severity: 'error',
    invariant: 'I11',
    rule: 'an order knows what went back',
    advice:
      'Set it to the sum of the refunds that succeeded, without surplus; look in the audit log who changed it.',
    sql: `SELECT o.id FROM ${ORDERS} o LEFT JOIN (SELECT order_id, sum(amount) AS amount
        FROM ${withArchive('refunds', 'order_id, amount, status, surplus')} r
        WHERE status = 'succeeded' AND NOT surplus GROUP BY 1) r
        ON r.order_id = o.id
      WHERE o.refunded_amount <> coalesce(r.amount, 0)`,
  },
  {
    code: 'orders.history_end',
    severity: 'error',
    invariant: 'I14',
    rule: 'the history ends in the status',
    advice: 'Somebody changed the status past the program: the audit log says who. Put it back.',
    sql: `SELECT o.id FROM ${withArchive('orders', 'id, status')} o LEFT JOIN (
        SELECT DISTINCT ON (order_id) order_id, to_status
        FROM ${withArchive('order_status_history', 'order_id, seq, to_status')} h ORDER BY order_id, seq DESC
      ) h ON h.order_id = o.id WHERE o.status IS DISTINCT FROM h.to_status`,
  },
  {
    code: 'orders.history_gap',
    severity: 'error',
    invariant: 'I14',
    rule: 'the history has no gap',
    advice: 'Rows of the history are missing: restore them from a backup.',
    sql: `SELECT order_id FROM (SELECT order_id, from_status,
        lag(to_status) OVER (PARTITION BY order_id ORDER BY seq) AS before
        FROM ${withArchive('order_status_history', 'order_id, seq, from_status, to_status')} h) h
      WHERE from_status IS DISTINCT FROM before`,
  },
  {
    code: 'orders.history_step',
    severity: 'error',
    invariant: 'I14',
    rule: 'every step is one that may be taken',
    advice: 'The guard of the database was off when it was taken: see database.trigger_off.',
    sql: `SELECT order_id FROM ${withArchive('order_status_history', 'order_id, from_status, to_status')} h
      -- An edit is a row that stays where it is.
      WHERE from_status <> to_status AND (from_status::text, to_status::text) NOT IN (
        ('pending', 'confirmed'), ('pending', 'cancelled'), ('confirmed', 'delivering'),
        ('confirmed', 'cancelled'), ('confirmed', 'refunded'), ('delivering', 'delivered'),
        ('delivering', 'refunded'), ('delivered', 'completed'), ('delivered', 'refunded'),
        ('completed', 'refunded'), ('cancelled', 'confirmed'))`,
  },
  {
    code: 'orders.cart_twice',
    severity: 'error',
    invariant: 'I15',
    rule: 'a cart becomes one order',
    advice: 'Ask the customer which one is wanted, cancel the other.',
    sql: `SELECT cart_id FROM ${withArchive('orders', 'cart_id')} o WHERE cart_id IS NOT NULL
      GROUP BY cart_id HAVING count(*) > 1`,
  },
  {
    code: 'orders.cart_open',
    severity: 'error',
    invariant: 'I15',
    rule: 'an ordered cart is checked out',
    advice: 'Set the cart to checked_out, or its customer buys the same things again.',
    sql: `SELECT o.id FROM orders o JOIN shopping_carts c ON c.id = o.cart_id WHERE c.status <> 'checked_out'`,
  },
  {
    code: 'orders.overdue',
    severity: 'warning',
    invariant: 'I3',
    rule: 'no unpaid order waits for longer than it may',
    advice: 'Is a worker for the queue orders running, and its schedule not overdue?',
    sql: `SELECT o.id FROM orders o WHERE o.status = 'pending' AND o.expires_at < now() - interval '1 hour'
      AND NOT EXISTS (SELECT FROM payments p WHERE p.order_id = o.id
        AND (p.status IN ('success', 'processing') OR p.captured_amount > 0))`,
  },
  {
    code: 'orders.in_both',
    severity: 'error',
    invariant: 'I18',
    rule: 'an order is here or in the archive',
    advice: 'Compare the two; delete the one of the archive when the live one is whole.',
    sql: `SELECT o.id FROM orders o JOIN orders_archive a ON a.id = o.id`,
  },
  {
    code: 'orders.left_behind',
    severity: 'error',
    invariant: 'I18',
    rule: 'what belongs to an order lies where the order lies',
    advice: 'Move the rows to the side of their order; archiving moves an order whole.',
    sql: ['order_items', 'order_status_history', 'payments', 'refunds', 'fulfilments', 'returns']
      .flatMap((table) => [
        orphansOf(table, 'orders'),
        orphansOf(`${table}_archive`, 'orders_archive'),
      ])
      .join(' UNION ALL '),
  },
  {
    code: 'orders.number_twice',
    severity: 'error',
    invariant: 'I19',
    rule: 'numbers are unique',
    advice: 'Give the younger order a new number and tell its customer.',
    sql: `SELECT order_number FROM ${withArchive('orders', 'order_number')} n
      GROUP BY order_number HAVING count(*) > 1`,
  },
];

/** Rows of a table whose order is not where it should be. */
function orphansOf(table: string, orders: string): string {
  return `SELECT c.order_id FROM ${table} c WHERE NOT EXISTS (SELECT FROM ${orders} o WHERE o.id = c.order_id)`;
}
