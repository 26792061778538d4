const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The live tables or those of the archive; the columns are the same. */
export type Where = '' | '_archive';

/** Customers see what concerns them; staff sees who did it, and what gateways said. */
export type Audience = 'customer' | 'staff';

const forStaff = (audience: Audience, fields: string): string =>
  audience === 'staff' ? `, ${fields}` : '';

/** Rows of the order `o` in a table that names it; those of the archive in its partition. */
function ofOrder(where: Where, alias: string): string {
  const partition = where === '' ? '' : ` AND ${alias}.order_created_at = o.created_at`;
  return `${alias}.order_id = o.id${partition}`;
}

/** Parts of a parent row that does not name the order itself. */
function ofParent(where: Where, alias: string, key: string, parent: string): string {
  const partition =
    where === ''
      ? ''
      : ` AND ${alias}.owner_order_id = o.id AND ${alias}.order_created_at = o.created_at`;
  return `${alias}.${key} = ${parent}.id${partition}`;
}

function list(json: string, order: string, from: string): string {
  return `(SELECT coalesce(json_agg(${json} ORDER BY ${order}), '[]') FROM ${from})`;
}

/** Lines of the order `o`. */
export function itemsJson(where: Where): string {
  const json = `json_build_object('id', i.id, 'variantId', i.variant_id, 'productId', i.product_id,
    'quantity', i.quantity, 'unitPrice', i.unit_price::text, 'totalPrice', i.total_price::text,
    'discountAmount', i.discount_amount::text, 'taxAmount', i.tax_amount::text, 'taxes', i.taxes,
    'productName', i.product_name, 'variantName', i.variant_name, 'sku', i.sku,
    'attributes', i.attributes, 'refundedQuantity', i.refunded_quantity,
    'refundedAmount', i.refunded_amount::text, 'returnedQuantity', i.returned_quantity,
    'cancelledQuantity', i.cancelled_quantity, 'notes', i.notes)`;
  return list(json, 'i.position', `order_items${where} i WHERE ${ofOrder(where, 'i')}`);
}

/** Changes of status. Nobody is the program itself, or a guest. */
export function historyJson(where: Where, audience: Audience): string {
  const who = `'actorId', h.actor_id, 'actor',
    (SELECT u.first_name || ' ' || u.last_name FROM users u WHERE u.id = h.actor_id)`;
  const json = `json_build_object('from', h.from_status, 'to', h.to_status, 'reason', h.reason,
    'at', ${ISO('h.created_at')}${forStaff(audience, who)})`;
  return list(json, 'h.seq', `order_status_history${where} h WHERE ${ofOrder(where, 'h')}`);
}

/** Attempts to pay. */
export function paymentsJson(where: Where, audience: Audience): string {
  const books = `'capturedAmount', p.captured_amount::text, 'failureReason', p.failure_reason,
    'gatewayPaymentId', p.gateway_payment_id, 'processedAt', ${ISO('p.processed_at')}`;
  const json = `json_build_object('id', p.id, 'reference', p.reference, 'attempt', p.attempt,
    'methodCode', m.code, 'methodName', m.name, 'status', p.status, 'amount', p.amount::text,
    'redirectUrl', CASE WHEN p.status IN ('pending', 'processing') THEN p.redirect_url END,
    'createdAt', ${ISO('p.created_at')}${forStaff(audience, books)})`;
  return list(
    json,
    'p.attempt',
    `payments${where} p JOIN payment_methods m ON m.id = p.payment_method_id WHERE ${ofOrder(where, 'p')}`,
  );
}

/** What is still owed for the order `o`; see `refunds/order-due.ts`, which says the same of a locked one. */
export function amountDue(where: Where): string {
  return `(CASE WHEN o.status IN ('cancelled', 'refunded') THEN 0 ELSE greatest(0, o.total_amount
      - (SELECT coalesce(sum(p.captured_amount), 0) FROM payments${where} p WHERE ${ofOrder(where, 'p')})
      + (SELECT coalesce(sum(r.amount), 0) FROM refunds${where} r
          WHERE ${ofOrder(where, 'r')} AND r.surplus AND r.status <> 'failed'))
    END)::numeric(10,2)::text`;
}

/** The refund `r`. */
export function refundJson(audience: Audience): string {
  const books = `'paymentId', r.payment_id, 'reason', r.reason, 'failureReason', r.failure_reason,
    'createdBy', r.created_by, 'lines', coalesce(r.lines, '[]'::jsonb)`;
  return `json_build_object('id', r.id, 'status', r.status, 'amount', r.amount::text,
    'shippingAmount', r.shipping_amount::text, 'returnId', r.return_id,
    'createdAt', ${ISO('r.created_at')}, 'processedAt', ${ISO('r.processed_at')}${forStaff(audience, books)})`;
}

/** Money that goes back. */
export function refundsJson(where: Where, audience: Audience): string {
  return list(
    refundJson(audience),
    'r.created_at, r.id',
    `refunds${where} r WHERE ${ofOrder(where, 'r')}`,
  );
}

/** Parcels with the pieces in them. */
export function parcelsJson(where: Where, audience: Audience): string {
  const items = list(
    `json_build_object('orderItemId', fi.order_item_id, 'quantity', fi.quantity)`,
    'fi.order_item_id',
    `fulfilment_items${where} fi WHERE ${ofParent(where, 'fi', 'fulfilment_id', 'f')}`,
  );
  const house = `'locationId', f.location_id, 'cancelledAt', ${ISO('f.cancelled_at')}`;
  const json = `json_build_object('id', f.id, 'status', f.status, 'carrier', f.carrier,
    'trackingNumber', f.tracking_number, 'shippedAt', ${ISO('f.shipped_at')},
    'deliveredAt', ${ISO('f.delivered_at')}, 'createdAt', ${ISO('f.created_at')},
    'items', ${items}${forStaff(audience, house)})`;
  // What is packed but may yet be unpacked is the shop's own affair.
  const seen = audience === 'staff' ? '' : ` AND f.status IN ('shipped', 'delivered')`;
  return list(
    json,
    'f.created_at, f.id',
    `fulfilments${where} f WHERE ${ofOrder(where, 'f')}${seen}`,
  );
}

/** The return `t` of the order `o`, with its pieces. */
export function returnJson(where: Where, audience: Audience): string {
  const items = list(
    `json_build_object('orderItemId', ri.order_item_id, 'quantity', ri.quantity,
      'receivedQuantity', ri.restocked_quantity + ri.written_off_quantity
      ${forStaff(audience, `'restockedQuantity', ri.restocked_quantity, 'writtenOffQuantity', ri.written_off_quantity`)})`,
    'ri.order_item_id',
    `return_items${where} ri WHERE ${ofParent(where, 'ri', 'return_id', 't')}`,
  );
  return `json_build_object('id', t.id, 'status', t.status, 'reason', t.reason,
    'answer', t.answer, 'createdAt', ${ISO('t.created_at')}, 'receivedAt', ${ISO('t.received_at')},
    'items', ${items}${forStaff(audience, `'locationId', t.location_id`)})`;
}

/** Goods that come back. */
export function returnsJson(where: Where, audience: Audience): string {
  return list(
    returnJson(where, audience),
    't.created_at, t.id',
    `returns${where} t WHERE ${ofOrder(where, 't')}`,
  );
}
