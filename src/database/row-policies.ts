/**
 * Which rows of a table the application's role may see and write. Anything that a policy does not let
 * through is not there: a SELECT skips it, a write of it is refused (42501).
 */
export interface RowPolicy {
  /** SQL condition for reading and writing alike. */
  readonly rows: string;
  /** Rows that may be read beside those. */
  readonly sees?: string;
  /** Rows that may be added beside those. */
  readonly adds?: string;
}

// Settings of the transaction (`settings.ts`). Nothing set means nothing seen. Not in sub-selects, which
// PostgreSQL would run once per statement and not once per row: to set one up costs as much as some
// dozen rows, and the statements of a shop read fewer.
const EVERYBODY = `current_setting('app.scope', true) = 'all'`;
const PERSON = `nullif(current_setting('app.user_id', true), '')::uuid`;
const TOKENS = `string_to_array(current_setting('app.tokens', true), ',')`;
const CREATED = `string_to_array(nullif(current_setting('app.creates', true), ''), ',')::uuid[]`;

const MINE = `user_id = ${PERSON}`;
const MINE_AS_GUEST = `token_hash = ANY (${TOKENS})`;

/** The parent is in sight. */
function below(parent: string, condition: string): string {
  return `EXISTS (SELECT FROM ${parent} parent WHERE ${condition})`;
}

const BELOW_ORDER = `order_id = ANY (${CREATED}) OR ${below('orders', 'parent.id = order_id')}`;
const BELOW_ARCHIVED = below(
  'orders_archive',
  'parent.id = order_id AND parent.created_at = order_created_at',
);

/** What is cheap to find out comes first. */
function rows(...conditions: readonly string[]): RowPolicy {
  return { rows: [EVERYBODY, ...conditions].join(' OR ') };
}

const STAFF = rows();
const OWN = rows(MINE);
const OWN_OR_GUEST = rows(MINE, MINE_AS_GUEST);
const OF_CART = rows(`cart_id = ANY (${CREATED})`, below('shopping_carts', 'parent.id = cart_id'));
const OF_ORDER = rows(BELOW_ORDER);
const OWN_OR_OF_ORDER = rows(MINE, BELOW_ORDER);
const OF_ARCHIVED = rows(BELOW_ARCHIVED);
const OWN_OR_OF_ARCHIVED = rows(MINE, BELOW_ARCHIVED);
// Its order may have been archived meanwhile.
const OF_ORDER_OR_ARCHIVED = rows(BELOW_ORDER, below('orders_archive', 'parent.id = order_id'));
const PART_OF_ARCHIVED = rows(
  below('orders_archive', 'parent.id = owner_order_id AND parent.created_at = order_created_at'),
);

/** Every table whose rows belong to somebody. A test asks about each table that is missing here. */
export const ROW_POLICIES: Readonly<Record<string, RowPolicy>> = {
  users: rows(`id = ${PERSON}`),
  user_sessions: OWN,
  user_addresses: OWN,
  user_payment_infos: OWN,
  gateway_customers: OWN,
  user_totp: OWN,
  user_recovery_codes: OWN,
  user_identities: OWN,
  oidc_logins: STAFF,
  api_keys: OWN,
  email_verifications: OWN,
  phone_verifications: OWN,
  account_notices: OWN,
  customer_group_members: OWN,
  data_exports: OWN,
  data_export_parts: rows(below('data_exports', 'parent.id = export_id')),
  erasures: OWN,

  shopping_carts: OWN_OR_GUEST,
  cart_items: OF_CART,
  cart_codes: OF_CART,

  orders: OWN_OR_GUEST,
  // Its customer reads it with the token that he was sent.
  order_drafts: rows(MINE_AS_GUEST),
  order_items: OF_ORDER,
  order_status_history: OF_ORDER,
  stock_reservations: OF_ORDER,
  stock_movements: OF_ORDER,
  // What lies where; customers are told nothing of it.
  stock_level_movements: STAFF,
  fulfilments: OF_ORDER,
  fulfilment_items: rows(below('fulfilments', 'parent.id = fulfilment_id')),
  returns: OF_ORDER,
  return_items: rows(below('returns', 'parent.id = return_id')),
  discount_usages: OWN_OR_OF_ORDER,
  payments: OWN_OR_OF_ORDER,
  refunds: OF_ORDER,
  invoices: OF_ORDER_OR_ARCHIVED,
  order_edits: OF_ORDER_OR_ARCHIVED,
  order_documents: OF_ORDER_OR_ARCHIVED,
  // What gateways say; it is told to nobody.
  payment_events: STAFF,
  reconciliation_issues: STAFF,
  // A guest's counter is a number beside a keyed hash of his address, and he proves that he is the
  // one by nothing but his order.
  discount_user_counters: rows(
    `customer_key = current_setting('app.user_id', true)`,
    'length(customer_key) = 64',
  ),
  // The scope of a key is `user:<id>` or `cart:<hash of the token>`.
  idempotency_keys: rows(
    `scope = 'user:' || current_setting('app.user_id', true)`,
    `left(scope, 5) = 'cart:' AND substr(scope, 6) = ANY (${TOKENS})`,
  ),

  orders_archive: OWN_OR_GUEST,
  order_items_archive: OF_ARCHIVED,
  order_status_history_archive: OF_ARCHIVED,
  stock_movements_archive: OF_ARCHIVED,
  fulfilments_archive: OF_ARCHIVED,
  fulfilment_items_archive: PART_OF_ARCHIVED,
  returns_archive: OF_ARCHIVED,
  return_items_archive: PART_OF_ARCHIVED,
  discount_usages_archive: OWN_OR_OF_ARCHIVED,
  payments_archive: OWN_OR_OF_ARCHIVED,
  refunds_archive: OF_ARCHIVED,

  ratings: { ...OWN, sees: `status = 'approved'` },
  rating_votes: OWN,
  rating_reports: OWN,

  wishlists: OWN,
  wishlist_items: rows(below('wishlists', 'parent.id = wishlist_id')),
  product_alerts: OWN,

  // Triggers write it for whoever acts.
  audit_log: { ...STAFF, adds: 'true' },
};
