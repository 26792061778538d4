import type { Statement } from '../../../database/statement.js';

const PARCELS_OF_LINE = `
  SELECT coalesce(sum(fi.quantity) FILTER (WHERE f.status <> 'cancelled'), 0)::int AS packed,
    coalesce(sum(fi.quantity) FILTER (WHERE f.status IN ('shipped', 'delivered')), 0)::int AS shipped,
    coalesce(sum(fi.quantity) FILTER (WHERE f.status = 'delivered'), 0)::int AS delivered,
    max(coalesce(f.delivered_at, f.shipped_at)) FILTER (WHERE f.status IN ('shipped', 'delivered')) AS last_out
  FROM fulfilment_items fi JOIN fulfilments f ON f.id = fi.fulfilment_id WHERE fi.order_item_id = i.id`;

const RETURNS_OF_LINE = `
  SELECT coalesce(sum(CASE WHEN t.received_at IS NULL THEN ri.quantity
      ELSE ri.restocked_quantity + ri.written_off_quantity END), 0)::int AS returning
  FROM return_items ri JOIN returns t ON t.id = ri.return_id
  WHERE ri.order_item_id = i.id AND t.status NOT IN ('rejected', 'withdrawn')`;

const LINES = `(SELECT coalesce(json_agg(json_build_object('id', i.id, 'variantId', i.variant_id,
    'quantity', i.quantity, 'totalPrice', i.total_price::text, 'discountAmount', i.discount_amount::text,
    'taxAmount', i.tax_amount::text, 'refundedQuantity', i.refunded_quantity,
    'refundedAmount', i.refunded_amount::text, 'returnedQuantity', i.returned_quantity,
    'cancelledQuantity', i.cancelled_quantity, 'packed', p.packed, 'shipped', p.shipped,
    'delivered', p.delivered, 'returning', r.returning, 'lastOutAt', p.last_out)
    ORDER BY i.position, i.id), '[]')
  FROM order_items i CROSS JOIN LATERAL (${PARCELS_OF_LINE}) p CROSS JOIN LATERAL (${RETURNS_OF_LINE}) r
  WHERE i.order_id = o.id)`;

const PARCELS = `(SELECT coalesce(json_agg(json_build_object('id', f.id, 'status', f.status,
    'locationId', f.location_id, 'carrier', f.carrier, 'trackingNumber', f.tracking_number,
    'items', (SELECT coalesce(json_agg(json_build_object('orderItemId', fi.order_item_id,
        'quantity', fi.quantity) ORDER BY fi.order_item_id), '[]')
      FROM fulfilment_items fi WHERE fi.fulfilment_id = f.id)) ORDER BY f.created_at, f.id), '[]')
  FROM fulfilments f WHERE f.order_id = o.id)`;

const RETURNS = `(SELECT coalesce(json_agg(json_build_object('id', t.id, 'status', t.status,
    'items', (SELECT coalesce(json_agg(json_build_object('orderItemId', ri.order_item_id,
        'quantity', ri.quantity, 'restockedQuantity', ri.restocked_quantity,
        'writtenOffQuantity', ri.written_off_quantity) ORDER BY ri.order_item_id), '[]')
      FROM return_items ri WHERE ri.return_id = t.id)) ORDER BY t.created_at, t.id), '[]')
  FROM returns t WHERE t.order_id = o.id)`;

const REFUNDS = `(SELECT coalesce(json_agg(json_build_object('id', r.id, 'status', r.status,
    'amount', r.amount::text, 'shippingAmount', r.shipping_amount::text, 'returnId', r.return_id)
    ORDER BY r.created_at, r.id), '[]')
  FROM refunds r WHERE r.order_id = o.id)`;

/** JSON of the live order `o`: {@link ServedOrder}. */
export const SERVED_JSON = `json_build_object('id', o.id, 'status', o.status, 'userId', o.user_id,
  'currency', o.currency, 'taxInclusive', o.tax_inclusive, 'totalAmount', o.total_amount::text,
  'updatedAt', o.updated_at::text, 'lines', ${LINES}, 'parcels', ${PARCELS}, 'returns', ${RETURNS},
  'refunds', ${REFUNDS})`;

/** $1 order. Reads after the statement that locks: the same one would show the lines as they were before the wait. */
export const LOAD_SERVED: Statement = {
  name: 'orders-load-served',
  text: `SELECT ${SERVED_JSON} AS served FROM orders o WHERE o.id = $1::uuid`,
};

/** $1 lines, $2 $3 $4 what comes to refunded pieces, refunded money and cancelled pieces of each. */
export const ADD_TO_LINES: Statement = {
  name: 'orders-add-to-lines',
  text: `
  UPDATE order_items i SET refunded_quantity = i.refunded_quantity + n.refunded,
    refunded_amount = i.refunded_amount + n.amount, cancelled_quantity = i.cancelled_quantity + n.cancelled
  FROM unnest($1::uuid[], $2::int[], $3::numeric[], $4::int[]) AS n(id, refunded, amount, cancelled)
  WHERE i.id = n.id`,
};

/** $1 lines, $2 pieces of each that came back. */
export const ADD_RETURNED: Statement = {
  name: 'orders-add-returned',
  text: `
  UPDATE order_items i SET returned_quantity = i.returned_quantity + n.quantity
  FROM unnest($1::uuid[], $2::int[]) AS n(id, quantity) WHERE i.id = n.id`,
};
