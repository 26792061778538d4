import { namedByText, type Statement } from '../../../database/statement.js';
import { FINISHED_STATUSES } from '../domain/order-status.js';
import type { OrderFilter, OrderSort } from '../orders.types.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type Where = '' | '_archive';

/** Where a list goes on: the sort value of the last row as text, and its id. */
export interface ListPosition {
  readonly value: string;
  readonly id: string;
}

/** A statement made for just these filters, with its parameters. */
export interface ListStatement {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

const same = (where: Where, alias: string): string =>
  `${alias}.order_id = o.id${where === '' ? '' : ` AND ${alias}.order_created_at = o.created_at`}`;

/** How the money of an order stands, from its payments and refunds; surplus that is back was never its money. */
function paymentState(where: Where): string {
  return `(SELECT CASE WHEN m.waits THEN 'refund_pending'
      WHEN m.captured = 0 AND o.total_amount > 0 THEN 'unpaid'
      WHEN m.captured > 0 AND m.back > 0 AND m.back >= m.captured THEN 'refunded'
      WHEN m.back > 0 THEN 'partially_refunded'
      WHEN m.captured < o.total_amount THEN 'partially_paid' ELSE 'paid' END
    FROM (SELECT
      (SELECT coalesce(sum(p.captured_amount), 0) FROM payments${where} p WHERE ${same(where, 'p')})
        - (SELECT coalesce(sum(r.amount), 0) FROM refunds${where} r
            WHERE ${same(where, 'r')} AND r.surplus AND r.status = 'succeeded') AS captured,
      (SELECT coalesce(sum(r.amount), 0) FROM refunds${where} r
        WHERE ${same(where, 'r')} AND r.status = 'succeeded' AND NOT r.surplus) AS back,
      EXISTS (SELECT FROM refunds${where} r
        WHERE ${same(where, 'r')} AND r.status IN ('pending', 'unknown')) AS waits) m)`;
}

const hasReturns = (where: Where): string =>
  `EXISTS (SELECT FROM returns${where} t WHERE ${same(where, 't')})`;

const IN_STATUS = 'o.status = ANY (?::order_status[])';
// Where no such order can be, nobody looks for it: a year of archived orders would be read to find none.
const IN_ARCHIVED_STATUS = `${IN_STATUS} AND ?::order_status[] && '{${FINISHED_STATUSES.join(',')}}'`;

/**
 * What each filter adds; `?` stands for its value. Under a row policy an index by lower(email) is out
 * of reach, so a function finds the ids. A SKU is looked for by its variant, whatever it was called when
 * it was sold.
 */
function conditionOf(name: keyof OrderFilter, where: Where): string {
  const conditions: Readonly<Record<keyof OrderFilter, string>> = {
    customerId: 'o.user_id = ?::uuid',
    status: where === '' ? IN_STATUS : IN_ARCHIVED_STATUS,
    from: 'o.created_at >= ?::timestamptz',
    to: 'o.created_at < ?::timestamptz',
    orderNumber: 'o.order_number = ?::text',
    email: 'o.id = ANY (ARRAY(SELECT order_ids_by_email(?::text)))',
    sku: `o.id IN (SELECT i.order_id FROM order_items${where} i
      WHERE i.variant_id IN (SELECT v.id FROM product_variants v WHERE v.sku = ?::text))`,
    minTotal: 'o.total_amount >= ?::numeric',
    maxTotal: 'o.total_amount <= ?::numeric',
    paymentState: `${paymentState(where)} = ?::text`,
    hasReturns: `${hasReturns(where)} = ?::boolean`,
  };
  return conditions[name];
}

function conditions(filter: OrderFilter, where: Where): string[] {
  return namesOf(filter).map((name, index) =>
    conditionOf(name, where).replaceAll('?', `$${index + 1}`),
  );
}

function namesOf(filter: OrderFilter): (keyof OrderFilter)[] {
  return (Object.keys(filter) as (keyof OrderFilter)[])
    .filter((name) => filter[name] !== undefined)
    .sort();
}

/** A page of orders, live and archived ones without a seam. */
export function listStatement(
  filter: OrderFilter,
  sort: OrderSort,
  limit: number,
  after: ListPosition | null,
): ListStatement {
  const values: unknown[] = namesOf(filter).map((name) => filter[name]);
  const isDown = sort.startsWith('-');
  const direction = isDown ? 'DESC' : 'ASC';
  const byTime = sort.endsWith('createdAt');
  const column = byTime ? 'o.created_at' : 'o.total_amount';
  values.push(limit);
  const most = `$${values.length}::int`;
  let keyset: string[] = [];
  if (after !== null) {
    values.push(after.value, after.id);
    const [value, id] = [`$${values.length - 1}`, `$${values.length}::uuid`];
    const kind = byTime ? 'timestamptz' : 'numeric';
    keyset = [`(${column}, o.id) ${isDown ? '<' : '>'} (${value}::${kind}, ${id})`];
  }
  const part = (where: Where): string => `(
    SELECT o.id, o.order_number AS "orderNumber", o.status, o.currency, o.email,
      o.user_id AS "customerId", o.total_amount::text AS "totalAmount",
      o.refunded_amount::text AS "refundedAmount",
      (SELECT coalesce(sum(i.quantity), 0)::int FROM order_items${where} i
        WHERE ${same(where, 'i')}) AS "itemCount",
      ${ISO('o.created_at')} AS "createdAt", ${ISO('o.expires_at')} AS "expiresAt",
      ${paymentState(where)} AS "paymentState", ${hasReturns(where)} AS "hasReturns",
      ${column} AS sorted, ${column}::text AS "cursorValue"
    FROM orders${where} o WHERE ${['true', ...conditions(filter, where), ...keyset].join(' AND ')}
    ORDER BY ${column} ${direction}, o.id ${direction} LIMIT ${most})`;
  const text = `SELECT * FROM (${part('')} UNION ALL ${part('_archive')}) s
    ORDER BY s.sorted ${direction}, s.id ${direction} LIMIT ${most}`;
  return { statement: namedByText('orders-list', text), values };
}

/** How many there are in all, live and archived. */
export function countStatement(filter: OrderFilter): ListStatement {
  const count = (where: Where): string =>
    `(SELECT count(*) FROM orders${where} o WHERE ${['true', ...conditions(filter, where)].join(' AND ')})`;
  const text = `SELECT (${count('')} + ${count('_archive')})::int AS total`;
  const values = namesOf(filter).map((name) => filter[name]);
  return { statement: namedByText('orders-count', text), values };
}
