/**
 * The parts that reports are made of. They read tables of other features, live and archived, because
 * a report is about all of them: see the README for what counts.
 *
 * Parameters of every report: $1 first day, $2 last day, $3 time zone, $4 currency or null,
 * $5 interval or level.
 */

/** Placed, and neither waiting for money nor given up. */
const SOLD = `('confirmed', 'delivering', 'delivered', 'completed', 'refunded')`;

export const FROM = `($1::text::date::timestamp AT TIME ZONE $3::text)`;
export const UNTIL = `(($2::text::date + 1)::timestamp AT TIME ZONE $3::text)`;

const CURRENCY = (column: string): string => `($4::text IS NULL OR ${column} = $4::text)`;

type Where = '' | '_archive';

const WITHIN = `o.created_at >= ${FROM} AND o.created_at < ${UNTIL} AND o.status IN ${SOLD}
    AND ${CURRENCY('o.currency')}`;

/** Bounds of the child's own partition key too, so that its months outside of the period are not looked at. */
const childWithin = (where: Where, alias: string): string =>
  where === ''
    ? ''
    : `AND ${alias}.order_created_at = o.created_at
      AND ${alias}.order_created_at >= ${FROM} AND ${alias}.order_created_at < ${UNTIL}`;

function both(part: (where: Where) => string): string {
  return `${part('')} UNION ALL ${part('_archive')}`;
}

/** The orders that count. */
export const SOLD_ORDERS = both(
  (where) => `
  SELECT o.id, o.currency, o.created_at, o.user_id, o.discount_amount, o.tax_amount, o.shipping_cost,
    o.total_amount, o.refunded_amount FROM orders${where} o WHERE ${WITHIN}`,
);

/** Their lines. */
export const SOLD_LINES = both(
  (where) => `
  SELECT o.currency, o.created_at, o.tax_inclusive, i.product_id, i.quantity, i.total_price,
    i.discount_amount, i.tax_amount
  FROM orders${where} o JOIN order_items${where} i ON i.order_id = o.id ${childWithin(where, 'i')}
  WHERE ${WITHIN}`,
);

/** What discounts took off them. */
export const SOLD_DISCOUNTS = both(
  (where) => `
  SELECT o.currency, o.id AS order_id, o.total_amount, u.discount_id, u.amount
  FROM orders${where} o JOIN discount_usages${where} u ON u.order_id = o.id ${childWithin(where, 'u')}
  WHERE ${WITHIN}`,
);

/** Money that went back in the period, whatever became of its order. A refund is never older than its order. */
export const REFUNDED = both(
  (where) => `
  SELECT r.currency, r.processed_at, r.amount, r.shipping_amount, r.surplus FROM refunds${where} r
  WHERE r.status = 'succeeded' AND r.processed_at >= ${FROM} AND r.processed_at < ${UNTIL}
    AND ${CURRENCY('r.currency')} ${where === '' ? '' : `AND r.order_created_at < ${UNTIL}`}`,
);

/** Sums over goods: of lines `l`. */
export const GOODS_SUMS = `sum(l.quantity)::bigint AS quantity, sum(l.total_price) AS gross,
  sum(l.discount_amount) AS discount, sum(l.tax_amount) AS tax,
  sum(l.total_price - l.discount_amount - CASE WHEN l.tax_inclusive THEN l.tax_amount ELSE 0 END) AS net`;

/** A moment as the first day of its interval $5, as text. */
export const dayOf = (column: string): string =>
  `to_char(date_trunc(coalesce($5::text, 'day'), ${column} AT TIME ZONE $3::text), 'YYYY-MM-DD')`;
