import type { TestBase } from '../test-base.js';

/** A product with its variants, visible unless asked otherwise. */
export interface GivenProduct {
  readonly id: string;
  readonly slug: string;
  /** The first variant. */
  readonly variantId: string;
  readonly variantIds: readonly string[];
}

export interface ProductOptions {
  readonly name?: string;
  readonly slug?: string;
  readonly description?: string;
  /** Of each variant. */
  readonly stock?: number;
  readonly price?: string;
  /** How many, or one price for each. */
  readonly variants?: number | readonly string[];
  readonly published?: boolean;
  readonly status?: 'active' | 'inactive' | 'out_of_stock' | 'discontinued';
  readonly featured?: boolean;
  readonly brandId?: string;
  readonly categoryId?: string;
  readonly collectionId?: string;
  readonly createdAt?: string;
}

export interface GroupOptions {
  readonly name?: string;
  readonly slug?: string;
  readonly published?: boolean;
}

export interface GivenGroup {
  readonly id: string;
  readonly slug: string;
}

let counter = 0;

/** Catalogue: `given.product({ stock: 1, price: '19.99' })`, `given.category({ parentId })`. */
export function catalogGiven(t: TestBase) {
  const group = async (table: string, options: GroupOptions): Promise<GivenGroup> => {
    counter += 1;
    const { name = `${table} ${counter}`, published = true } = options;
    const { rows } = await t.owner.query<GivenGroup>(
      `INSERT INTO ${table} (name, slug, published) VALUES ($1, $2, $3) RETURNING id, slug`,
      [name, options.slug ?? `${table}-${counter}`, published],
    );
    return first(rows);
  };
  return {
    brand: (options: GroupOptions = {}) => group('brands', options),
    collection: (options: GroupOptions = {}) => group('collections', options),
    category: async (options: GroupOptions & { parentId?: string } = {}): Promise<GivenGroup> => {
      const category = await group('categories', options);
      await t.owner.query('UPDATE categories SET parent_id = $2 WHERE id = $1', [
        category.id,
        options.parentId ?? null,
      ]);
      return category;
    },
    product: (options: ProductOptions = {}) => insertProduct(t, options),
  };
}

async function insertProduct(t: TestBase, options: ProductOptions): Promise<GivenProduct> {
  counter += 1;
  const { name = `Thing ${counter}`, price = '19.99', stock = 10, variants = 1 } = options;
  const prices = typeof variants === 'number' ? Array<string>(variants).fill(price) : variants;
  const { rows } = await t.owner.query<{ id: string; slug: string }>(
    `INSERT INTO products (name, slug, description, base_price, status, published, featured, brand_id, category_id,
       collection_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, COALESCE($11, now())) RETURNING id, slug`,
    [
      name,
      options.slug ?? `thing-${counter}`,
      options.description ?? null,
      prices[0] ?? price,
      options.status ?? 'active',
      options.published ?? true,
      options.featured ?? false,
      options.brandId ?? null,
      options.categoryId ?? null,
      options.collectionId ?? null,
      options.createdAt ?? null,
    ],
  );
  const { id, slug } = first(rows);
  const inserted = await t.owner.query<{ id: string }>(
    `INSERT INTO product_variants (product_id, name, sku, price, inventory_quantity, position)
     SELECT $1, 'Variant ' || n, $2 || '-' || n, p::numeric, $4, n FROM unnest($3::text[]) WITH ORDINALITY AS u (p, n)
     ORDER BY n RETURNING id`,
    [id, slug.toUpperCase(), prices, stock],
  );
  const variantIds = inserted.rows.map((row) => row.id);
  return { id, slug, variantId: variantIds[0] ?? '', variantIds };
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('The statement gave no row');
  return row;
}
