import type { Statement } from '../../../database/statement.js';

const ACTOR = "nullif(current_setting('app.actor_id', true), '')::uuid";

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const LINES = `(SELECT coalesce(json_agg(json_build_object('id', i.id, 'variantId', i.variant_id,
    'position', i.position, 'quantity', i.quantity, 'unitPrice', i.unit_price::text, 'totalPrice', i.total_price::text,
    'discountAmount', i.discount_amount::text, 'taxAmount', i.tax_amount::text, 'taxes', i.taxes,
    'productName', i.product_name, 'variantName', i.variant_name, 'sku', i.sku) ORDER BY i.position, i.id), '[]')
  FROM order_items i WHERE i.order_id = o.id)`;

const USES = `(SELECT coalesce(json_agg(json_build_object('discountId', u.discount_id, 'amount', u.amount::text,
    'code', coalesce(k.code, d.code), 'codeId', u.code_id, 'customerKey', coalesce(u.user_id::text, u.guest_hash))
    ORDER BY u.discount_id), '[]')
  FROM discount_usages u JOIN discounts d ON d.id = u.discount_id LEFT JOIN discount_codes k ON k.id = u.code_id
  WHERE u.order_id = o.id AND u.released_at IS NULL)`;

const BASES = `(SELECT coalesce(json_agg(b.line), '[]') FROM (
    SELECT DISTINCT ON (l.line ->> 'id') l.line
    FROM order_edits e CROSS JOIN LATERAL jsonb_array_elements(e.before -> 'lines') AS l(line)
    WHERE e.order_id = o.id AND e.before ->> 'status' = 'confirmed' AND e.revision > coalesce(
      (SELECT max(a.revision) FROM order_edits a WHERE a.order_id = o.id AND a.address_changed), 0)
    ORDER BY l.line ->> 'id', e.revision) b)`;

/** $1 order. Reads after the statement that locks. */
export const LOAD_EDITABLE: Statement = {
  name: 'order-edits-load-order',
  text: `
  SELECT json_build_object('id', o.id, 'status', o.status, 'userId', o.user_id, 'email', o.email,
    'currency', o.currency, 'exchangeRate', o.exchange_rate::text, 'taxInclusive', o.tax_inclusive,
    'subtotal', o.subtotal::text, 'taxAmount', o.tax_amount::text, 'shippingCost', o.shipping_cost::text,
    'discountAmount', o.discount_amount::text, 'totalAmount', o.total_amount::text,
    'shippingMethodCode', o.shipping_method_code, 'shippingTaxes', o.shipping_taxes,
    'shippingSource', o.shipping_source, 'taxSource', o.tax_source, 'shippingAddress', o.shipping_address,
    'isOverdue', o.status = 'pending' AND coalesce(o.expires_at <= now(), false),
    'waivedAmount', (SELECT coalesce(sum(r.amount), 0)::numeric(10,2)::text FROM refunds r
      WHERE r.order_id = o.id AND r.status <> 'failed' AND NOT r.surplus),
    'lines', ${LINES}, 'uses', ${USES}, 'bases', ${BASES}) AS editable
  FROM orders o WHERE o.id = $1::uuid`,
};

/** $1 order: whether it is here, in the archive, or nowhere. */
export const WHERE_IS_ORDER: Statement = {
  name: 'order-edits-where-is-order',
  text: `SELECT CASE WHEN EXISTS (SELECT FROM orders WHERE id = $1::uuid) THEN 'live'
    WHEN EXISTS (SELECT FROM orders_archive WHERE id = $1::uuid) THEN 'archived' END AS place`,
};

/**
 * Writes an edit of the locked order $1: $2 lines that change or come, as JSON; $3 ids of those that go; $4 to $12 sums,
 * shipping and taxes of the order; $13 its new address or NULL; $14 reason, $15 $16 what it was and is, $17 what goes
 * back, $18 total before, $19 whether it goes to another place.
 */
export const WRITE_EDIT: Statement = {
  name: 'order-edits-write',
  text: `
  WITH wanted AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS w("id" uuid, "isNew" boolean, "variantId" uuid, "productId" uuid,
      "position" int, "productName" text, "variantName" text, "sku" text, "attributes" jsonb, "quantity" int,
      "unitPrice" numeric, "totalPrice" numeric, "discountAmount" numeric, "taxAmount" numeric, "taxes" jsonb)
  ), changed AS (
    UPDATE order_items i SET quantity = w."quantity", total_price = w."totalPrice",
      discount_amount = w."discountAmount", tax_amount = w."taxAmount", taxes = w."taxes"
    FROM wanted w WHERE NOT w."isNew" AND i.id = w."id" AND i.order_id = $1::uuid
  ), gone AS (
    DELETE FROM order_items WHERE order_id = $1::uuid AND id = ANY ($3::uuid[])
  ), added AS (
    INSERT INTO order_items (id, order_id, product_id, variant_id, position, product_name, variant_name, sku,
      attributes, quantity, unit_price, total_price, discount_amount, tax_amount, taxes)
    SELECT w."id", $1::uuid, w."productId", w."variantId", w."position", w."productName", w."variantName", w."sku",
      w."attributes", w."quantity", w."unitPrice", w."totalPrice", w."discountAmount", w."taxAmount", w."taxes"
    FROM wanted w WHERE w."isNew"
  ), priced AS (
    UPDATE orders SET subtotal = $4::numeric, tax_amount = $5::numeric, shipping_cost = $6::numeric,
      discount_amount = $7::numeric, total_amount = $8::numeric, shipping_method_code = $9::text,
      shipping_taxes = $10::jsonb, shipping_source = $11::text, tax_source = $12::text,
      shipping_address = coalesce($13::jsonb, shipping_address)
    WHERE id = $1::uuid RETURNING id, status, currency
  ), history AS (
    INSERT INTO order_status_history (order_id, from_status, to_status, reason, actor_id)
    SELECT p.id, p.status, p.status, 'edited', ${ACTOR} FROM priced p
  )
  INSERT INTO order_edits (order_id, revision, actor_id, reason, currency, total_before, total_after, refund_amount,
    before, after, address_changed)
  SELECT p.id, 1 + coalesce((SELECT max(e.revision) FROM order_edits e WHERE e.order_id = p.id), 0), ${ACTOR},
    $14::text, p.currency, $18::numeric, $8::numeric, $17::numeric, $15::jsonb, $16::jsonb, $19::boolean
  FROM priced p
  RETURNING id, revision, actor_id AS "actorId", ${ISO('created_at')} AS "createdAt"`,
};

/**
 * Makes the discount uses of the locked order $1 those of $2 with the amounts $3: a use that is not among them goes
 * back as if it had never been, a new one is taken inside all limits, $4 is whose it is. Locks discounts in the order
 * of their ids, after stock, as placing does. `ok` is false when a new one was not to be had.
 */
export const CHANGE_USES: Statement = {
  name: 'order-edits-change-uses',
  text: `
  WITH wanted AS MATERIALIZED (
    SELECT * FROM unnest($2::uuid[], $3::numeric[]) AS w(id, amount)
  ), mine AS MATERIALIZED (
    SELECT u.id, u.discount_id, u.code_id, coalesce(u.user_id::text, u.guest_hash) AS customer_key
    FROM discount_usages u WHERE u.order_id = $1::uuid AND u.released_at IS NULL
  ), locked AS MATERIALIZED (
    SELECT d.id, m.id AS usage_id, m.code_id, m.customer_key, w.amount
    FROM discounts d LEFT JOIN mine m ON m.discount_id = d.id LEFT JOIN wanted w ON w.id = d.id
    WHERE m.id IS NOT NULL OR w.id IS NOT NULL ORDER BY d.id FOR NO KEY UPDATE OF d
  ), lowered AS (
    UPDATE discounts d SET used_count = d.used_count - 1 FROM locked l
    WHERE d.id = l.id AND l.amount IS NULL RETURNING d.id
  ), raised AS (
    UPDATE discounts d SET used_count = d.used_count + 1 FROM locked l
    WHERE d.id = l.id AND l.usage_id IS NULL AND d.is_active AND NOT d.single_use_codes
      AND (d.usage_limit IS NULL OR d.used_count < d.usage_limit)
      AND (d.starts_at IS NULL OR d.starts_at <= now()) AND (d.ends_at IS NULL OR d.ends_at > now())
    RETURNING d.id, coalesce(d.user_limit, 2147483647) AS user_limit
  ), counted_back AS (
    UPDATE discount_user_counters c SET used_count = c.used_count - 1 FROM locked l
    WHERE c.discount_id = l.id AND c.customer_key = l.customer_key AND l.amount IS NULL
  ), codes_back AS (
    UPDATE discount_codes k SET used_at = NULL, order_id = NULL FROM locked l
    WHERE k.id = l.code_id AND k.order_id = $1::uuid AND l.amount IS NULL
  ), gone AS (
    DELETE FROM discount_usages u USING locked l WHERE u.id = l.usage_id AND l.amount IS NULL
  ), kept AS (
    UPDATE discount_usages u SET amount = l.amount FROM locked l WHERE u.id = l.usage_id AND l.amount <> u.amount
  ), counted AS (
    INSERT INTO discount_user_counters AS c (discount_id, customer_key, used_count)
    SELECT r.id, $4::text, 1 FROM raised r WHERE r.user_limit > 0 ORDER BY r.id
    ON CONFLICT (discount_id, customer_key) DO UPDATE SET used_count = c.used_count + 1
      WHERE c.used_count < (SELECT r.user_limit FROM raised r WHERE r.id = c.discount_id)
    RETURNING c.discount_id
  ), added AS (
    INSERT INTO discount_usages (discount_id, user_id, guest_hash, order_id, amount)
    SELECT c.discount_id, o.user_id, CASE WHEN o.user_id IS NULL THEN $4::text END, o.id, w.amount
    FROM counted c JOIN wanted w ON w.id = c.discount_id JOIN orders o ON o.id = $1::uuid
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM added) = (SELECT count(*) FROM locked l WHERE l.usage_id IS NULL)
    AND (SELECT count(*) FROM locked l WHERE l.amount IS NOT NULL) = cardinality($2::uuid[]) AS ok`,
};

/** $1 order, $2 $3 where the page before ended, $4 how many. */
export const LIST_EDITS: Statement = {
  name: 'order-edits-list',
  text: `
  SELECT e.id, e.order_id AS "orderId", e.revision, e.actor_id AS "actorId", e.reason, e.currency,
    e.total_before::text AS "totalBefore", e.total_after::text AS "totalAfter",
    e.refund_amount::text AS "refundAmount", e.address_changed AS "addressChanged", e.before, e.after,
    ${ISO('e.created_at')} AS "createdAt", e.created_at::text AS at
  FROM order_edits e
  WHERE e.order_id = $1::uuid AND ($2::timestamptz IS NULL OR (e.created_at, e.id) < ($2::timestamptz, $3::uuid))
  ORDER BY e.created_at DESC, e.id DESC LIMIT $4::int`,
};
