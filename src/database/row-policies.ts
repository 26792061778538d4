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

// Settings of the transaction (`settings.ts`). In sub-selects: PostgreSQL then reads them once per
// statement and not once per row. Nothing set means nothing seen.
const EVERYBODY = `(SELECT current_setting('app.scope', true)) = 'all'`;
const PERSON = `(SELECT nullif(current_setting('app.user_id', true), '')::uuid)`;
const TOKENS = `((SELECT string_to_array(current_setting('app.tokens', true), ','))::text[])`;
const CREATED = `((SELECT string_to_array(nullif(current_setting('app.creates', true), ''), ',')::uuid[])::uuid[])`;
const KEY_SCOPES = `((SELECT array_append(
  ARRAY(SELECT 'cart:' || t FROM unnest(string_to_array(current_setting('app.tokens', true), ',')) t),
  'user:' || current_setting('app.user_id', true)))::text[])`;

const STAFF: RowPolicy = { rows: EVERYBODY };
const OWN: RowPolicy = { rows: `${EVERYBODY} OR user_id = ${PERSON}` };
const OWN_OR_GUEST: RowPolicy = { rows: `${OWN.rows} OR token_hash = ANY (${TOKENS})` };

/** Rows whose parent is in sight, or is being made by this very statement. */
function through(parent: string, condition: string, key?: string): string {
  const made = key === undefined ? '' : ` OR ${key} = ANY (${CREATED})`;
  return `${EVERYBODY}${made} OR EXISTS (SELECT FROM ${parent} parent WHERE ${condition})`;
}

const OF_CART: RowPolicy = { rows: through('shopping_carts', 'parent.id = cart_id', 'cart_id') };
const OF_ORDER: RowPolicy = { rows: through('orders', 'parent.id = order_id', 'order_id') };
const OWN_OR_OF_ORDER: RowPolicy = { rows: `${OF_ORDER.rows} OR user_id = ${PERSON}` };
const OF_ARCHIVED: RowPolicy = {
  rows: through('orders_archive', 'parent.id = order_id AND parent.created_at = order_created_at'),
};
const PART_OF_ARCHIVED: RowPolicy = {
  rows: through(
    'orders_archive',
    'parent.id = owner_order_id AND parent.created_at = order_created_at',
  ),
};
const OWN_OR_OF_ARCHIVED: RowPolicy = { rows: `${OF_ARCHIVED.rows} OR user_id = ${PERSON}` };

/** Every table whose rows belong to somebody. A test asks about each table that is missing here. */
export const ROW_POLICIES: Readonly<Record<string, RowPolicy>> = {
  users: { rows: `${EVERYBODY} OR id = ${PERSON}` },
  user_sessions: OWN,
  user_addresses: OWN,
  user_payment_infos: OWN,
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
  data_export_parts: { rows: through('data_exports', 'parent.id = export_id') },
  erasures: OWN,

  shopping_carts: OWN_OR_GUEST,
  cart_items: OF_CART,
  cart_codes: OF_CART,

  orders: OWN_OR_GUEST,
  order_items: OF_ORDER,
  order_status_history: OF_ORDER,
  stock_reservations: OF_ORDER,
  stock_movements: OF_ORDER,
  fulfilments: OF_ORDER,
  fulfilment_items: { rows: through('fulfilments', 'parent.id = fulfilment_id') },
  returns: OF_ORDER,
  return_items: { rows: through('returns', 'parent.id = return_id') },
  discount_usages: OWN_OR_OF_ORDER,
  payments: OWN_OR_OF_ORDER,
  refunds: OF_ORDER,
  // What gateways say; it is told to nobody.
  payment_events: STAFF,
  // A guest's counter is a number beside a keyed hash of his address, and he proves that he is the
  // one by nothing but his order.
  discount_user_counters: {
    rows: `${EVERYBODY} OR customer_key = (SELECT current_setting('app.user_id', true))
      OR length(customer_key) = 64`,
  },
  idempotency_keys: { rows: `${EVERYBODY} OR scope = ANY (${KEY_SCOPES})` },

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

  ratings: { ...OWN, sees: `status = 'published'` },
  rating_votes: OWN,

  // Triggers write it for whoever acts.
  audit_log: { ...STAFF, adds: 'true' },
};
