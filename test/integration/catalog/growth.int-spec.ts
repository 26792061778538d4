import { beforeAll, describe, expect, it } from 'vitest';
import { CatalogModule } from '../../../src/modules/catalog/catalog.module.js';
import { listQuery } from '../../../src/modules/catalog/listing/data/list-query.js';
import type { ListScope } from '../../../src/modules/catalog/listing/data/list-walk.js';
import { searchQuery } from '../../../src/modules/catalog/listing/data/search-query.js';
import type { ProductSort } from '../../../src/modules/catalog/listing/domain/product-filters.js';
import { StorefrontViews } from '../../../src/common/http/storefront-view.js';
import { viewParameters } from '../../../src/modules/catalog/data/view-parameters.js';
import { productPage } from '../../../src/modules/catalog/products/data/product-query.js';
import type { Query } from '../../../src/modules/catalog/data/query.js';
import { useIntegration } from '../../setup/test-app.js';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

const PRODUCTS = 6_000;
/** Smaller than those of a shop, which begin at 8,000 products. */
const TIER = 2_000;
const NOTHING = {
  limit: 20,
  offset: 0,
  withTotal: false,
  category: null,
  brand: null,
  collection: null,
  minPrice: null,
  maxPrice: null,
  inStock: null,
  unavailable: false,
  locale: null,
  otherCurrency: null,
  otherDigits: null,
  afterValue: null,
  afterId: null,
  currency: 'USD',
  digits: 2,
};

describe('Reads of a large catalogue', () => {
  const t = useIntegration({ only: [CatalogModule] });

  beforeAll(async () => {
    await t.owner.query(`
      INSERT INTO categories (name, slug) VALUES ('Top', 'top');
      INSERT INTO categories (name, slug, parent_id) SELECT 'Leaf ' || n, 'leaf-' || n, (SELECT id FROM categories WHERE slug = 'top')
        FROM generate_series(0, 9) n;
      INSERT INTO brands (name, slug) SELECT 'Brand ' || n, 'brand-' || n FROM generate_series(0, 9) n;
      INSERT INTO products (name, slug, base_price, category_id, brand_id, created_at)
        SELECT 'Common thing ' || CASE WHEN n % 1000 = 0 THEN 'rare' ELSE 'word' || n % 50 END, 'thing-' || n, n % 500,
          (SELECT id FROM categories WHERE slug = 'leaf-' || n % 10), (SELECT id FROM brands WHERE slug = 'brand-' || n % 7),
          now() - n * interval '1 minute' FROM generate_series(1, ${PRODUCTS}) n;
      INSERT INTO product_variants (product_id, name, price, inventory_quantity)
        SELECT id, 'Standard', base_price, 5 FROM products;
      UPDATE products SET published = true`);
    await t.owner.query(`
      INSERT INTO search_tiers (tier, size, least_rating_count, least_created_at, least_product_id)
        SELECT 1, ${TIER}, rating_count, created_at, product_id FROM product_search
        ORDER BY rating_count DESC, created_at DESC, product_id DESC OFFSET ${TIER - 1} LIMIT 1;
      SELECT move_search_tiers(move_search_tiers(NULL, ${PRODUCTS}), ${PRODUCTS})`);
    await t.owner.query('VACUUM ANALYZE');
  });

  /** Every scan that ran, with the rows it read in all. */
  const scans = async <Name extends string>(
    query: Query<Name>,
    values: Readonly<Record<Name, unknown>>,
    mode: 'force_custom_plan' | 'force_generic_plan',
  ): Promise<{ name: string; rows: number }[]> => {
    const client = await t.db.connect();
    try {
      await client.query(`SET plan_cache_mode = ${mode}`);
      const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>({
        text: `EXPLAIN (ANALYZE, FORMAT JSON) ${query.text}`,
        values: query.parameters.map((name) => values[name]),
      });
      const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
      return plan === undefined ? [] : flatten(plan);
    } finally {
      await client.query('RESET plan_cache_mode');
      client.release();
    }
  };

  const lists: [ListScope, ProductSort, string][] = [
    ['all', '-createdAt', 'idx_product_listings_newest'],
    ['all', 'price', 'idx_product_listings_price'],
    ['all', '-price', 'idx_product_listings_price'],
    ['all', '-rating', 'idx_product_listings_rating'],
    ['all', '-sold', 'idx_product_listings_sold'],
    ['all', 'name', 'idx_product_listings_name'],
    ['category', '-createdAt', 'idx_category_listings_newest'],
    ['category', 'price', 'idx_category_listings_price'],
    ['category', '-rating', 'idx_category_listings_rating'],
    ['category', '-sold', 'idx_category_listings_sold'],
    ['brand', '-createdAt', 'idx_product_listings_brand'],
    ['brand', 'price', 'idx_product_listings_brand_price'],
    ['brand', '-price', 'idx_product_listings_brand_price'],
    ['brand', '-rating', 'idx_product_listings_brand_rating'],
    ['brand', '-sold', 'idx_product_listings_brand_sold'],
  ];

  it.each(lists)('%s sorted by %s walks along %s', async (scope, sort, index) => {
    const values = {
      ...NOTHING,
      ...(scope === 'category' ? { category: 'top' } : {}),
      ...(scope === 'brand' ? { brand: 'brand-3' } : {}),
    };
    const next = { ...values, afterValue: sort === '-createdAt' ? new Date().toISOString() : '3' };
    const later = { ...next, afterId: '00000000-0000-4000-8000-000000000000' };
    for (const mode of ['force_custom_plan', 'force_generic_plan'] as const) {
      for (const [isNext, given] of [
        [false, values],
        [true, later],
      ] as const) {
        const found = await scans(listQuery(scope, sort, isNext), given, mode);
        expect(found.map(({ name }) => name)).toContain(index);
        expect(rowsIn(found)).toBeLessThan(200);
      }
    }
  });

  it('does not search the whole shop for a brand that makes nothing', async () => {
    const values = { ...NOTHING, brand: 'brand-9' };
    for (const sort of ['-createdAt', 'price', '-rating'] as const) {
      const found = await scans(listQuery('brand', sort, false), values, 'force_custom_plan');
      expect(rowsIn(found)).toBeLessThan(20);
    }
  });

  it('reads a product by its slug', async () => {
    const view = new StorefrontViews({ locales: ['en'], currency: 'USD', currencies: [] }).base;
    const values = { slug: 'thing-77', ...viewParameters(view, 'USD') };
    const found = await scans(productPage(view), values, 'force_generic_plan');
    expect(found.map(({ name }) => name)).toContain('idx_products_slug');
    expect(rowsIn(found)).toBeLessThan(100);
  });

  it('ranks at most a thousand matches of a broad word and fetches a rare one by index', async () => {
    const search = searchQuery(
      { isNextPage: false, orAnyWord: false, withUnavailable: false, withOptions: false },
      [],
    );
    const broad = await scans(search, { ...NOTHING, q: 'common' }, 'force_custom_plan');
    // The most reviewed ones have more of it than are ranked: nobody looks at the others.
    expect(broad.find(({ name }) => name === 'idx_product_search_tier_1')?.rows).toBe(TIER);
    expect(broad.find(({ name }) => name === 'idx_product_search_vector')?.rows ?? 0).toBe(0);
    const rare = await scans(search, { ...NOTHING, q: 'rare' }, 'force_custom_plan');
    expect(rare.find(({ name }) => name === 'idx_product_search_vector')?.rows).toBe(6);
    expect(rowsIn(rare)).toBeLessThan(200);
  });

  it('counts a total only up to its cap', async () => {
    const found = await scans(
      listQuery('all', '-createdAt', false),
      { ...NOTHING, withTotal: true },
      'force_custom_plan',
    );
    expect(rowsIn(found)).toBeLessThan(1_400);
  });
});

function flatten(plan: Plan): { name: string; rows: number }[] {
  const name = plan['Index Name'] ?? plan['Relation Name'];
  const rows = plan['Actual Rows'] * plan['Actual Loops'];
  const own = name !== undefined && plan['Actual Loops'] > 0 ? [{ name, rows }] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(flatten)];
}

function rowsIn(found: readonly { rows: number }[]): number {
  return found.reduce((sum, { rows }) => sum + rows, 0);
}
