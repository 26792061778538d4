/** One change of the catalogue, and an address that shows it. */
export interface CatalogueChange {
  readonly what: string;
  readonly path: string;
  readonly sql: string;
}

const SHIRT = `(SELECT id FROM products WHERE slug = 'linen-shirt')`;
const FIRST_VARIANT = `(SELECT id FROM product_variants WHERE product_id = ${SHIRT} ORDER BY position, id LIMIT 1)`;
const PAGE = '/products/linen-shirt';

/** One of each kind that public answers show; each may be made again and again. */
export const CHANGES: readonly CatalogueChange[] = [
  {
    what: 'price',
    path: PAGE,
    sql: `UPDATE product_variants SET price = price + 1 WHERE product_id = ${SHIRT}`,
  },
  {
    what: 'price on a list',
    path: '/products?limit=100',
    sql: `UPDATE product_variants SET price = price + 1 WHERE product_id = ${SHIRT}`,
  },
  {
    what: 'name',
    path: '/search?q=linen',
    sql: `UPDATE products SET name = name || ' linen' WHERE slug = 'linen-shirt'`,
  },
  {
    what: 'stock runs out and comes back',
    path: PAGE,
    sql: `UPDATE product_variants SET inventory_quantity = CASE WHEN inventory_quantity = 0 THEN 7 ELSE 0 END
      WHERE id = ${FIRST_VARIANT}`,
  },
  {
    what: 'publishing',
    path: '/products?limit=100&sort=price',
    sql: `UPDATE products SET published = NOT published WHERE id = (
      SELECT id FROM products WHERE slug <> 'linen-shirt' ORDER BY slug LIMIT 1)`,
  },
  {
    what: 'category',
    path: '/categories',
    sql: `UPDATE categories SET name = name || '!' WHERE slug = 'clothing'`,
  },
  {
    what: 'brand on the page of its product',
    path: PAGE,
    sql: `UPDATE brands SET name = name || '!' WHERE id = (SELECT brand_id FROM products WHERE slug = 'linen-shirt')`,
  },
  {
    what: 'picture',
    path: PAGE,
    sql: `UPDATE images SET alt_text = left(COALESCE(alt_text, '') || '!', 200) WHERE product_id = ${SHIRT}`,
  },
  {
    what: 'translation',
    path: `${PAGE}?locale=vi`,
    sql: `INSERT INTO catalog_translations (product_id, locale, name) VALUES (${SHIRT}, 'vi', 'Áo lanh')
      ON CONFLICT (product_id, locale) WHERE product_id IS NOT NULL
      DO UPDATE SET name = catalog_translations.name || '!'`,
  },
  {
    what: 'value of an attribute',
    path: PAGE,
    sql: `UPDATE attribute_values SET value = value || '!' WHERE id = (
      SELECT min(va.attribute_value_id) FROM variant_attributes va WHERE va.variant_id = ${FIRST_VARIANT})`,
  },
];
