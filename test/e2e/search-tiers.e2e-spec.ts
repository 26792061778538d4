import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { SearchService } from '../../src/modules/catalog/listing/search.service.js';
import { useApi } from '../setup/test-api.js';

const PRODUCTS = 9_000;

interface Found {
  readonly items: readonly { readonly name: string }[];
  readonly total: number;
}

describe('The most reviewed products', () => {
  const t = useApi();
  const ctx = systemContext('test');
  const one = async (sql: string): Promise<Record<string, unknown>> =>
    (await t.owner.query<Record<string, unknown>>(sql)).rows[0] ?? {};
  const search = async (q: string): Promise<{ names: string[]; total: number }> => {
    const { body: found } = await t.http<Found>('GET', `/api/v1/search?q=${q}&limit=5`);
    return { names: found.items.map(({ name }) => name), total: found.total };
  };

  beforeAll(async () => {
    await t.owner.query(
      `INSERT INTO products (name, slug, base_price, status, published, rating_count)
       SELECT 'Lamp ' || CASE WHEN n % 1000 = 0 THEN 'seldom ' ELSE '' END || n, 'lamp-' || n, 10, 'active', true, n
       FROM generate_series(1, ${PRODUCTS}) n`,
    );
  }, 120_000);

  it('are put together once there are many, and so are those that become popular', async () => {
    const before = await search('lamp');
    expect(before).toMatchObject({ total: 1_000 });
    expect(before.names[0]).toBe(`Lamp seldom ${PRODUCTS}`);
    expect(await one('SELECT max(tier) AS tier FROM product_search')).toEqual({ tier: 0 });
    await t.get(SearchService).followChanges(ctx);
    expect(
      await one('SELECT count(*)::int, min(rating_count) FROM product_search WHERE tier = 1'),
    ).toEqual({ count: 4_000, min: PRODUCTS - 3_999 });
    expect(await search('lamp')).toEqual(before);
    expect(await search('seldom')).toMatchObject({ total: 9 });

    await t.owner.query(`UPDATE products SET rating_count = 20000 WHERE slug = 'lamp-17'`);
    await t.owner.query(`UPDATE products SET rating_count = 1 WHERE slug = 'lamp-${PRODUCTS}'`);
    expect((await search('lamp')).names[0]).toBe('Lamp 17');
    expect(
      await one(`SELECT array_agg(s.tier ORDER BY p.slug) AS tiers FROM product_search s JOIN products p ON p.id = s.product_id
        WHERE p.slug IN ('lamp-17', 'lamp-${PRODUCTS}')`),
    ).toEqual({ tiers: [1, 0] });
  });

  it('are set anew when far more products have come to belong to them', async () => {
    await t.owner.query(
      `UPDATE products SET rating_count = 30000 + rating_count WHERE rating_count <= 4000`,
    );
    expect(
      await one('SELECT count(*)::int > 7000 AS many FROM product_search WHERE tier = 1'),
    ).toEqual({ many: true });
    await t.get(SearchService).countWords(ctx);
    expect(await one('SELECT count(*)::int FROM product_search WHERE tier = 1')).toEqual({
      count: 4_000,
    });
    expect(await one('SELECT count(*)::int FROM search_tiers WHERE is_applied')).toEqual({
      count: 1,
    });
    expect((await search('lamp')).total).toBe(1_000);
  });
});
