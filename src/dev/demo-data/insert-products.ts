import type { Client } from 'pg';
import { demoId } from './demo-id.js';
import type { DemoPicture, DemoProduct } from './demo-product.js';
import { decimal, insertRows } from './insert-rows.js';
import { drawPicture, pictureUrl } from './pictures.js';

const PRODUCT_COLUMNS = [
  'id uuid',
  'name text',
  'slug text',
  'description text',
  'short_description text',
  'brand_id uuid',
  'category_id uuid',
  'collection_id uuid',
  'base_price numeric',
  'sku text',
  'status product_status',
  'featured boolean',
  'weight numeric',
  'created_at timestamptz',
];
const VARIANT_COLUMNS = [
  'id uuid',
  'product_id uuid',
  'name text',
  'sku text',
  'price numeric',
  'compare_at_price numeric',
  'cost_per_item numeric',
  'inventory_quantity int',
  'barcode text',
  'position int',
  'created_at timestamptz',
];
const IMAGE_COLUMNS = [
  'id uuid',
  'product_id uuid',
  'variant_id uuid',
  'url text',
  'cloudinary_id text',
  'alt_text text',
  'position int',
];

/**
 * Inserts those of the products that are not there yet, with all that belongs to them, and
 * publishes them at last: so their listing rows are written once and not again for each part.
 *
 * @returns how many were new.
 */
export async function insertProducts(
  client: Client,
  products: readonly DemoProduct[],
): Promise<number> {
  const known = await client.query<{ id: string }>('SELECT id FROM products WHERE id = ANY ($1)', [
    products.map(({ id }) => id),
  ]);
  const there = new Set(known.rows.map(({ id }) => id));
  const wanted = products.filter(({ id }) => !there.has(id));
  await insertRows(client, 'products', PRODUCT_COLUMNS, wanted.map(productRow));
  // One whose slug or SKU somebody else has taken in the meantime is left out.
  const inserted = await client.query<{ id: string }>(
    'SELECT id FROM products WHERE id = ANY ($1) AND NOT published',
    [wanted.map(({ id }) => id)],
  );
  const ids = new Set(inserted.rows.map(({ id }) => id));
  const fresh = wanted.filter(({ id }) => ids.has(id));
  if (fresh.length === 0) return 0;
  await insertRows(client, 'product_variants', VARIANT_COLUMNS, fresh.flatMap(variantRows));
  await insertAttributes(client, fresh);
  await insertRows(client, 'images', IMAGE_COLUMNS, fresh.flatMap(imageRows));
  await client.query('UPDATE products SET published = true WHERE id = ANY ($1)', [[...ids]]);
  return fresh.length;
}

/** Puts the products of each collection into an order of their own. */
export async function orderCollections(client: Client): Promise<void> {
  await client.query(`
    UPDATE collection_products cp SET position = o.n FROM (
      SELECT c.id, row_number() OVER (PARTITION BY c.collection_id ORDER BY p.created_at DESC, p.id) AS n
      FROM collection_products c JOIN products p ON p.id = c.product_id
    ) o WHERE o.id = cp.id AND cp.position = 0`);
}

/** The pictures that the products show, by URL. */
export function productPictures(products: readonly DemoProduct[]): Map<string, string> {
  return new Map(
    products.flatMap(({ pictures }) =>
      pictures.map(({ glyph, colour }) => [pictureUrl(glyph, colour), drawPicture(glyph, colour)]),
    ),
  );
}

function productRow(product: DemoProduct) {
  return {
    id: product.id,
    name: product.name,
    slug: product.slug,
    description: product.description,
    short_description: product.shortDescription,
    brand_id: demoId('brand', product.brand),
    category_id: demoId('category', product.shelf),
    collection_id: product.collection === null ? null : demoId('collection', product.collection),
    base_price: decimal(product.basePrice),
    sku: product.sku,
    status: product.status,
    featured: product.featured,
    weight: product.weight,
    created_at: product.createdAt,
  };
}

function variantRows(product: DemoProduct) {
  return product.variants.map((variant, position) => ({
    id: variant.id,
    product_id: product.id,
    name: variant.name,
    sku: variant.sku,
    price: decimal(variant.price),
    compare_at_price: variant.compareAt === null ? null : decimal(variant.compareAt),
    cost_per_item: decimal(Math.floor((variant.price * 45) / 100)),
    inventory_quantity: variant.stock,
    barcode: variant.barcode,
    position,
    created_at: product.createdAt,
  }));
}

async function insertAttributes(client: Client, products: readonly DemoProduct[]): Promise<void> {
  const rows = products.flatMap(({ variants }) =>
    variants.flatMap(({ id, attributes }) =>
      attributes.map(([name, value]) => ({ variant_id: id, name, value })),
    ),
  );
  const json = JSON.stringify(rows);
  const given = `jsonb_to_recordset($1::jsonb) AS r (variant_id uuid, name text, value text)`;
  await client.query(
    `INSERT INTO attributes (name) SELECT DISTINCT r.name FROM ${given}
     WHERE NOT EXISTS (SELECT 1 FROM attributes a WHERE a.name = r.name) ORDER BY r.name`,
    [json],
  );
  await client.query(
    `INSERT INTO attribute_values (attribute_id, value)
     SELECT DISTINCT a.id, r.value FROM ${given} JOIN attributes a ON a.name = r.name
     WHERE NOT EXISTS (SELECT 1 FROM attribute_values v WHERE v.attribute_id = a.id AND v.value = r.value)
     ORDER BY a.id, r.value`,
    [json],
  );
  await client.query(
    `INSERT INTO variant_attributes (variant_id, attribute_value_id)
     SELECT r.variant_id, v.id FROM ${given} JOIN attributes a ON a.name = r.name
     JOIN attribute_values v ON v.attribute_id = a.id AND v.value = r.value ON CONFLICT DO NOTHING`,
    [json],
  );
}

function imageRows(product: DemoProduct) {
  return product.pictures.flatMap((picture, index) => imagesOf(product, picture, index));
}

/** The picture itself, and once more for each variant that it shows. */
function imagesOf(product: DemoProduct, { glyph, colour, alt, shows }: DemoPicture, index: number) {
  const base = {
    product_id: product.id,
    url: pictureUrl(glyph, colour),
    cloudinary_id: `demo/${glyph}-${colour.toLowerCase()}`,
    alt_text: alt,
  };
  const shown =
    shows === null
      ? undefined
      : product.variants.find((v) => v.attributes.some(([, value]) => value === shows));
  const variantId = shown?.id ?? null;
  return [
    {
      ...base,
      id: demoId('image', `${product.slug} ${index}`),
      variant_id: variantId,
      position: index,
    },
  ];
}
