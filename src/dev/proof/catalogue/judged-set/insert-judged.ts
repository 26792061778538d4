import type pg from 'pg';
import { slugify } from '../../../demo-data/slugify.js';
import { JUDGED_PRODUCTS } from './products.js';

const PRODUCTS = JUDGED_PRODUCTS.split('\n')
  .filter((line) => line.includes('|'))
  .map((line, index) => {
    const [slug, name, brand, category, sku, reviews, text, vietnamese] = line
      .split('|')
      .map((part) => part.trim());
    const barcode = `8930000000${String(index + 1).padStart(3, '0')}`;
    return { slug, name, brand, category, sku, reviews, text, vietnamese, barcode };
  });

/** Puts the judged catalogue beside whatever the database holds; the same rows each time. */
export async function insertJudgedProducts(db: pg.Pool): Promise<void> {
  const rows = JSON.stringify(
    PRODUCTS.map((product) => ({
      ...product,
      brand_slug: slugify(product.brand ?? ''),
      category_slug: slugify(product.category ?? ''),
    })),
  );
  for (const statement of STATEMENTS) await db.query(statement, [rows]);
}

const GIVEN = `jsonb_to_recordset($1::jsonb) AS r (slug text, name text, brand text, category text, sku text,
  reviews int, text text, vietnamese text, barcode text, brand_slug text, category_slug text)`;

const STATEMENTS = [
  `INSERT INTO brands (name, slug) SELECT DISTINCT r.brand, r.brand_slug FROM ${GIVEN} ON CONFLICT DO NOTHING`,
  `INSERT INTO categories (name, slug) SELECT DISTINCT r.category, r.category_slug FROM ${GIVEN} ON CONFLICT DO NOTHING`,
  `INSERT INTO products (name, slug, sku, short_description, base_price, brand_id, category_id, rating_count,
      rating_average, published)
    SELECT r.name, r.slug, r.sku, r.text, 20, b.id, c.id, r.reviews, 4, true
    FROM ${GIVEN} JOIN brands b ON b.slug = r.brand_slug JOIN categories c ON c.slug = r.category_slug`,
  `INSERT INTO product_variants (product_id, name, sku, barcode, price, inventory_quantity)
    SELECT p.id, 'Standard', r.sku || '-V1', r.barcode, 20, 5 FROM ${GIVEN} JOIN products p ON p.slug = r.slug`,
  `INSERT INTO catalog_translations (product_id, locale, name)
    SELECT p.id, 'vi', r.vietnamese FROM ${GIVEN} JOIN products p ON p.slug = r.slug WHERE r.vietnamese <> ''`,
];
