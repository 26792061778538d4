import pg from 'pg';
import { namedByText, type Statement } from '../../../database/statement.js';
import { FINISHED_STATUSES } from '../domain/order-status.js';
import type { OrderFilter, OrderSort, OrderStatus, PaymentState } from '../orders.types.js';

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

const idsOf = (query: string): string => `o.id = ANY (ARRAY(${query}))`;

/**
 * The states stand in the text: what a parameter holds finds no partial index, and under a row policy the index of
 * all states is out of reach. Null where no such order can be.
 */
function inStatus(statuses: readonly OrderStatus[], where: Where): string | null {
  const possible = statuses.filter((one) => where === '' || FINISHED_STATUSES.includes(one));
  if (possible.length === 0) return where === '' ? 'false' : null;
  return `o.status IN (${possible.map((one) => pg.escapeLiteral(one)).join(', ')})`;
}

/**
 * Orders of which a part may be paid. A payment is over the whole order unless it says otherwise or the order was
 * edited (the doctor's `payments.amount`), and is captured whole unless it was in part or went back as surplus.
 */
const maybePartlyPaid = (where: Where): string =>
  idsOf(`SELECT p.order_id FROM payments${where} p
      WHERE p.is_part OR p.captured_amount > 0 AND p.captured_amount < p.amount
    UNION ALL SELECT r.order_id FROM refunds${where} r WHERE r.surplus
    UNION ALL SELECT e.order_id FROM order_edits e`);

/**
 * What few orders are in is looked for among those few: `refunded_amount` is the sum that the state is made of (the
 * doctor's `orders.refunded_amount`), and an order with a refund under way does not move to the archive.
 * The rest goes through the orders until a page is full.
 */
function inPaymentState(state: PaymentState, where: Where): string | null {
  const isThat = `${paymentState(where)} = ${pg.escapeLiteral(state)}`;
  if (state === 'partially_paid') return `${maybePartlyPaid(where)} AND ${isThat}`;
  if (state === 'refunded' || state === 'partially_refunded') {
    return `o.refunded_amount > 0 AND ${isThat}`;
  }
  if (state !== 'refund_pending') return isThat;
  const waiting = `SELECT r.order_id FROM refunds r WHERE r.status IN ('pending', 'unknown')`;
  return where === '' ? `${idsOf(waiting)} AND ${isThat}` : null;
}

/** Goods come back from few orders: better all of those than all orders. */
function withReturns(has: boolean, where: Where): string {
  return has ? idsOf(`SELECT t.order_id FROM returns${where} t`) : `NOT ${hasReturns(where)}`;
}

/**
 * What filters with a value of their own add; `?` stands for it. Under a row policy an index by lower(email) is out
 * of reach, so a function finds the ids. A SKU is looked for by its variant, whatever it was called when it was sold,
 * and by ids that are known before: joined, all orders would be asked for their lines.
 */
const BY_VALUE = {
  customerId: () => 'o.user_id = ?::uuid',
  from: () => 'o.created_at >= ?::timestamptz',
  to: () => 'o.created_at < ?::timestamptz',
  orderNumber: () => 'o.order_number = ?::text',
  email: () => idsOf('SELECT order_ids_by_email(?::text)'),
  sku: (where: Where) =>
    idsOf(`SELECT i.order_id FROM order_items${where} i WHERE i.variant_id = ANY (ARRAY(
      SELECT v.id FROM product_variants v WHERE v.sku = ?::text))`),
  minTotal: () => 'o.total_amount >= ?::numeric',
  maxTotal: () => 'o.total_amount <= ?::numeric',
} as const;

type ByValue = keyof typeof BY_VALUE;

/** What the filters add to WHERE, their values being $1 and so on; null where no such order can be. */
function conditions(filter: OrderFilter, where: Where): string[] | null {
  const { status, paymentState: state, hasReturns: has } = filter;
  const all = [
    ...namesOf(filter).map((name, index) => BY_VALUE[name](where).replaceAll('?', `$${index + 1}`)),
    status === undefined ? 'true' : inStatus(status, where),
    state === undefined ? 'true' : inPaymentState(state, where),
    has === undefined ? 'true' : withReturns(has, where),
  ];
  return all.every((one) => one !== null) ? all.filter((one) => one !== 'true') : null;
}

function namesOf(filter: OrderFilter): ByValue[] {
  return (Object.keys(BY_VALUE) as ByValue[]).filter((name) => filter[name] !== undefined);
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
  const part = (where: Where): string[] => {
    const filters = conditions(filter, where);
    if (filters === null) return [];
    return [
      `(
    SELECT o.id, o.order_number AS "orderNumber", o.status, o.currency, o.email,
      o.user_id AS "customerId", o.total_amount::text AS "totalAmount",
      o.refunded_amount::text AS "refundedAmount",
      (SELECT coalesce(sum(i.quantity), 0)::int FROM order_items${where} i
        WHERE ${same(where, 'i')}) AS "itemCount",
      ${ISO('o.created_at')} AS "createdAt", ${ISO('o.expires_at')} AS "expiresAt",
      ${paymentState(where)} AS "paymentState", ${hasReturns(where)} AS "hasReturns",
      ${column} AS sorted, ${column}::text AS "cursorValue"
    FROM orders${where} o WHERE ${['true', ...filters, ...keyset].join(' AND ')}
    ORDER BY ${column} ${direction}, o.id ${direction} LIMIT ${most})`,
    ];
  };
  const parts = [...part(''), ...part('_archive')].join(' UNION ALL ');
  const text = `SELECT * FROM (${parts}) s
    ORDER BY s.sorted ${direction}, s.id ${direction} LIMIT ${most}`;
  return { statement: { ...namedByText('orders-list', text), ...planOf(filter) }, values };
}

/**
 * Planning over both places and a partition a month takes ten times as long as a page. The server would not let go of
 * it by itself, because it thinks little of what it plans without values; which are all as good as each other here,
 * but for the function that looks for an address: what it asks inside is to be planned for its value.
 */
function planOf({ email }: OrderFilter): Pick<Statement, 'plan'> {
  return email === undefined ? { plan: 'once' } : {};
}

/** How many there are in all, live and archived. */
export function countStatement(filter: OrderFilter): ListStatement {
  const count = (where: Where): string => {
    const filters = conditions(filter, where);
    if (filters === null) return '0';
    return `(SELECT count(*) FROM orders${where} o WHERE ${['true', ...filters].join(' AND ')})`;
  };
  const text = `SELECT (${count('')} + ${count('_archive')})::int AS total`;
  const values = namesOf(filter).map((name) => filter[name]);
  return { statement: namedByText('orders-count', text), values };
}
