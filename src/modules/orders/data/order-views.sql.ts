import type { Statement } from '../../../database/statement.js';
import { SERVED_JSON } from '../desk/served-order.sql.js';
import {
  type Audience,
  amountDue,
  historyJson,
  itemsJson,
  parcelsJson,
  paymentsJson,
  refundsJson,
  returnsJson,
  type Where,
} from './order-view-parts.sql.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * An order as a whole. `payments` and `refunds` of an archived order are read here, for the archive
 * belongs to orders; live ones too, to answer in one statement.
 */
function details(where: Where, audience: Audience): string {
  const house =
    audience === 'customer'
      ? ''
      : `, 'userId', o.user_id, 'exchangeRate', o.exchange_rate::text, 'locale', o.locale,
      'shippingSource', o.shipping_source, 'taxSource', o.tax_source,
      'customer', (SELECT json_build_object('id', u.id, 'username', u.username, 'email', u.email,
        'firstName', u.first_name, 'lastName', u.last_name) FROM users u WHERE u.id = o.user_id)`;
  const served = audience === 'staff' && where === '' ? SERVED_JSON : 'NULL::json';
  return `
    SELECT json_build_object('id', o.id, 'orderNumber', o.order_number, 'status', o.status,
      'email', o.email, 'currency', o.currency, 'taxInclusive', o.tax_inclusive,
      'subtotal', o.subtotal::text, 'taxAmount', o.tax_amount::text,
      'shippingCost', o.shipping_cost::text, 'discountAmount', o.discount_amount::text,
      'totalAmount', o.total_amount::text, 'refundedAmount', o.refunded_amount::text,
      'amountDue', ${amountDue(where)},
      'shippingMethodCode', o.shipping_method_code, 'shippingTaxes', o.shipping_taxes,
      'shippingAddress', o.shipping_address,
      'billingAddress', o.billing_address,
      'notes', o.notes, 'createdAt', ${ISO('o.created_at')}, 'expiresAt', ${ISO('o.expires_at')},
      'isArchived', ${where === '' ? 'false' : 'true'}, 'items', ${itemsJson(where)},
      'history', ${historyJson(where, audience)}, 'payments', ${paymentsJson(where, audience)},
      'refunds', ${refundsJson(where, audience)}, 'parcels', ${parcelsJson(where, audience)},
      'returns', ${returnsJson(where, audience)}${house}) AS body, ${served} AS served
    FROM orders${where} o`;
}

function oneOf(name: string, condition: string, audience: Audience = 'customer'): Statement {
  const [live, archived] = [details('', audience), details('_archive', audience)];
  return { name, text: `${live} WHERE ${condition} UNION ALL ${archived} WHERE ${condition}` };
}

/** $1 order, $2 user or null, $3 hash of a guest's token or null. */
export const FIND_OWN_DETAIL = oneOf(
  'orders-find-own-detail',
  'o.id = $1::uuid AND (o.user_id = $2::uuid OR o.token_hash = $3::text)',
);

/** $1 order; with all that staff may see, and for a live one what its ETag is made of. */
export const FIND_STAFF_DETAIL = oneOf('orders-find-staff-detail', 'o.id = $1::uuid', 'staff');

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
