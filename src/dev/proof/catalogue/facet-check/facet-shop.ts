import type pg from 'pg';

/**
 * Fills an empty shop with products that differ in everything that can be filtered by; the same rows
 * each time. Some are not sold, some have no stock, some variants are switched off.
 */
export async function fillFacetShop(db: pg.Pool, products: number): Promise<void> {
  for (const statement of STATEMENTS) await db.query(statement);
  await db.query(PRODUCTS, [products]);
  for (const statement of OF_PRODUCTS) await db.query(statement);
  await db.query(`UPDATE products SET published = true WHERE slug LIKE 'facet-%' AND id IN (
    SELECT id FROM products WHERE right(slug, 2) <> '13')`);
}

const STATEMENTS = [
  `INSERT INTO categories (name, slug) SELECT 'Department ' || n, 'department-' || n FROM generate_series(0, 2) n`,
  `INSERT INTO categories (name, slug, parent_id) SELECT 'Aisle ' || n, 'aisle-' || n, p.id
    FROM generate_series(0, 8) n JOIN categories p ON p.slug = 'department-' || n / 3`,
  `INSERT INTO categories (name, slug, parent_id) SELECT 'Rack ' || n, 'rack-' || n, p.id
    FROM generate_series(0, 17) n JOIN categories p ON p.slug = 'aisle-' || n / 2`,
  `INSERT INTO brands (name, slug) SELECT 'Maker ' || n, 'maker-' || n FROM generate_series(0, 11) n`,
  `UPDATE brands SET published = false WHERE slug = 'maker-11'`,
  `INSERT INTO attributes (name) VALUES ('Tint'), ('Fit')`,
  `INSERT INTO attribute_values (attribute_id, value) SELECT a.id, 'Tint ' || n FROM attributes a, generate_series(0, 6) n WHERE a.name = 'Tint'`,
  `INSERT INTO attribute_values (attribute_id, value) SELECT a.id, 'Fit ' || n FROM attributes a, generate_series(0, 3) n WHERE a.name = 'Fit'`,
  `INSERT INTO product_fields (code, label, type, choices, filterable) VALUES
    ('coating', 'Coating', 'choice', '["matt", "gloss", "raw"]', true), ('vegan', 'Vegan', 'boolean', NULL, true),
    ('years', 'Years', 'integer', NULL, true), ('made', 'Made', 'date', NULL, true), ('secret', 'Secret', 'choice', '["a", "b"]', false)`,
];

// hashtext makes numbers that look random and are the same everywhere.
const H = (salt: string): string => `abs(hashtext('${salt}' || n))`;
const PRODUCTS = `INSERT INTO products (name, slug, base_price, status, featured, brand_id, category_id, rating_count,
    rating_average, custom_fields, created_at)
  SELECT 'Thing ' || CASE WHEN ${H('w')} % 3 = 0 THEN 'walnut' ELSE 'maple' END || ' ' || n, 'facet-' || n, 1 + ${H('p')} % 400,
    CASE WHEN ${H('s')} % 20 = 0 THEN 'out_of_stock' WHEN ${H('s')} % 20 = 1 THEN 'discontinued' WHEN ${H('s')} % 20 = 2 THEN 'inactive'
      ELSE 'active' END::product_status,
    ${H('f')} % 9 = 0, (SELECT id FROM brands WHERE slug = 'maker-' || ${H('b')} % 13),
    (SELECT id FROM categories WHERE slug = CASE WHEN ${H('c')} % 10 < 8 THEN 'rack-' || ${H('d')} % 18 ELSE 'aisle-' || ${H('d')} % 9 END),
    ${H('r')} % 50, CASE WHEN ${H('r')} % 50 = 0 THEN 0 ELSE 1 + (${H('v')} % 401) / 100.0 END,
    jsonb_strip_nulls(jsonb_build_object('coating', (ARRAY['matt', 'gloss', 'raw', NULL])[1 + ${H('k')} % 4],
      'vegan', ${H('g')} % 2 = 0, 'years', ${H('y')} % 10, 'secret', 'a',
      'made', to_char(date '2020-01-01' + ${H('m')} % 1500, 'YYYY-MM-DD'))),
    timestamptz '2026-01-01' - n * interval '1 minute'
  FROM generate_series(1, $1::int) n`;

const OF_PRODUCTS = [
  `INSERT INTO product_variants (product_id, name, price, position, is_active, inventory_quantity)
    SELECT p.id, 'v' || k, p.base_price + k * 3, k, ${'abs(hashtext(p.slug || k))'} % 7 <> 0,
      CASE WHEN abs(hashtext(k || p.slug)) % 3 = 0 THEN 0 ELSE 5 END
    FROM products p, generate_series(0, 2) k WHERE p.slug LIKE 'facet-%'`,
  `INSERT INTO variant_attributes (variant_id, attribute_value_id)
    SELECT v.id, av.id FROM product_variants v JOIN products p ON p.id = v.product_id AND p.slug LIKE 'facet-%'
    JOIN attribute_values av ON av.value = 'Tint ' || (abs(hashtext(p.slug)) + v.position) % 7
      OR (av.value = 'Fit ' || abs(hashtext(p.slug || 'fit' || v.position)) % 4 AND abs(hashtext(p.slug)) % 5 <> 0)`,
];
