import { beforeAll, describe, expect, it } from 'vitest';
import { PricesService } from '../../src/modules/catalog/prices/prices.service.js';
import { useApi } from '../setup/test-api.js';

interface Shown {
  readonly price: string;
  readonly compareAtPrice: string | null;
  readonly lowestPrice30Days: string | null;
  readonly currency: string;
}

interface History {
  readonly current: (Shown & { readonly since: string }) | null;
  readonly items: readonly { readonly id: string; readonly price: string }[];
  readonly nextCursor: string | null;
}

const API = '/api/v1';

describe('Prices that are over', () => {
  const t = useApi({ env: { CURRENCIES: 'EUR' } });
  let token = '';
  beforeAll(async () => {
    token = (await t.given.staff({ catalog: 'rw' })).token;
  });

  const price = (variantId: string, amount: string, compareAt: string | null = null) =>
    t.owner.query('UPDATE product_variants SET price = $2, compare_at_price = $3 WHERE id = $1', [
      variantId,
      amount,
      compareAt,
    ]);
  /** As if everything had happened this many days earlier. */
  const wait = async (days: number): Promise<void> => {
    const back = (...columns: string[]) =>
      columns.map((column) => `${column} = ${column} - ${days} * interval '1 day'`).join(', ');
    await t.owner.query(`
      ALTER TABLE variant_price_history DISABLE TRIGGER variant_price_history_append_only;
      UPDATE variant_price_history SET ${back('valid_from', 'valid_to')};
      ALTER TABLE variant_price_history ENABLE TRIGGER variant_price_history_append_only;
      UPDATE product_variants SET ${back('created_at')};
      UPDATE variant_prices SET ${back('created_at')}`);
  };
  const lowest = async (slug: string, query = ''): Promise<unknown[]> => {
    const { body } = await t.http<Shown & { variants: Shown[] }>(
      'GET',
      `${API}/products/${slug}${query}`,
    );
    return [body.lowestPrice30Days, body.variants[0]?.lowestPrice30Days];
  };
  const history = (variantId: string, query = '') =>
    t.http<History>('GET', `${API}/admin/variants/${variantId}/price-history${query}`, { token });

  it('are said on cards of lists and searches too, in the currency that is asked for', async () => {
    const { slug, variantId } = await t.given.product({ price: '50.00' });
    await t.owner.query(`UPDATE products SET name = 'Xylographica' WHERE slug = $1`, [slug]);
    const euro = (amount: string, compareAt: string | null): Promise<unknown> =>
      t.owner.query(
        `INSERT INTO variant_prices (variant_id, currency, price, compare_at_price) VALUES ($1, 'EUR', $2, $3)
         ON CONFLICT (variant_id, currency) DO UPDATE SET price = $2, compare_at_price = $3`,
        [variantId, amount, compareAt],
      );
    const card = async (path: string): Promise<unknown> => {
      const { body } = await t.http<{ items: (Shown & { slug: string })[] }>(
        'GET',
        `${API}${path}`,
      );
      return body.items.find((item) => item.slug === slug)?.lowestPrice30Days;
    };
    await wait(10);
    await price(variantId, '42.00');
    await euro('48.00', null);
    await wait(5);
    expect(await card('/products?limit=100')).toBeNull();
    await price(variantId, '45.00', '60.00');
    await euro('40.00', '55.00');
    expect(await card('/products?limit=100')).toBe('42.00');
    expect(await card('/search?q=xylographica')).toBe('42.00');
    expect(await card('/products?limit=100&currency=EUR')).toBe('48.00');
  });

  it('say the lowest of the thirty days before a reduction began', async () => {
    const { slug, variantId } = await t.given.product({ price: '50.00' });
    await wait(60);
    await price(variantId, '30.00');
    await wait(3);
    await price(variantId, '60.00');
    expect(await lowest(slug)).toEqual([null, null]);
    await wait(20);
    await price(variantId, '45.00', '60.00');
    // 30.00 counted within the thirty days before; 45.00 is no reduction at all.
    expect(await lowest(slug)).toEqual(['30.00', '30.00']);
    await wait(40);
    expect(await lowest(slug)).toEqual(['30.00', '30.00']);
    // A further reduction without a break in between is the same one.
    await price(variantId, '40.00', '60.00');
    expect(await lowest(slug)).toEqual(['30.00', '30.00']);
    await price(variantId, '60.00');
    await wait(31);
    await price(variantId, '20.00', '60.00');
    expect(await lowest(slug)).toEqual(['60.00', '60.00']);
  });

  it('know nothing of what was reduced from its first day on', async () => {
    const { slug, variantId } = await t.given.product({ price: '50.00' });
    await t.owner.query('DELETE FROM product_variants WHERE id = $1', [variantId]);
    await t.owner.query(
      `INSERT INTO product_variants (product_id, name, price, compare_at_price, inventory_quantity)
       SELECT id, 'Only', 10, 20, 1 FROM products WHERE slug = $1`,
      [slug],
    );
    expect(await lowest(slug)).toEqual([null, null]);
  });

  it('are those of their own currency', async () => {
    const { slug, variantId } = await t.given.product({ price: '50.00' });
    const put = (body: object) =>
      t.http('PUT', `${API}/admin/variants/${variantId}/prices/EUR`, { token, body });
    await put({ price: '40.00' });
    await wait(10);
    await put({ price: '35.00', compareAtPrice: '40.00' });
    await price(variantId, '1.00');
    expect(await lowest(slug, '?currency=EUR')).toEqual(['40.00', '40.00']);
    expect(await lowest(slug)).toEqual([null, null]);
    const found = await history(variantId, '?currency=EUR');
    expect(found.body).toMatchObject({
      currency: 'EUR',
      current: { price: '35.00', lowestPrice30Days: '40.00' },
      items: [{ price: '40.00' }],
    });
    await t.http('DELETE', `${API}/admin/variants/${variantId}/prices/EUR`, { token });
    const after = await history(variantId, '?currency=EUR');
    expect(after.body).toMatchObject({
      current: null,
      items: [{ price: '35.00' }, { price: '40.00' }],
    });
  });

  it('are read page by page, and not what lasted no longer than a transaction', async () => {
    const { variantId } = await t.given.product({ price: '1.00' });
    for (const amount of ['2.00', '3.00', '4.00']) await price(variantId, amount);
    await t.owner.query(
      `DO $$ BEGIN
        UPDATE product_variants SET price = 5 WHERE id = '${variantId}';
        UPDATE product_variants SET price = 6 WHERE id = '${variantId}';
        UPDATE product_variants SET inventory_quantity = 3 WHERE id = '${variantId}';
      END $$`,
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await history(variantId, `?limit=2${after}`);
      expect(body.current?.price).toBe('6.00');
      seen.push(...body.items.map((item) => item.price));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['4.00', '3.00', '2.00', '1.00']);
  });

  it('cannot be changed, and are read by whoever has the right', async () => {
    const { variantId } = await t.given.product();
    await price(variantId, '1.00');
    const change = `UPDATE variant_price_history SET price = 0 WHERE variant_id = $1`;
    await expect(t.owner.query(change, [variantId])).rejects.toThrow(/never changed/);
    const stranger = await t.given.customer();
    const path = `${API}/admin/variants/${variantId}/price-history`;
    expect((await t.http('GET', path, { token: stranger.token })).status).toBe(403);
    expect((await history(variantId, '?currency=GBP')).status).toBe(422);
    expect((await history(variantId, '?cursor=x')).status).toBe(400);
    expect((await history('6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52')).status).toBe(404);
  });

  it('go when they are old, but for what a reduction is measured by', async () => {
    const { slug, variantId } = await t.given.product({ price: '50.00' });
    for (const amount of ['49.00', '51.00']) {
      await wait(40);
      await price(variantId, amount);
    }
    await wait(10);
    await price(variantId, '30.00', '51.00');
    await wait(800);
    await price(variantId, '29.00', '51.00');
    expect(await t.get(PricesService).pruneHistory(730)).toBeGreaterThan(0);
    const left = (await history(variantId)).body.items.map((item) => item.price);
    // Sold for 49.00 until ten days before the reduction: within its thirty days.
    expect(left).toEqual(['30.00', '51.00', '49.00']);
    expect(await lowest(slug)).toEqual(['49.00', '49.00']);
  });

  it('no public answer says what the shop pays, what is in stock or what machines keep', async () => {
    const brand = await t.given.brand({ slug: 'leaky' });
    const category = await t.given.category({ slug: 'leaky' });
    const collection = await t.given.collection({ slug: 'leaky' });
    const thing = await t.given.product({
      slug: 'leaky',
      name: 'Leaky bucket',
      stock: 7_654_321,
      brandId: brand.id,
      categoryId: category.id,
      collectionId: collection.id,
    });
    await t.owner.query(
      `UPDATE product_variants SET cost_per_item = 1234.56 WHERE product_id = $1`,
      [thing.id],
    );
    await t.owner.query(`UPDATE products SET metadata = '{"supplier": "canary-9"}' WHERE id = $1`, [
      thing.id,
    ]);
    const document = await t.http<{
      paths: Record<string, Record<string, { security?: unknown }>>;
    }>('GET', '/openapi.json');
    const paths = Object.keys(document.body.paths).filter((path) =>
      /^\/api\/v1\/(products|categories|brands|collections|search|attributes|reviews)/.test(path),
    );
    let walked = 0;
    for (const path of paths) {
      if (document.body.paths[path]?.['get'] === undefined) continue;
      const url = path.replace(/\{\w+\}/g, 'leaky');
      for (const query of ['', '?q=leaky', '?limit=100', '?currency=EUR&locale=vi']) {
        const { status, text } = await t.http('GET', `${url}${query}`);
        if (status !== 200) continue;
        walked += 1;
        expect(text, url + query).not.toMatch(
          /cost|1234\.56|7654321|canary-9|supplier|"metadata"/i,
        );
      }
    }
    expect(walked).toBeGreaterThan(12);
  });
});
