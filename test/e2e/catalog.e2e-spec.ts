import { beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '../../src/database/statement-counter.js';
import { DataSource } from 'typeorm';
import { useApi } from '../setup/test-api.js';
import type { GivenGroup, GivenProduct } from '../setup/given/catalog.js';

interface Card {
  readonly slug: string;
  readonly name: string;
  readonly price: string;
  readonly inStock: boolean;
}

interface Page {
  readonly items: readonly Card[];
  readonly nextCursor: string | null;
  readonly total?: number;
  readonly totalIsCapped?: boolean;
}

interface Problem {
  readonly code: string;
  readonly errors?: readonly { pointer: string; code: string }[];
}

const API = '/api/v1';

describe('Catalogue over HTTP', () => {
  const t = useApi();
  let clothing: GivenGroup;
  let shirts: GivenGroup;
  let brand: GivenGroup;
  let collection: GivenGroup;
  const slugsOf = (page: Page): string[] => page.items.map((card) => card.slug);
  const list = async (query: string): Promise<Page> => {
    const answer = await t.http<Page>('GET', `${API}/products?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    clothing = await t.given.category({ name: 'Clothing', slug: 'clothing' });
    shirts = await t.given.category({ name: 'Shirts', slug: 'shirts', parentId: clothing.id });
    brand = await t.given.brand({ name: 'Hestia', slug: 'hestia' });
    collection = await t.given.collection({ name: 'Summer', slug: 'summer' });
    const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T00:00:00Z`;
    for (let n = 1; n <= 9; n += 1) {
      await t.given.product({
        name: `Shirt ${n}`,
        slug: `shirt-${n}`,
        price: `${n}0.00`,
        categoryId: n % 2 === 0 ? clothing.id : shirts.id,
        createdAt: day(n),
        stock: n === 9 ? 0 : 5,
        featured: n === 3,
        ...(n <= 4 ? { brandId: brand.id } : {}),
        ...(n === 5 || n === 2 ? { collectionId: collection.id } : {}),
      });
    }
  });

  describe('GET /products', () => {
    it('lists the newest first, with price, currency and stock', async () => {
      const page = await list('limit=3&total=true');
      expect(slugsOf(page)).toEqual(['shirt-9', 'shirt-8', 'shirt-7']);
      expect(page.items[0]).toMatchObject({ price: '90.00', currency: 'USD', inStock: false });
      expect(page.items[1]).toMatchObject({ price: '80.00', inStock: true });
      expect(page).toMatchObject({ total: 9, totalIsCapped: false });
    });

    it.each([
      ['sort=price&limit=2', ['shirt-1', 'shirt-2']],
      ['sort=-price&limit=2', ['shirt-9', 'shirt-8']],
      ['category=clothing&limit=2', ['shirt-9', 'shirt-8']],
      ['category=shirts&limit=2', ['shirt-9', 'shirt-7']],
      ['category=nowhere', []],
      ['brand=hestia', ['shirt-4', 'shirt-3', 'shirt-2', 'shirt-1']],
      ['brand=hestia&category=shirts', ['shirt-3', 'shirt-1']],
      ['collection=summer&sort=price', ['shirt-2', 'shirt-5']],
      ['collection=summer&category=shirts', ['shirt-5']],
      ['minPrice=30&maxPrice=45.50', ['shirt-4', 'shirt-3']],
      ['minPrice=30&maxPrice=45.50&sort=price', ['shirt-3', 'shirt-4']],
      ['category=shirts&minPrice=60&sort=-price', ['shirt-9', 'shirt-7']],
      ['featured=true', ['shirt-3']],
      ['inStock=false', ['shirt-9']],
      ['inStock=true&limit=1', ['shirt-8']],
      ['page=2&limit=4', ['shirt-5', 'shirt-4', 'shirt-3', 'shirt-2']],
    ])('%s', async (query, expected) => {
      expect(slugsOf(await list(query))).toEqual(expected);
    });

    it.each(['-createdAt', 'price', '-price', '-rating'])(
      'walks every product once by cursor, sorted by %s',
      async (sort) => {
        const seen: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
          const page: Page = await list(`category=clothing&limit=4&sort=${sort}${after}`);
          seen.push(...slugsOf(page));
          cursor = page.nextCursor;
        }
        expect(seen).toHaveLength(9);
        expect(new Set(seen).size).toBe(9);
      },
    );

    it('keeps its place when products are added and removed in between', async () => {
      const first = await list('limit=4');
      const added = await t.given.product({ name: 'Newcomer', slug: 'newcomer' });
      await t.owner.query(`UPDATE products SET published = false WHERE slug = 'shirt-7'`);
      const second = await list(`limit=4&cursor=${first.nextCursor}`);
      expect(slugsOf(second)).toEqual(['shirt-5', 'shirt-4', 'shirt-3', 'shirt-2']);
      await t.owner.query(`UPDATE products SET published = true WHERE slug = 'shirt-7'`);
      await t.owner.query('DELETE FROM products WHERE id = $1', [added.id]);
    });

    it.each([
      ['colour=blue', 'unknown_field'],
      ['sort=size', 'is_in'],
      ['sort=-createdAt;DROP TABLE products', 'is_in'],
      ['limit=0', 'min'],
      ['limit=101', 'max'],
      ['limit=1e1', 'is_int'],
      ['minPrice=-1', 'matches'],
      ['minPrice=1e3', 'matches'],
      ['minPrice=1.999', 'matches'],
      ['featured=yes', 'is_boolean'],
      ['category=a&category=b', 'is_string'],
      ['category=%00', 'matches'],
      ['category[slug]=a', 'unknown_field'],
      ['page=0', 'min'],
      ['brand=', 'array_min_size'],
    ])('refuses %s', async (query, code) => {
      const answer = await t.http<Problem>('GET', `${API}/products?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.body.errors?.map((error) => error.code)).toContain(code);
    });

    it.each(['position', 'page and cursor'])('refuses %s where it makes no sense', async (what) => {
      const query = what === 'position' ? 'sort=position' : 'page=2&cursor=WzFd';
      const answer = await t.http<Problem>('GET', `${API}/products?${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    });

    it('refuses a cursor of another list', async () => {
      const { nextCursor } = await list('limit=2&sort=price');
      const values = [
        ['-createdAt', 'tomorrow', 'x'],
        ['-createdAt', '2026-99-01T00:00:00.000000Z', '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52'],
        ['price', "1' OR 1=1", '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52'],
        [1, 2, 3],
      ].map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url'));
      for (const cursor of [String(nextCursor), 'x', '%00', ...values]) {
        const answer = await t.http<Problem>('GET', `${API}/products?cursor=${cursor}`);
        expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid_cursor']);
      }
    });
  });

  describe('GET /products/:slug', () => {
    it('shows variants, options, images, breadcrumbs and whether it can be bought', async () => {
      const answer = await t.http<Record<string, unknown>>('GET', `${API}/products/shirt-1`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        slug: 'shirt-1',
        price: '10.00',
        currency: 'USD',
        purchasable: true,
        unavailableReason: null,
        brand: { slug: 'hestia' },
        variantCount: 1,
        nextVariantsCursor: null,
      });
      const breadcrumbs = answer.body['breadcrumbs'] as { slug: string }[];
      expect(breadcrumbs.map(({ slug }) => slug)).toEqual(['clothing', 'shirts']);
      expect(answer.text).not.toMatch(/cost|inventory/i);
    });

    it.each([
      ['discontinued', 'discontinued'],
      ['out_of_stock', 'out_of_stock'],
    ] as const)('keeps the page of a %s product and says why', async (status, reason) => {
      const { slug } = await t.given.product({ status });
      const answer = await t.http('GET', `${API}/products/${slug}`);
      expect(answer.body).toMatchObject({ purchasable: false, unavailableReason: reason });
    });

    it('embeds twenty variants and pages the rest', async () => {
      const many = await t.given.product({ variants: 45, stock: 1 });
      const answer = await t.http<{ variants: { id: string }[]; nextVariantsCursor: string }>(
        'GET',
        `${API}/products/${many.slug}`,
      );
      const seen = answer.body.variants.map(({ id }) => id);
      expect(seen).toHaveLength(20);
      let cursor: string | null = answer.body.nextVariantsCursor;
      while (cursor !== null) {
        const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await t.http(
          'GET',
          `${API}/products/${many.slug}/variants?limit=20&cursor=${cursor}`,
        );
        seen.push(...page.body.items.map(({ id }) => id));
        cursor = page.body.nextCursor;
      }
      expect(seen).toEqual(many.variantIds);
    });

    it('does not show inactive and deleted variants', async () => {
      const product = await t.given.product({ variants: 3 });
      const [, second, third] = product.variantIds;
      await t.owner.query('UPDATE product_variants SET is_active = false WHERE id = $1', [second]);
      await t.owner.query('UPDATE product_variants SET deleted_at = now() WHERE id = $1', [third]);
      const answer = await t.http<{ variants: { id: string }[]; variantCount: number }>(
        'GET',
        `${API}/products/${product.slug}`,
      );
      expect(answer.body.variants.map(({ id }) => id)).toEqual([product.variantId]);
      expect(answer.body.variantCount).toBe(1);
    });

    it.each(['nothing', '%00', '..%2F..%2Fetc', "'%3B--", 'a'.repeat(190), '%F0%9F%91%95'])(
      'has no product called %s',
      async (slug) => {
        const answer = await t.http<Problem>('GET', `${API}/products/${slug}`);
        expect(answer.status).toBe(404);
      },
    );
  });

  describe('hidden products', () => {
    const hidden: GivenProduct[] = [];
    beforeAll(async () => {
      const common = { categoryId: shirts.id, brandId: brand.id, collectionId: collection.id };
      hidden.push(
        await t.given.product({ ...common, name: 'Zebra one', published: false }),
        await t.given.product({ ...common, name: 'Zebra two', status: 'inactive' }),
        await t.given.product({ ...common, name: 'Zebra three' }),
      );
      await t.owner.query('UPDATE products SET deleted_at = now() WHERE id = $1', [hidden[2]?.id]);
    });

    it.each([
      'products?limit=100',
      'products?category=clothing&limit=100',
      'products?brand=hestia&limit=100',
      'products?collection=summer&limit=100',
      'products?sort=price&limit=100',
      'search?q=zebra',
    ])('are not in %s', async (path) => {
      const answer = await t.http('GET', `${API}/${path}`);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('Zebra');
    });

    it.each(['', '/variants', '/reviews'])('have no page%s', async (path) => {
      for (const { slug } of hidden) {
        const answer = await t.http<Problem>('GET', `${API}/products/${slug}${path}`);
        expect([answer.status, answer.body.code]).toEqual([404, 'catalog.product_not_found']);
      }
    });

    it('are not counted', async () => {
      expect((await list('collection=summer&total=true')).total).toBe(2);
    });
  });

  describe('categories, brands, collections', () => {
    it('shows the tree, and one category with its way up and down', async () => {
      const tree = await t.http<{ items: { slug: string; children: { slug: string }[] }[] }>(
        'GET',
        `${API}/categories`,
      );
      expect(tree.body.items[0]).toMatchObject({
        slug: 'clothing',
        children: [{ slug: 'shirts' }],
      });
      const one = await t.http('GET', `${API}/categories/shirts`);
      expect(one.body).toMatchObject({ breadcrumbs: [{ slug: 'clothing' }, { slug: 'shirts' }] });
    });

    it('hides a category with all below it, but not its products', async () => {
      const top = await t.given.category({ name: 'Secret', slug: 'secret', published: false });
      const below = await t.given.category({ name: 'Below', slug: 'below', parentId: top.id });
      const product = await t.given.product({ categoryId: below.id });
      const tree = await t.http('GET', `${API}/categories`);
      expect(tree.text).not.toContain('below');
      for (const slug of ['secret', 'below']) {
        expect((await t.http('GET', `${API}/categories/${slug}`)).status).toBe(404);
        expect((await list(`category=${slug}`)).items).toEqual([]);
      }
      const page = await t.http('GET', `${API}/products/${product.slug}`);
      expect(page.body).toMatchObject({ breadcrumbs: [] });
    });

    it('pages brands and collections and answers 404 for hidden ones', async () => {
      for (const table of ['brands', 'collections'] as const) {
        const make = table === 'brands' ? t.given.brand : t.given.collection;
        await make({ name: `${table} other`, slug: `${table}-other` });
        await make({ name: `${table} hidden`, slug: `${table}-hidden`, published: false });
        const first = await t.http<{ items: unknown[]; nextCursor: string }>(
          'GET',
          `${API}/${table}?limit=1`,
        );
        const second = await t.http<{ items: unknown[]; nextCursor: null }>(
          'GET',
          `${API}/${table}?limit=1&cursor=${first.body.nextCursor}`,
        );
        expect([first.body.items.length, second.body.items.length]).toEqual([1, 1]);
        expect(second.body.nextCursor).toBeNull();
        expect((await t.http('GET', `${API}/${table}/${table}-other`)).status).toBe(200);
        expect((await t.http('GET', `${API}/${table}/${table}-hidden`)).status).toBe(404);
      }
    });
  });

  describe('caching', () => {
    it.each(['products?limit=2', 'products/shirt-1', 'categories', 'brands', 'search?q=shirt'])(
      '%s answers 304 until something changes',
      async (path) => {
        const first = await t.http('GET', `${API}/${path}`);
        const headers = { 'if-none-match': String(first.headers.get('etag')) };
        const second = await t.http('GET', `${API}/${path}`, { headers });
        expect([second.status, second.text]).toEqual([304, '']);
        const other = await t.http('GET', `${API}/${path}`, {
          headers: { 'if-none-match': 'W/"other"' },
        });
        expect(other.status).toBe(200);
      },
    );

    it('a sold-out product changes the tag though no listing is written', async () => {
      const { slug, variantId } = await t.given.product({ stock: 1 });
      const before = await t.http('GET', `${API}/products?limit=1`);
      const written = `SELECT l.xmin::text FROM product_listings l JOIN products p ON p.id = l.id WHERE p.slug = $1`;
      const [row] = (await t.owner.query(written, [slug])).rows as { xmin: string }[];
      await t.owner.query('UPDATE product_variants SET inventory_quantity = 0 WHERE id = $1', [
        variantId,
      ]);
      const after = await t.http<Page>('GET', `${API}/products?limit=1`, {
        headers: { 'if-none-match': String(before.headers.get('etag')) },
      });
      expect(after.status).toBe(200);
      expect(after.body.items[0]?.inStock).toBe(false);
      expect((await t.owner.query(written, [slug])).rows).toEqual([row]);
    });
  });

  it('sends at most two statements, for one row and for a hundred', async () => {
    const paths = [
      'products',
      'products?category=clothing&total=true',
      'search?q=shirt',
      'search?q=shrit',
    ];
    const counts = async (limit: number): Promise<number[]> => {
      const all: number[] = [];
      for (const path of paths) {
        const join = path.includes('?') ? '&' : '?';
        const work = () => t.http('GET', `${API}/${path}${join}limit=${limit}`);
        all.push((await countStatements(t.get(DataSource), work)).length);
      }
      return all;
    };
    for (let n = 0; n < 100; n += 1)
      await t.given.product({ categoryId: shirts.id, name: `Shirt x${n}` });
    await t.owner.query('SELECT refresh_search_vocabulary()');
    expect(await counts(1)).toEqual([1, 1, 1, 2]);
    expect(await counts(100)).toEqual([1, 1, 1, 2]);
    const many = await t.given.product({ variants: 100 });
    const detail = await countStatements(t.get(DataSource), () =>
      t.http('GET', `${API}/products/${many.slug}`),
    );
    expect(detail).toHaveLength(1);
  });
});
