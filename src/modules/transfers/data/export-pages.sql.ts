import type { Statement } from '../../../database/statement.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

// $1 where the page begins, $2 how many, $3 filters (JSON), $4 other currencies, $5 other languages, $6 the shop's currency.
const FILTERED = `p.deleted_at IS NULL AND ($1::text IS NULL OR p.slug > $1)
  AND ($3::jsonb ->> 'published' IS NULL OR p.published = ($3::jsonb ->> 'published')::boolean)
  AND ($3::jsonb ->> 'status' IS NULL OR p.status::text = $3::jsonb ->> 'status')
  AND ($3::jsonb ->> 'brandSlug' IS NULL OR p.brand_id = (
    SELECT b.id FROM brands b WHERE b.slug = $3::jsonb ->> 'brandSlug' AND b.deleted_at IS NULL))
  AND ($3::jsonb ->> 'categorySlug' IS NULL OR p.category_id IN (
    SELECT c.id FROM categories c JOIN categories top ON c.path LIKE top.path || '%'
    WHERE top.slug = $3::jsonb ->> 'categorySlug' AND top.deleted_at IS NULL))
  AND ($3::jsonb ->> 'from' IS NULL OR p.updated_at >= ($3::jsonb ->> 'from')::timestamptz)
  AND ($3::jsonb ->> 'to' IS NULL OR p.updated_at < ($3::jsonb ->> 'to')::timestamptz)`;

const PRICES = `(SELECT json_object_agg(r.currency, json_build_object('price', r.price, 'compareAtPrice', r.compare_at_price))
  FROM (SELECT $6::text AS currency, v.price::text, v.compare_at_price::text UNION ALL
    SELECT o.currency, o.price::text, o.compare_at_price::text FROM variant_prices o
    WHERE o.variant_id = v.id AND o.currency = ANY ($4::text[])) r)`;

const VARIANT = `json_build_object('sku', v.sku, 'name', v.name, 'attributes', (
    SELECT coalesce(json_object_agg(a.name, av.value), '{}') FROM variant_attributes va
    JOIN attribute_values av ON av.id = va.attribute_value_id JOIN attributes a ON a.id = av.attribute_id
    WHERE va.variant_id = v.id),
  'prices', ${PRICES}, 'costPerItem', v.cost_per_item::text, 'stock', v.inventory_quantity,
  'weight', v.weight::text, 'barcode', v.barcode, 'position', v.position, 'active', v.is_active,
  'requiresShipping', v.requires_shipping, 'taxable', v.taxable)`;

const VARIANTS = `(SELECT coalesce(json_agg(${VARIANT} ORDER BY v.position, v.id), '[]')
  FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL)`;

/** A page of products with all that an import could say about them. */
export const PRODUCTS_PAGE: Statement = {
  name: 'transfers-products-page',
  text: `
    SELECT p.slug AS key, json_build_object('slug', p.slug, 'name', p.name,
      'shortDescription', p.short_description, 'description', p.description, 'brand', b.slug, 'category', c.slug,
      'collections', (SELECT coalesce(json_agg(l.slug ORDER BY l.slug), '[]') FROM collection_products cp
        JOIN collections l ON l.id = cp.collection_id AND l.deleted_at IS NULL
        WHERE cp.product_id = p.id AND NOT cp.by_rule),
      'basePrice', p.base_price::text, 'productSku', p.sku, 'status', p.status, 'published', p.published,
      'publishAt', ${ISO('p.publish_at')}, 'unpublishAt', ${ISO('p.unpublish_at')}, 'featured', p.featured,
      'productWeight', p.weight::text, 'taxClass', p.tax_class, 'dimensions', p.dimensions,
      'metadata', p.metadata, 'customFields', p.custom_fields,
      'translations', (SELECT coalesce(json_object_agg(t.locale, json_build_object('name', t.name, 'slug', t.slug,
          'shortDescription', t.short_description, 'description', t.description)), '{}')
        FROM catalog_translations t WHERE t.product_id = p.id AND t.locale = ANY ($5::text[])),
      'variants', ${VARIANTS})::text AS line
    FROM products p
    LEFT JOIN brands b ON b.id = p.brand_id AND b.deleted_at IS NULL
    LEFT JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
    WHERE ${FILTERED} ORDER BY p.slug LIMIT $2::int`,
};

/** Products with nothing but their variants. */
export const VARIANTS_PAGE: Statement = {
  name: 'transfers-variants-page',
  text: `
    SELECT p.slug AS key, json_build_object('slug', p.slug, 'variants', ${VARIANTS})::text AS line
    FROM products p WHERE ${FILTERED} AND ($5::text[] IS NOT NULL) ORDER BY p.slug LIMIT $2::int`,
};

const OF_VARIANT = `FROM product_variants v JOIN products p ON p.id = v.product_id AND p.deleted_at IS NULL
  WHERE v.deleted_at IS NULL AND v.sku IS NOT NULL AND ($1::text IS NULL OR v.sku > $1)
    AND $3::jsonb IS NOT NULL AND $4::text[] IS NOT NULL AND $5::text[] IS NOT NULL AND $6::text IS NOT NULL
  ORDER BY v.sku LIMIT $2::int`;

export const STOCK_PAGE: Statement = {
  name: 'transfers-stock-page',
  text: `
    SELECT v.sku AS key, json_build_object('sku', v.sku, 'quantity', v.inventory_quantity)::text AS line ${OF_VARIANT}`,
};

export const PRICES_PAGE: Statement = {
  name: 'transfers-prices-page',
  text: `
    SELECT v.sku AS key, json_build_object('sku', v.sku, 'prices', ${PRICES},
      'costPerItem', v.cost_per_item::text)::text AS line ${OF_VARIANT}`,
};

/** Those who buy; staff are not customers. */
export const CUSTOMERS_PAGE: Statement = {
  name: 'transfers-customers-page',
  text: `
    SELECT u.id::text AS key, json_build_object('id', u.id, 'email', u.email, 'username', u.username,
      'firstName', u.first_name, 'lastName', u.last_name, 'phoneNumber', u.phone_number,
      'verifiedEmail', u.verified_email, 'locked', u.locked,
      'orders', (SELECT count(*)::int FROM orders o WHERE o.user_id = u.id)
        + (SELECT count(*)::int FROM orders_archive o WHERE o.user_id = u.id),
      'registeredAt', ${ISO('u.created_at')})::text AS line
    FROM users u JOIN user_roles r ON r.id = u.role_id
    WHERE r.code = 'user' AND u.deleted_at IS NULL AND ($1::text IS NULL OR u.id > $1::uuid)
      AND ($3::jsonb ->> 'from' IS NULL OR u.created_at >= ($3::jsonb ->> 'from')::timestamptz)
      AND ($3::jsonb ->> 'to' IS NULL OR u.created_at < ($3::jsonb ->> 'to')::timestamptz)
      AND $4::text[] IS NOT NULL AND $5::text[] IS NOT NULL AND $6::text IS NOT NULL
    ORDER BY u.id LIMIT $2::int`,
};

function orders(where: '' | '_archive'): string {
  const same = where === '' ? '' : 'AND i.order_created_at = o.created_at';
  return `(SELECT o.id, o.order_number AS key, json_build_object('orderNumber', o.order_number,
      'status', o.status, 'placedAt', ${ISO('o.created_at')}, 'email', o.email, 'currency', o.currency,
      'subtotal', o.subtotal::text, 'taxAmount', o.tax_amount::text, 'shippingCost', o.shipping_cost::text,
      'discountAmount', o.discount_amount::text, 'totalAmount', o.total_amount::text,
      'refundedAmount', o.refunded_amount::text, 'shippingMethod', o.shipping_method_code,
      'shippingAddress', o.shipping_address, 'notes', o.notes,
      'items', (SELECT coalesce(json_agg(json_build_object('sku', i.sku, 'productName', i.product_name,
          'variantName', i.variant_name, 'quantity', i.quantity, 'unitPrice', i.unit_price::text,
          'totalPrice', i.total_price::text, 'itemDiscount', i.discount_amount::text,
          'itemTax', i.tax_amount::text) ORDER BY i.position), '[]')
        FROM order_items${where} i WHERE i.order_id = o.id ${same}))::text AS line
    FROM orders${where} o
    WHERE ($1::text IS NULL OR o.order_number > $1)
      AND (coalesce($3::jsonb -> 'status', '[]') = '[]' OR $3::jsonb -> 'status' ? o.status::text)
      AND ($3::jsonb ->> 'from' IS NULL OR o.created_at >= ($3::jsonb ->> 'from')::timestamptz)
      AND ($3::jsonb ->> 'to' IS NULL OR o.created_at < ($3::jsonb ->> 'to')::timestamptz)
      AND ($3::jsonb ->> 'customerId' IS NULL OR o.user_id = ($3::jsonb ->> 'customerId')::uuid)
      AND ($3::jsonb ->> 'minTotal' IS NULL OR o.total_amount >= ($3::jsonb ->> 'minTotal')::numeric)
      AND ($3::jsonb ->> 'maxTotal' IS NULL OR o.total_amount <= ($3::jsonb ->> 'maxTotal')::numeric)
      AND ($3::jsonb ->> 'sku' IS NULL OR o.id IN (SELECT i.order_id FROM order_items${where} i
        WHERE i.variant_id IN (SELECT v.id FROM product_variants v WHERE v.sku = $3::jsonb ->> 'sku')))
      AND ($3::jsonb ->> 'hasReturns' IS NULL OR ($3::jsonb ->> 'hasReturns')::boolean
        = EXISTS (SELECT FROM returns${where} t WHERE t.order_id = o.id ${same.replace('i.', 't.')}))
      AND $4::text[] IS NOT NULL AND $5::text[] IS NOT NULL AND $6::text IS NOT NULL
    ORDER BY o.order_number LIMIT $2::int)`;
}

/** Those of the archive too. The address is as it is stored: its personal parts are encrypted. */
export const ORDERS_PAGE: Statement = {
  name: 'transfers-orders-page',
  text: `SELECT id, key, line FROM (${orders('')} UNION ALL ${orders('_archive')}) s ORDER BY key LIMIT $2::int`,
};

/** Names of what variants differ in. */
export const ATTRIBUTE_NAMES: Statement = {
  name: 'transfers-attribute-names',
  text: 'SELECT name FROM attributes ORDER BY name',
};
