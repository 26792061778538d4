import type { Statement } from '../../../database/statement.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The live tables or those of the archive; the columns are the same. */
type Where = '' | '_archive';

function summaries(where: Where): string {
  const ofOrder = where === '' ? '' : 'AND i.order_created_at = o.created_at';
  return `(
    SELECT o.id, o.order_number AS "orderNumber", o.status, o.currency,
      o.total_amount::text AS "totalAmount", o.refunded_amount::text AS "refundedAmount",
      (SELECT coalesce(sum(i.quantity), 0)::int FROM order_items${where} i
        WHERE i.order_id = o.id ${ofOrder}) AS "itemCount",
      ${ISO('o.created_at')} AS "createdAt", ${ISO('o.expires_at')} AS "expiresAt",
      o.created_at AS at, o.created_at::text AS "cursorAt"
    FROM orders${where} o
    WHERE o.user_id = $1::uuid AND ($5::order_status IS NULL OR o.status = $5::order_status)
      AND (o.created_at, o.id) < ($2::timestamptz, $3::uuid)
    ORDER BY o.created_at DESC, o.id DESC LIMIT $4::int)`;
}

/** $1 user, $2 and $3 created_at and id of the last row, $4 how many, $5 status or null. Newest first. */
export const LIST_ORDERS: Statement = {
  name: 'orders-list',
  text: `SELECT * FROM (${summaries('')} UNION ALL ${summaries('_archive')}) s
         ORDER BY s.at DESC, s.id DESC LIMIT $4::int`,
};

const ITEM = `json_build_object('id', i.id, 'variantId', i.variant_id, 'productId', i.product_id,
  'quantity', i.quantity, 'unitPrice', i.unit_price::text, 'totalPrice', i.total_price::text,
  'discountAmount', i.discount_amount::text, 'taxAmount', i.tax_amount::text,
  'productName', i.product_name, 'variantName', i.variant_name, 'sku', i.sku,
  'attributes', i.attributes, 'refundedQuantity', i.refunded_quantity,
  'refundedAmount', i.refunded_amount::text, 'returnedQuantity', i.returned_quantity)`;

const STEP = `json_build_object('from', h.from_status, 'to', h.to_status, 'reason', h.reason,
  'at', ${ISO('h.created_at')})`;

const PAYMENT = `json_build_object('id', p.id, 'reference', p.reference, 'attempt', p.attempt,
  'methodCode', m.code, 'methodName', m.name, 'status', p.status, 'amount', p.amount::text,
  'redirectUrl', CASE WHEN p.status IN ('pending', 'processing') THEN p.redirect_url END,
  'createdAt', ${ISO('p.created_at')})`;

/** `payments` of an archived order are read here, for the archive belongs to orders; live ones too, to answer in one statement. */
function details(where: Where): string {
  const same = (alias: string): string =>
    `${alias}.order_id = o.id ${where === '' ? '' : `AND ${alias}.order_created_at = o.created_at`}`;
  return `
    SELECT json_build_object('id', o.id, 'orderNumber', o.order_number, 'status', o.status,
      'email', o.email, 'currency', o.currency, 'taxInclusive', o.tax_inclusive,
      'subtotal', o.subtotal::text, 'taxAmount', o.tax_amount::text,
      'shippingCost', o.shipping_cost::text, 'discountAmount', o.discount_amount::text,
      'totalAmount', o.total_amount::text, 'refundedAmount', o.refunded_amount::text,
      'shippingMethodCode', o.shipping_method_code, 'shippingAddress', o.shipping_address,
      'notes', o.notes, 'createdAt', ${ISO('o.created_at')}, 'expiresAt', ${ISO('o.expires_at')},
      'isArchived', ${where === '' ? 'false' : 'true'},
      'items', (SELECT coalesce(json_agg(${ITEM} ORDER BY i.position), '[]')
        FROM order_items${where} i WHERE ${same('i')}),
      'history', (SELECT coalesce(json_agg(${STEP} ORDER BY h.seq), '[]')
        FROM order_status_history${where} h WHERE ${same('h')}),
      'payments', (SELECT coalesce(json_agg(${PAYMENT} ORDER BY p.attempt), '[]')
        FROM payments${where} p JOIN payment_methods m ON m.id = p.payment_method_id
        WHERE ${same('p')})) AS body
    FROM orders${where} o`;
}

function oneOf(name: string, condition: string): Statement {
  return {
    name,
    text: `${details('')} WHERE ${condition} UNION ALL ${details('_archive')} WHERE ${condition}`,
  };
}

/** $1 order, $2 user or null, $3 hash of a guest's token or null. */
export const FIND_OWN_DETAIL = oneOf(
  'orders-find-own-detail',
  'o.id = $1::uuid AND (o.user_id = $2::uuid OR o.token_hash = $3::text)',
);

/** $1 order; for the shop's own use. */
export const FIND_DETAIL = oneOf('orders-find-detail', 'o.id = $1::uuid');

/** $1 order number, $2 e-mail in lower case, $3 hash of the token: all three must fit. */
export const LOOK_UP_DETAIL = oneOf(
  'orders-look-up',
  'o.order_number = $1::text AND lower(o.email) = $2::text AND o.token_hash = $3::text',
);

/** $1 user, $2 product: bought, and not given up. */
export const HAS_PURCHASED: Statement = {
  name: 'orders-has-purchased',
  text: `
  SELECT EXISTS (
    SELECT FROM order_items i JOIN orders o ON o.id = i.order_id
    WHERE o.user_id = $1 AND i.product_id = $2 AND o.status IN ('delivered', 'completed')
  ) OR EXISTS (
    SELECT FROM orders_archive o JOIN order_items_archive i
      ON i.order_id = o.id AND i.order_created_at = o.created_at
    WHERE o.user_id = $1 AND i.product_id = $2 AND o.status IN ('delivered', 'completed')
  ) AS purchased`,
};
