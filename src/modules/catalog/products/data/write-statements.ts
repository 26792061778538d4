import type { Statement } from '../../../../database/statement.js';

const PRODUCT_COLUMNS: Readonly<Record<string, string>> = {
  name: 'text',
  slug: 'text',
  description: 'text',
  short_description: 'text',
  brand_id: 'uuid',
  category_id: 'uuid',
  collection_id: 'uuid',
  base_price: 'numeric',
  sku: 'text',
  status: 'product_status',
  published: 'boolean',
  featured: 'boolean',
  weight: 'numeric',
  dimensions: 'jsonb',
  metadata: 'jsonb',
  tax_class: 'text',
  publish_at: 'timestamptz',
  unpublish_at: 'timestamptz',
  custom_fields: 'jsonb',
};
const PRODUCT_DEFAULTS: Readonly<Record<string, string>> = {
  status: `'active'`,
  published: 'false',
  featured: 'false',
  custom_fields: `'{}'`,
};
const VARIANT_COLUMNS: Readonly<Record<string, string>> = {
  name: 'text',
  sku: 'text',
  price: 'numeric',
  compare_at_price: 'numeric',
  cost_per_item: 'numeric',
  weight: 'numeric',
  requires_shipping: 'boolean',
  taxable: 'boolean',
  is_active: 'boolean',
  barcode: 'text',
  position: 'int',
};

const declare = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
const PRODUCTS = Object.keys(PRODUCT_COLUMNS);
const VARIANTS = Object.keys(VARIANT_COLUMNS);

/**
 * New products and variants in one statement: its triggers run when all of it is there, so that a
 * listing is worked out from the finished product. The first stock makes its movement by trigger.
 * $1 products, $2 variants with `stock` and `value_ids` (ascending).
 */
export const INSERT_ALL: Statement = {
  name: 'products-insert-all',
  text: `
    WITH p AS (
      INSERT INTO products (id, ${PRODUCTS.join(', ')})
      SELECT r.id, ${PRODUCTS.map((name) =>
        name in PRODUCT_DEFAULTS
          ? `COALESCE(r.${name}, ${PRODUCT_DEFAULTS[name] ?? ''})`
          : `r.${name}`,
      ).join(', ')}
      FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, ${declare(PRODUCT_COLUMNS)}) ORDER BY r.slug
    ), given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($2::jsonb)
        AS r (id uuid, product_id uuid, stock int, value_ids int[], ${declare(VARIANT_COLUMNS)})
    ), v AS (
      INSERT INTO product_variants (id, product_id, inventory_quantity, option_key, ${VARIANTS.join(', ')})
      SELECT r.id, r.product_id, r.stock, array_to_string(r.value_ids, '-'), ${VARIANTS.map((name) => `r.${name}`).join(', ')}
      FROM given r ORDER BY r.sku, r.id
    )
    INSERT INTO variant_attributes (variant_id, attribute_value_id)
    SELECT r.id, u.value_id FROM given r CROSS JOIN LATERAL unnest(r.value_ids) AS u (value_id)`,
};

/** Lists and searched words are not worked out by each table that is filled now, but by SETTLE_PRODUCTS. */
export const LET_PRODUCTS_WAIT: Statement = {
  name: 'products-let-wait',
  text: `SELECT set_config('app.products_wait', 'on', true)`,
};

/** Works out lists and searched words of $1 products, and ends the waiting. */
export const SETTLE_PRODUCTS: Statement = {
  name: 'products-settle',
  text: 'SELECT settle_products($1::uuid[])',
};

/** Which of $1 products and $2 variants, each with `id` and `changes`, would differ afterwards. */
export const COMPARE: Statement = {
  name: 'products-compare',
  text: `
    SELECT q.id FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, changes jsonb)
    JOIN products q ON q.id = c.id CROSS JOIN LATERAL jsonb_populate_record(q, c.changes) n
    WHERE (q.*) IS DISTINCT FROM (n.*)
    UNION ALL
    SELECT q.id FROM jsonb_to_recordset($2::jsonb) AS c (id uuid, changes jsonb)
    JOIN product_variants q ON q.id = c.id CROSS JOIN LATERAL jsonb_populate_record(q, c.changes) n
    WHERE (q.*) IS DISTINCT FROM (n.*)`,
};

/**
 * Writes $1 changes. Only columns that some row changes are named: the search vector, for one, is made
 * anew when the name is written, whatever it was. So the text differs and has no name to be kept under.
 */
export function updateProducts(columns: readonly string[]): Statement {
  return {
    name: '',
    text: update(
      'products',
      PRODUCTS.filter((name) => columns.includes(name)),
    ),
  };
}

/** The same for variants, which are locked by id first, as orders do. */
export function updateVariants(columns: readonly string[]): Statement {
  const text = update(
    'product_variants',
    VARIANTS.filter((name) => columns.includes(name)),
  );
  return { name: '', text };
}

function update(table: string, columns: readonly string[]): string {
  return `
    WITH locked AS MATERIALIZED (
      SELECT q.id FROM ${table} q
      WHERE q.id IN (SELECT c.id FROM jsonb_to_recordset($1::jsonb) AS c (id uuid)) ORDER BY q.id FOR NO KEY UPDATE
    ), wanted AS MATERIALIZED (
      SELECT n.* FROM locked JOIN jsonb_to_recordset($1::jsonb) AS c (id uuid, changes jsonb) ON c.id = locked.id
      JOIN ${table} q ON q.id = c.id CROSS JOIN LATERAL jsonb_populate_record(q, c.changes) n
    )
    UPDATE ${table} t SET ${columns.map((name) => `${name} = w.${name}`).join(', ')}
    FROM wanted w WHERE t.id = w.id`;
}

/** Takes the values of $1 variants away; a statement of its own, so that two of them can swap theirs. */
export const CLEAR_VALUES: Statement = {
  name: 'products-clear-values',
  text: 'DELETE FROM variant_attributes WHERE variant_id = ANY ($1::uuid[])',
};

/** Gives variants their values: $1 with `id` and `value_ids`. */
export const SET_VALUES: Statement = {
  name: 'products-set-values',
  text: `
    INSERT INTO variant_attributes (variant_id, attribute_value_id)
    SELECT r.id, u.value_id FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, value_ids int[])
    CROSS JOIN LATERAL unnest(r.value_ids) AS u (value_id)`,
};

/**
 * Makes the collections that $1 products were put into by hand those of $2, with `product_id` and `collection_id`.
 * What a rule picked before is pinned from now on.
 */
export const SET_COLLECTIONS: Statement = {
  name: 'products-set-collections',
  text: `
    WITH wanted AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($2::jsonb) AS r (product_id uuid, collection_id uuid)
    ), gone AS (
      DELETE FROM collection_products cp WHERE cp.product_id = ANY ($1::uuid[]) AND NOT cp.by_rule
        AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.product_id = cp.product_id AND w.collection_id = cp.collection_id)
    )
    INSERT INTO collection_products AS cp (collection_id, product_id)
    SELECT w.collection_id, w.product_id FROM wanted w ORDER BY w.collection_id, w.product_id
    ON CONFLICT (collection_id, product_id) DO UPDATE SET by_rule = false, position = EXCLUDED.position WHERE cp.by_rule`,
};

/** $1 names of attributes. In the order of the names, so that two who make the same wait in turn. */
export const MAKE_ATTRIBUTES: Statement = {
  name: 'products-make-attributes',
  text: `
    INSERT INTO attributes (name) SELECT DISTINCT u.name FROM unnest($1::text[]) AS u (name)
    WHERE NOT EXISTS (SELECT 1 FROM attributes a WHERE a.name = u.name)
    ORDER BY u.name ON CONFLICT (name) DO NOTHING`,
};

/** $1 names, $2 values. */
export const MAKE_VALUES: Statement = {
  name: 'products-make-values',
  text: `
    INSERT INTO attribute_values (attribute_id, value)
    SELECT a.id, u.value FROM unnest($1::text[], $2::text[]) AS u (name, value) JOIN attributes a ON a.name = u.name
    WHERE NOT EXISTS (SELECT 1 FROM attribute_values v WHERE v.attribute_id = a.id AND v.value = u.value)
    ORDER BY a.id, u.value ON CONFLICT (attribute_id, value) DO NOTHING`,
};

/** $1 names, $2 values; the ids of all that are there. */
export const READ_VALUES: Statement = {
  name: 'products-read-values',
  text: `
    SELECT u.name, u.value, v.id FROM unnest($1::text[], $2::text[]) AS u (name, value)
    JOIN attributes a ON a.name = u.name JOIN attribute_values v ON v.attribute_id = a.id AND v.value = u.value`,
};
