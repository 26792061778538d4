import { CAN_BE_SOLD } from '../../data/sql-parts.js';
import { type Sort, SortOrders, type SortPosition } from '../../../../common/http/sort-order.js';
import type { Statement } from '../../../../database/statement.js';

/** The page of a product for staff embeds this many variants. */
export const EMBEDDED = 20;

const time = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const link = (table: string, id: string): string =>
  `(SELECT json_build_object('id', g.id, 'slug', g.slug, 'name', g.name) FROM ${table} g WHERE g.id = ${id})`;

/** `$1` is always the shop's currency, `$2` its digits. */
const money = (amount: string): string => `round(${amount}, $2::int)::text`;

const VARIANT_FIELDS = `
  v.id, v.product_id AS "productId", v.name, v.sku, v.barcode, ${money('v.price')} AS price,
  ${money('v.compare_at_price')} AS "compareAtPrice", ${money('v.cost_per_item')} AS "costPerItem",
  $1::text AS currency, v.weight, v.position, v.is_active AS "isActive",
  v.requires_shipping AS "requiresShipping", v.taxable,
  COALESCE((SELECT json_agg(json_build_object('name', a.name, 'value', av.value) ORDER BY a.id)
    FROM variant_attributes va JOIN attribute_values av ON av.id = va.attribute_value_id
    JOIN attributes a ON a.id = av.attribute_id WHERE va.variant_id = v.id), '[]'::json) AS attributes,
  v.inventory_quantity AS stock,
  v.deleted_at IS NULL AND v.is_active AND p.deleted_at IS NULL AND p.published AND p.status = 'active'
    AND ${CAN_BE_SOLD('v')} AS purchasable,
  CASE
    WHEN v.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL THEN 'deleted'
    WHEN NOT p.published THEN 'product_unpublished'
    WHEN p.status = 'inactive' THEN 'product_inactive'
    WHEN NOT v.is_active THEN 'variant_inactive'
    WHEN p.status = 'discontinued' THEN 'discontinued'
    WHEN p.status = 'out_of_stock' THEN 'out_of_stock_editorial'
    WHEN NOT ${CAN_BE_SOLD('v')} THEN 'out_of_stock'
  END AS "unavailableReason",
  ${time('v.deleted_at')} AS "deletedAt", ${time('v.created_at')} AS "createdAt", ${time('v.updated_at')} AS "updatedAt"`;

const SUMMARY_FIELDS = `
  p.id, p.slug, p.name, p.sku, p.status, p.published, p.featured,
  ${time('p.publish_at')} AS "publishAt", ${time('p.unpublish_at')} AS "unpublishAt",
  ${money('p.base_price')} AS "basePrice", $1::text AS currency,
  ${link('brands', 'p.brand_id')} AS brand, ${link('categories', 'p.category_id')} AS category,
  ${money('COALESCE(s.price_min, p.base_price)')} AS price, ${money('COALESCE(s.price_max, p.base_price)')} AS "priceMax",
  s.n AS "variantCount", s.stock,
  ${time('p.deleted_at')} AS "deletedAt", ${time('p.created_at')} AS "createdAt", ${time('p.updated_at')} AS "updatedAt"`;

/** A deleted product counts the variants that went with it. */
const SUMMARY_JOIN = `
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS n, min(v.price) AS price_min, max(v.price) AS price_max,
      COALESCE(sum(v.inventory_quantity), 0)::int AS stock
    FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NOT DISTINCT FROM p.deleted_at
  ) s`;

/** $3 product id. One row with everything that staff may know, deleted ones too. */
export const ADMIN_PRODUCT: Statement = {
  name: 'products-admin-get',
  text: `
    SELECT row_to_json(d) AS doc FROM products p ${SUMMARY_JOIN}
    CROSS JOIN LATERAL (
      SELECT ${SUMMARY_FIELDS}, p.short_description AS "shortDescription", p.description, p.weight, p.dimensions,
        p.metadata, p.custom_fields AS "customFields", p.tax_class AS "taxClass",
        (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'slug', c.slug, 'name', c.name) ORDER BY c.name, c.id), '[]'::json)
          FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
          WHERE cp.product_id = p.id AND NOT cp.by_rule AND c.deleted_at IS NULL) AS collections,
        (SELECT COALESCE(json_agg(row_to_json(e)), '[]'::json) FROM (
          SELECT ${VARIANT_FIELDS} FROM (
            SELECT * FROM product_variants pv
            WHERE pv.product_id = p.id AND pv.deleted_at IS NOT DISTINCT FROM p.deleted_at
            ORDER BY pv.position, pv.id LIMIT ${EMBEDDED}) v ORDER BY v.position, v.id) e) AS variants
    ) d
    WHERE p.id = $3::uuid`,
};

/** $3 variant id; deleted ones too. */
export const ADMIN_VARIANT: Statement = {
  name: 'products-admin-variant',
  text: `
    SELECT row_to_json(d) AS doc FROM product_variants v JOIN products p ON p.id = v.product_id
    CROSS JOIN LATERAL (SELECT ${VARIANT_FIELDS}) d
    WHERE v.id = $3::uuid`,
};

/** $3 product id, $4 limit, $5 and $6 position and id to go on behind, $7 deleted ones. */
export const ADMIN_VARIANTS: Statement = {
  name: 'products-admin-variants',
  text: `
    SELECT row_to_json(d) AS doc FROM (
      SELECT * FROM product_variants pv
      WHERE pv.product_id = $3::uuid AND (pv.deleted_at IS NOT NULL) = $7::boolean
        AND (pv.position, pv.id) > ($5::int, $6::uuid)
      ORDER BY pv.position, pv.id LIMIT $4::int
    ) v JOIN products p ON p.id = v.product_id
    CROSS JOIN LATERAL (SELECT ${VARIANT_FIELDS}) d
    ORDER BY v.position, v.id`,
};

/** What a list of products for staff is narrowed by. */
export interface AdminFilter {
  readonly status?: string | undefined;
  readonly published?: boolean | undefined;
  readonly deleted?: boolean | undefined;
  readonly featured?: boolean | undefined;
  /** Slugs; a category stands for all below it too. */
  readonly category?: string | undefined;
  readonly brand?: string | undefined;
  readonly collection?: string | undefined;
  /** Exactly, of the product or of one of its variants. */
  readonly sku?: string | undefined;
  /** Words of name and description. */
  readonly q?: string | undefined;
}

/** Each with an index over the products that are there. */
export const ADMIN_SORTS = new SortOrders('p.id', '-createdAt', {
  createdAt: { column: 'p.created_at', kind: 'timestamptz' },
  updatedAt: { column: 'p.updated_at', kind: 'timestamptz' },
  name: { column: 'p.name', kind: 'text' },
  basePrice: { column: 'p.base_price', kind: 'numeric' },
});

export type AdminSort = Sort<'createdAt' | 'updatedAt' | 'name' | 'basePrice'>;

type Condition = (parameter: string) => string;

const LIVING_SKU: Condition = (sku) => `p.id IN (
  SELECT q.id FROM products q WHERE q.sku = ${sku} AND q.deleted_at IS NULL
  UNION SELECT v.product_id FROM product_variants v WHERE v.sku = ${sku} AND v.deleted_at IS NULL)`;
const DELETED_SKU: Condition = (sku) => `(p.sku = ${sku}
  OR EXISTS (SELECT 1 FROM product_variants v WHERE v.product_id = p.id AND v.sku = ${sku}))`;
const CONDITIONS: Readonly<Record<Exclude<keyof AdminFilter, 'deleted' | 'sku'>, Condition>> = {
  status: (status) => `p.status = ${status}::product_status`,
  published: (published) => `p.published = ${published}::boolean`,
  featured: (featured) => `p.featured = ${featured}::boolean`,
  brand: (slug) =>
    `p.brand_id = (SELECT b.id FROM brands b WHERE b.slug = ${slug} AND b.deleted_at IS NULL)`,
  category: (slug) => `p.category_id IN (SELECT below.id FROM categories c
    JOIN categories below ON below.path LIKE c.path || '%' WHERE c.slug = ${slug} AND c.deleted_at IS NULL)`,
  collection: (
    slug,
  ) => `EXISTS (SELECT 1 FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
    WHERE cp.product_id = p.id AND c.slug = ${slug} AND c.deleted_at IS NULL)`,
  // The words of the index idx_products_search, which has unpublished products too.
  q: (words) =>
    `to_tsvector('english', p.name || ' ' || COALESCE(p.description, '')) @@ websearch_to_tsquery('english', ${words})`,
};

/**
 * A page of products: planned for its filters, so it has no name. $1 currency, $2 digits, $3 limit, $4 and $5
 * sorted value and id to go on behind (null for the first page), then the values in the order given back.
 */
export function adminList(
  filter: AdminFilter,
  sort: AdminSort,
  place: SortPosition | null,
): { statement: Statement; values: unknown[] } {
  const { deleted = false, sku, ...others } = filter;
  const values: unknown[] = [];
  const conditions = [`p.deleted_at IS ${deleted ? 'NOT NULL' : 'NULL'}`];
  const add = (condition: Condition, value: unknown): void => {
    values.push(value);
    conditions.push(condition(`$${values.length + 5}`));
  };
  if (sku !== undefined) add(deleted ? DELETED_SKU : LIVING_SKU, sku);
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const value = others[name as keyof typeof others];
    if (value !== undefined) add(condition, value);
  }
  const { key, after, orderBy } = ADMIN_SORTS.sql(sort, '$4', '$5', place === null);
  const text = `
    SELECT row_to_json(d) AS doc, p.at, p.id FROM (
      SELECT p.*, ${key} AS at FROM products p
      WHERE ${conditions.join(' AND ')} AND ${after}
      ORDER BY ${orderBy} LIMIT $3::int
    ) p ${SUMMARY_JOIN}
    CROSS JOIN LATERAL (SELECT ${SUMMARY_FIELDS}) d
    ORDER BY ${orderBy}`;
  return { statement: { name: '', text }, values };
}
