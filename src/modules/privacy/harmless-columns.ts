/**
 * Columns with texts, documents or addresses that somebody has looked at and found nothing personal
 * in: names of things for sale, codes, states, digests of the program's own. Numbers, times, ids and
 * enums need no line. An archive has the columns of its live table.
 */
export const HARMLESS_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  account_notices: ['kind'],
  api_keys: ['scopes'],
  attribute_values: ['value'],
  attributes: ['name'],
  audit_digests: ['frame', 'digest'],
  audit_log: ['table_name', 'row_id', 'action', 'request_id'],
  audit_seals: ['previous_digest', 'digest'],
  brands: ['name', 'description', 'image_url', 'image_id', 'slug'],
  cart_codes: ['code'],
  categories: ['name', 'description', 'image_url', 'image_id', 'slug', 'path', 'tax_class'],
  collections: ['name', 'description', 'image_url', 'image_id', 'slug'],
  customer_groups: ['code', 'name'],
  data_exports: ['status'],
  discount_targets: ['kind'],
  discounts: ['name', 'code', 'description', 'rules', 'exclusive_group'],
  email_verifications: ['purpose'],
  erasures: ['order_ids', 'status'],
  fulfilments: ['status', 'carrier'],
  idempotency_keys: ['route', 'state'],
  images: ['url', 'cloudinary_id', 'alt_text'],
  job_runs: ['name', 'last_error', 'result'],
  migrations: ['name'],
  oidc_logins: ['issuer', 'refusal'],
  order_items: ['product_name', 'variant_name', 'sku', 'attributes'],
  orders: ['order_number', 'currency', 'shipping_method_code'],
  outbox_events: ['event', 'queue', 'job', 'request_id'],
  payment_events: ['gateway', 'event_id', 'kind', 'reference', 'currency', 'outcome'],
  payment_methods: [
    'code',
    'name',
    'description',
    'gateway_supported',
    'currency_supported',
    'countries_supported',
    'metadata',
  ],
  payments: ['reference', 'currency'],
  permissions: ['module'],
  product_listings: ['card'],
  product_variants: ['name', 'sku', 'barcode'],
  products: [
    'name',
    'slug',
    'description',
    'short_description',
    'sku',
    'dimensions',
    'metadata',
    'tax_class',
    'search_vector',
  ],
  ratings: ['status'],
  refunds: ['currency', 'lines', 'status', 'idempotency_key', 'gateway_refund_id'],
  returns: ['status'],
  search_vocabulary: ['word'],
  shipping_methods: ['code', 'name', 'description'],
  shipping_rates: ['currency'],
  shipping_zones: ['code', 'name', 'countries'],
  stock_movements: ['cause'],
  stock_reservations: ['status'],
  tax_rates: ['name', 'country', 'region', 'tax_class'],
  user_identities: ['issuer'],
  user_payment_infos: ['gateway'],
  user_roles: ['code', 'name', 'description'],
};

/**
 * Tables that name a person or an order in a column and hold nothing of him that an export or an
 * erase would have to know: their line in the registry would say `keep` and `not exported`.
 */
export const TABLES_OF_NOBODY: readonly string[] = ['stock_reservations'];
