import type { PersonalColumn, PersonalTable } from './personal-data.types.js';

const OF_ORDERS = 't.order_id IN (:orders)';
/** Always so; it names the parameters that the statements have. */
const SOMEBODY = '($1::uuid IS NOT NULL OR cardinality($2::uuid[]) > 0)';
/** Carts of the person, and those that became his orders as a guest. */
const CARTS = `
  SELECT c.id FROM shopping_carts c WHERE c.user_id = $1::uuid OR c.id IN (
    SELECT o.cart_id FROM orders o WHERE o.id IN (:orders) UNION ALL
    SELECT o.cart_id FROM orders_archive o WHERE o.id IN (:orders))`;

// Country and city say where something was sold (taxes, reports), not to whom.
const erasedAddress = (column: string): string => `CASE WHEN t.${column} IS NOT NULL THEN
  jsonb_build_object('recipient', NULL, 'phoneNumber', NULL, 'street', NULL, 'ward', NULL,
    'district', NULL, 'city', t.${column} -> 'city', 'postalCode', NULL,
    'country', t.${column} -> 'country') END`;

const address = (column: string): PersonalColumn => ({
  protection: 'encrypted',
  fields: ['recipient', 'phoneNumber', 'street'],
  erased: erasedAddress(column),
});

/** Carts, orders, payments, and what tells of them. Sums, numbers and lines of orders stay valid. */
export const ORDER_DATA: readonly PersonalTable[] = [
  {
    // Before the carts: a guest's answers are found by the token of his cart.
    table: 'idempotency_keys',
    whose: `t.scope = 'user:' || $1::text OR t.scope IN (
      SELECT 'cart:' || c.token_hash FROM shopping_carts c WHERE c.id IN (${CARTS}))`,
    erase: 'delete',
    exported: { not: 'copies of answers that were given, for a week' },
    columns: {
      scope: { protection: 'plain', secret: true },
      key: { protection: 'plain', secret: true },
      fingerprint: { protection: 'hash', secret: true },
      response_body: { protection: 'plain' },
    },
  },
  {
    table: 'cart_codes',
    whose: `t.cart_id IN (${CARTS})`,
    erase: 'delete',
    exported: true,
    columns: {},
  },
  {
    table: 'cart_items',
    whose: `t.cart_id IN (${CARTS})`,
    erase: 'delete',
    exported: true,
    columns: { notes: { protection: 'plain' } },
  },
  {
    table: 'shopping_carts',
    whose: `t.id IN (${CARTS})`,
    erase: 'delete',
    exported: true,
    columns: {
      token_hash: { protection: 'hash', secret: true },
      notes: { protection: 'plain' },
    },
  },
  {
    table: 'orders',
    archived: true,
    whose: 't.id IN (:orders)',
    erase: 'overwrite',
    exported: true,
    columns: {
      email: { protection: 'plain', erased: "'erased@invalid'" },
      token_hash: { protection: 'hash', secret: true, erased: 'NULL' },
      shipping_address: address('shipping_address'),
      billing_address: address('billing_address'),
      notes: { protection: 'plain', erased: 'NULL' },
    },
  },
  {
    table: 'invoices',
    whose: OF_ORDERS,
    erase: 'keep',
    exported: true,
    columns: {},
  },
  {
    table: 'order_edits',
    whose: OF_ORDERS,
    erase: 'keep',
    exported: { not: 'notes of the staff about the books; the order itself is in the export' },
    columns: { reason: { protection: 'plain', kept: 'why staff changed what is in the books' } },
  },
  {
    // Behind the orders: whoever stores a file holds the lock of its order and looks at it again.
    table: 'order_documents',
    whose: OF_ORDERS,
    erase: 'delete',
    exported: { not: 'files that are made of the order and its lines, to be fetched there' },
    columns: { content: { protection: 'encrypted' } },
  },
  {
    table: 'order_items',
    archived: true,
    whose: OF_ORDERS,
    erase: 'overwrite',
    exported: true,
    columns: { notes: { protection: 'plain', erased: 'NULL' } },
  },
  {
    table: 'order_drafts',
    whose: `t.user_id = $1::uuid OR t.order_id IN (:orders)`,
    erase: 'delete',
    exported: true,
    columns: {
      email: { protection: 'plain' },
      token_hash: { protection: 'hash', secret: true },
      shipping_address: address('shipping_address'),
      billing_address: address('billing_address'),
      notes: { protection: 'plain' },
      lines: { protection: 'plain' },
    },
  },
  {
    table: 'order_status_history',
    archived: true,
    whose: OF_ORDERS,
    erase: 'by_function',
    exported: true,
    columns: { reason: { protection: 'plain' } },
  },
  {
    table: 'stock_movements',
    archived: true,
    whose: OF_ORDERS,
    erase: 'by_function',
    exported: { not: 'the books of the warehouse; the lines of the order say the same' },
    columns: { note: { protection: 'plain' } },
  },
  {
    table: 'fulfilments',
    archived: true,
    whose: OF_ORDERS,
    erase: 'overwrite',
    exported: true,
    // Carriers show name and address to whoever knows the number.
    columns: { tracking_number: { protection: 'plain', erased: 'NULL' } },
  },
  {
    table: 'returns',
    archived: true,
    whose: OF_ORDERS,
    erase: 'overwrite',
    exported: true,
    columns: {
      reason: { protection: 'plain', erased: 'NULL' },
      answer: { protection: 'plain', erased: 'NULL' },
    },
  },
  {
    table: 'payments',
    archived: true,
    whose: OF_ORDERS,
    erase: 'overwrite',
    exported: true,
    columns: {
      gateway_payment_id: {
        protection: 'plain',
        kept: 'a refund and the accounts of the gateway need it; it names a payment',
      },
      gateway_response: { protection: 'plain', erased: 'NULL' },
      redirect_url: { protection: 'plain', erased: 'NULL', secret: true },
      failure_reason: { protection: 'plain', erased: 'NULL' },
    },
  },
  {
    table: 'payment_events',
    whose: `t.payment_id IN (SELECT p.id FROM payments p WHERE p.order_id IN (:orders) UNION ALL
      SELECT p.id FROM payments_archive p WHERE p.order_id IN (:orders))`,
    erase: 'overwrite',
    exported: { not: 'what banks told the shop; its outcome stands in the payments' },
    columns: {
      gateway_payment_id: { protection: 'plain', kept: 'as in payments' },
      reason: { protection: 'plain', erased: 'NULL' },
      body: { protection: 'plain', erased: 'NULL' },
    },
  },
  {
    table: 'reconciliation_issues',
    whose: OF_ORDERS,
    erase: 'keep',
    exported: { not: 'notes of the staff about the books; payments and refunds are in the export' },
    columns: { note: { protection: 'plain', kept: 'why staff settled what is in the books' } },
  },
  {
    table: 'refunds',
    archived: true,
    whose: OF_ORDERS,
    erase: 'overwrite',
    exported: true,
    columns: {
      reason: { protection: 'plain', erased: 'NULL' },
      failure_reason: { protection: 'plain', erased: 'NULL' },
    },
  },
  {
    // A guest's digest is replaced by one that nobody can make again; the counts stay.
    table: 'discount_usages',
    archived: true,
    whose: OF_ORDERS,
    erase: 'by_function',
    exported: true,
    columns: { guest_hash: { protection: 'blind_index', secret: true } },
  },
  {
    table: 'discount_user_counters',
    whose: 't.customer_key = $1::text',
    erase: 'by_function',
    exported: true,
    columns: {
      customer_key: {
        protection: 'blind_index',
        secret: true,
        kept: 'the id of a user leads to an empty account; that of a guest is replaced',
      },
    },
  },
  {
    table: 'audit_log',
    whose: 'FALSE',
    erase: 'by_function',
    exported: { not: 'the log of the shop; what it tells about stands in the rows themselves' },
    columns: { before: { protection: 'plain' }, after: { protection: 'plain' } },
  },
  {
    table: 'outbox_events',
    whose: 'FALSE',
    erase: 'keep',
    exported: { not: 'work of the program' },
    columns: {
      payload: { protection: 'plain', kept: 'ids and flags only, by the schemas of the events' },
      last_error: { protection: 'plain', kept: 'errors name no values; addresses are cut out' },
    },
  },
  {
    // Lists of people and orders that staff had made: with a person they go as a whole.
    table: 'exports',
    whose: `${SOMEBODY} AND t.kind IN ('customers', 'orders')`,
    erase: 'overwrite',
    alsoErased: { status: "'expired'" },
    exported: { not: 'lists of the shop' },
    columns: {},
  },
  {
    table: 'export_parts',
    whose: `${SOMEBODY} AND t.export_id IN (
      SELECT e.id FROM exports e WHERE e.kind IN ('customers', 'orders'))`,
    erase: 'delete',
    exported: { not: 'lists of the shop; what they tell stands in the rows themselves' },
    columns: { content: { protection: 'encrypted' } },
  },
  {
    table: 'erasures',
    whose: 't.user_id = $1::uuid',
    erase: 'keep',
    exported: { not: 'it is gone when there is one' },
    columns: {},
  },
];
