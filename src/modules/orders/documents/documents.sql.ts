import type { Statement } from '../../../database/statement.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The live tables or those of the archive; the columns are the same. */
type Where = '' | '_archive';

const BUYER = `o.id AS "orderId", o.status, o.order_number AS "orderNumber",
  o.shipping_address AS "shippingAddress", o.billing_address AS "billingAddress"`;

const document = (kind: string, subject: string): string => `
  (SELECT json_build_object('id', d.id, 'sourceHash', d.source_hash) FROM order_documents d
   WHERE d.kind = '${kind}' AND d.subject_id = ${subject})`;

const INVOICES = `(SELECT coalesce(json_agg(json_build_object('id', v.id, 'number', v.number, 'kind', v.kind,
    'issuedAt', ${ISO('v.issued_at')}, 'currency', v.currency, 'totalAmount', v.total_amount::text,
    'content', v.content, 'document', ${document('invoice', 'v.id')}) ORDER BY v.issued_at, v.year, v.sequence), '[]')
  FROM invoices v WHERE v.order_id = o.id)`;

function both(name: string, select: (where: Where) => string): Statement {
  return { name, text: `${select('')} UNION ALL ${select('_archive')}` };
}

/** $2 user or null, $3 hash of a guest's token or null, $4 whoever's it is. */
const WHOSE = '($4::boolean OR o.user_id = $2::uuid OR o.token_hash = $3::text)';

/** $1 order, and {@link WHOSE}: its invoices and credit notes with what their files are made of. */
export const FIND_INVOICES = both(
  'orders-find-invoices',
  (where) => `
  SELECT ${BUYER}, ${INVOICES} AS invoices FROM orders${where} o WHERE o.id = $1::uuid AND ${WHOSE}`,
);

const PARCEL_LINES = (where: Where): string => `
  (SELECT coalesce(json_agg(json_build_object('productName', i.product_name, 'variantName', i.variant_name,
      'sku', i.sku, 'quantity', fi.quantity) ORDER BY i.position, i.id), '[]')
   FROM fulfilment_items${where} fi JOIN order_items${where} i ON i.id = fi.order_item_id
   WHERE fi.fulfilment_id = f.id)`;

/** $1 order, $2 parcel; one that was given up is none. */
export const FIND_PARCEL = both(
  'orders-find-parcel-paper',
  (where) => `
  SELECT ${BUYER}, o.notes, json_build_object('id', f.id, 'packedAt', ${ISO('f.created_at')}, 'carrier', f.carrier,
    'trackingNumber', f.tracking_number, 'lines', ${PARCEL_LINES(where)},
    'document', ${document('packing_slip', 'f.id')}) AS parcel
  FROM orders${where} o JOIN fulfilments${where} f ON f.order_id = o.id
  WHERE o.id = $1::uuid AND f.id = $2::uuid AND f.status <> 'cancelled'`,
);

export const LOAD_FILE: Statement = {
  name: 'orders-load-file',
  text: 'SELECT content FROM order_documents WHERE id = $1::uuid AND source_hash = $2::text',
};

/** $1 order. Whoever erases a person changes this row first, so a file is stored before that or not at all. */
export const HOLD_ORDER: Statement = {
  name: 'orders-hold-for-file',
  text: 'SELECT id FROM orders WHERE id = $1::uuid FOR NO KEY UPDATE',
};

export const HOLD_ARCHIVED_ORDER: Statement = {
  name: 'orders-hold-archived-for-file',
  text: 'SELECT id FROM orders_archive WHERE id = $1::uuid FOR NO KEY UPDATE',
};

/** Its id is part of what the content was sealed with, so another row of the same paper stays. */
export const STORE_FILE: Statement = {
  name: 'orders-store-file',
  text: `
  INSERT INTO order_documents (id, order_id, kind, subject_id, source_hash, content) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (kind, subject_id) DO UPDATE SET source_hash = excluded.source_hash, content = excluded.content
    WHERE order_documents.id = excluded.id`,
};

const LINES = `(SELECT coalesce(json_agg(json_build_object('id', i.id, 'productName', i.product_name,
    'variantName', i.variant_name, 'sku', i.sku, 'quantity', i.quantity, 'unitPrice', i.unit_price::text,
    'totalPrice', i.total_price::text, 'discountAmount', i.discount_amount::text,
    'taxAmount', i.tax_amount::text, 'taxes', i.taxes) ORDER BY i.position, i.id), '[]')
  FROM order_items i WHERE i.order_id = o.id)`;

/** Surplus was never on an invoice: where an edit made the order cheaper, the new invoice says so. */
const UNNOTED_REFUNDS = `(SELECT coalesce(json_agg(json_build_object('id', r.id, 'amount', r.amount::text,
    'lines', coalesce(r.lines, '[]'::jsonb)) ORDER BY r.created_at, r.id), '[]')
  FROM refunds r WHERE r.order_id = o.id AND r.status = 'succeeded' AND NOT r.surplus
    AND NOT EXISTS (SELECT FROM invoices v WHERE v.refund_id = r.id))`;

const LATEST = `(SELECT json_build_object('id', v.id, 'number', v.number, 'revision', v.revision, 'content', v.content)
  FROM invoices v WHERE v.order_id = o.id AND v.kind = 'invoice' ORDER BY v.revision DESC LIMIT 1)`;

/** $1 order, which the caller holds. The rates are for an order that did not keep its own; inactive rates count: they may have applied when it was placed. */
export const LOAD_INVOICED: Statement = {
  name: 'orders-load-invoiced',
  text: `
  SELECT o.status, json_build_object('orderNumber', o.order_number, 'orderedAt', ${ISO('o.created_at')},
      'currency', o.currency, 'taxInclusive', o.tax_inclusive, 'subtotal', o.subtotal::text,
      'discountAmount', o.discount_amount::text, 'shippingCost', o.shipping_cost::text,
      'taxAmount', o.tax_amount::text, 'totalAmount', o.total_amount::text, 'lines', ${LINES},
      'shippingTaxes', o.shipping_taxes, 'taxRates', (SELECT coalesce(json_agg(DISTINCT trim_scale(t.rate)::text), '[]') FROM tax_rates t
        WHERE t.country = o.shipping_address ->> 'country')) AS "order",
    ${LATEST} AS latest, ${UNNOTED_REFUNDS} AS refunds
  FROM orders o WHERE o.id = $1::uuid`,
};

/**
 * Takes the next number of the year (UTC) and writes the paper. $1 prefix, $2 kind, $3 order, $4 refund,
 * $5 corrected invoice, $6 revision, $7 currency, $8 total, $9 content.
 */
export const ISSUE: Statement = {
  name: 'orders-issue-invoice',
  text: `
  WITH number AS (
    INSERT INTO invoice_counters (year, last_number)
    VALUES (extract(year FROM now() AT TIME ZONE 'UTC')::int, 1)
    ON CONFLICT (year) DO UPDATE SET last_number = invoice_counters.last_number + 1
    RETURNING year, last_number
  )
  INSERT INTO invoices (number, year, sequence, kind, order_id, refund_id, corrects_id, revision, currency,
    total_amount, content)
  SELECT $1::text || '-' || n.year || '-' || lpad(n.last_number::text, greatest(6, length(n.last_number::text)), '0'),
    n.year, n.last_number, $2::text, $3::uuid, $4::uuid, $5::uuid, $6::int, $7::text, $8::numeric, $9::jsonb
  FROM number n
  RETURNING id, number`,
};
