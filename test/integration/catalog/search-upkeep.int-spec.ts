import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { fillFacetShop } from '../../../src/dev/proof/catalogue/facet-check/facet-shop.js';
import { CatalogModule } from '../../../src/modules/catalog/catalog.module.js';
import { SearchService } from '../../../src/modules/catalog/listing/search.service.js';
import {
  type RebuildQuery,
  RebuildSearch,
} from '../../../src/modules/catalog/listing/use-cases/rebuild-search.js';
import { useIntegration } from '../../setup/test-app.js';

const WORDS = `SELECT md5(string_agg(s::text, ' ' ORDER BY product_id)) AS digest
  FROM (SELECT product_id, vector, words, sellable FROM product_search) s`;
const LISTINGS = `SELECT md5(string_agg(l::text, ' ' ORDER BY id)) AS digest
  FROM (SELECT id, card, price_min, value_ids, fields, sort_name, sold_count FROM product_listings) l`;

describe('Upkeep of lists and search', () => {
  const t = useIntegration({ only: [CatalogModule] });
  const ctx = systemContext('test');
  const one = async (sql: string): Promise<Record<string, unknown>> =>
    (await t.owner.query<Record<string, unknown>>(sql)).rows[0] ?? {};

  beforeAll(async () => {
    await fillFacetShop(t.owner, 300);
    await t.owner.query('SELECT refresh_search_vocabulary()');
  });

  /** A client of its own that dies after so many steps, as if the program had been killed. */
  const rebuild = async (
    stepsToLive = Infinity,
  ): Promise<{ lines: string[]; products: number }> => {
    const client = await t.owner.connect();
    const lines: string[] = [];
    let steps = 0;
    const query: RebuildQuery = async <Row>(
      { text }: { text: string },
      values: readonly unknown[] = [],
    ) => {
      if (text === 'BEGIN') steps += 1;
      if (steps > stepsToLive && text.includes('write_product_search')) throw new Error('killed');
      return (await client.query(text, [...values])).rows as Row[];
    };
    try {
      const onProgress = (line: string): void => void lines.push(line);
      const report = await new RebuildSearch(query).execute({ batchSize: 50, onProgress });
      return { lines, products: report.products };
    } catch {
      return { lines, products: -1 };
    } finally {
      client.release();
    }
  };

  it('rebuilds what is broken, goes on after it was killed and loses no edit meanwhile', async () => {
    const before = [await one(WORDS), await one(LISTINGS)];
    await t.owner.query(
      `UPDATE product_search SET vector = '', words = '{}' WHERE rating_count > 5`,
    );
    await t.owner.query(
      `UPDATE product_listings SET sort_name = '', card = '{}' WHERE price_min > 50`,
    );
    await t.owner.query(`DELETE FROM search_vocabulary WHERE word = 'walnut'`);
    const killed = await rebuild(2);
    expect(killed).toMatchObject({ products: -1, lines: ['50 products', '100 products'] });
    const [resumed] = await Promise.all([
      rebuild(),
      t.owner.query(`UPDATE products SET name = name || ' edited' WHERE slug LIKE 'facet-1%7'`),
    ]);
    expect(resumed.lines[0]).toBe('going on after 100 products');
    expect(resumed.lines.at(-1)).toMatch(/^300 products/);
    await t.owner.query(
      `UPDATE products SET name = replace(name, ' edited', '') WHERE name LIKE '% edited'`,
    );
    expect([await one(WORDS), await one(LISTINGS)]).toEqual(before);
    expect(await one(`SELECT count(*)::int FROM search_vocabulary WHERE word = 'walnut'`)).toEqual({
      count: 1,
    });
    expect(
      await one(`SELECT finished_at IS NOT NULL AS ended FROM search_runs WHERE kind = 'rebuild'`),
    ).toEqual({ ended: true });
  });

  it('renames by the thousand are followed by the job, and new words are known before they are counted', async () => {
    await t.owner.query(
      `UPDATE products SET brand_id = (SELECT id FROM brands WHERE slug = 'maker-3') WHERE slug LIKE 'facet-%'`,
    );
    // As if there were thousands of them.
    await t.owner.query(
      `BEGIN; SET LOCAL app.search_at_once = '100'; UPDATE brands SET name = 'Zephyrine' WHERE slug = 'maker-3'; COMMIT`,
    );
    const pending = await one('SELECT count(*)::int FROM search_changes');
    expect(pending['count']).toBeGreaterThan(200);
    const done = await t.get(SearchService).followChanges(ctx);
    expect(done).toBe(pending['count']);
    const found = await one(
      `SELECT count(*)::int FROM product_search WHERE vector @@ search_tsquery('zephyrine')`,
    );
    expect(found).toEqual(await one('SELECT count(*)::int FROM product_search'));
    expect(
      await one(`SELECT count(*)::int FROM search_vocabulary WHERE word = 'zephyrine'`),
    ).toEqual({ count: 1 });
    await t.get(SearchService).countWords(ctx);
    expect(await one(`SELECT count(*)::int FROM search_vocabulary WHERE word = 'maker'`)).toEqual({
      count: 0,
    });
  });

  it('counts what was sold lately, live and archived, without what came back or was never paid', async () => {
    const { rows } = await t.owner.query<{ id: string; variant: string }>(
      `SELECT l.id, (SELECT min(v.id::text) FROM product_variants v WHERE v.product_id = l.id) AS variant
       FROM product_listings l ORDER BY l.id LIMIT 2`,
    );
    const sell = (
      index: number,
      status: string,
      quantity: number,
      days: number,
    ): Promise<unknown> =>
      t.owner.query(
        `WITH placed AS (
           INSERT INTO orders (email, status, created_at, subtotal, total_amount, shipping_address)
           VALUES ('a@example.com', $1::order_status, now() - $2::int * interval '1 day', 0, 0, '{}') RETURNING id)
         INSERT INTO order_items (order_id, product_id, variant_id, product_name, variant_name, quantity, returned_quantity, unit_price, total_price)
         SELECT id, $3, $4, 'x', 'y', $5::int, CASE WHEN $5::int > 5 THEN 2 ELSE 0 END, 0, 0 FROM placed`,
        [status, days, rows[index]?.id, rows[index]?.variant, quantity],
      );
    await sell(0, 'confirmed', 7, 3);
    await sell(0, 'pending', 3, 3);
    await sell(0, 'confirmed', 4, 200);
    await sell(1, 'completed', 2, 1);
    await t.owner.query(`
      INSERT INTO order_items_archive SELECT (jsonb_populate_record(NULL::order_items_archive,
        to_jsonb(i) || jsonb_build_object('order_created_at', o.created_at))).* FROM order_items i JOIN orders o ON o.id = i.order_id WHERE o.status = 'completed';
      INSERT INTO orders_archive SELECT (jsonb_populate_record(NULL::orders_archive, to_jsonb(o) || '{"archived_at": "2026-01-01"}')).* FROM orders o WHERE o.status = 'completed';
      DELETE FROM orders WHERE status = 'completed'`);
    expect(await t.get(SearchService).countSales(ctx)).toBe(2);
    const counts = async (): Promise<unknown[]> =>
      (
        await t.owner.query<{ sold_count: number }>(
          'SELECT sold_count FROM product_listings WHERE id = ANY ($1) ORDER BY id',
          [rows.map(({ id }) => id)],
        )
      ).rows.map(({ sold_count }) => sold_count);
    expect(await counts()).toEqual([5, 2]);
    await t.owner.query('DELETE FROM orders_archive; DELETE FROM order_items; DELETE FROM orders');
    expect(await t.get(SearchService).countSales(ctx)).toBe(2);
    expect(await counts()).toEqual([0, 0]);
    expect(await t.get(SearchService).countSales(ctx)).toBe(0);
  });
});
