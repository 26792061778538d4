import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import type { Tx } from '../../../src/database/unit-of-work.js';
import { countStatements } from '../../../src/database/statement-counter.js';
import { CatalogModule } from '../../../src/modules/catalog/catalog.module.js';
import { ProductsService } from '../../../src/modules/catalog/products/products.service.js';
import type {
  ProductRow,
  SavedRow,
  SaveOptions,
} from '../../../src/modules/catalog/products/products.types.js';
import { MaintenanceProcessor } from '../../../src/modules/operations/maintenance.processor.js';
import { OperationsWorkerModule } from '../../../src/modules/operations/operations.worker.module.js';
import { useIntegration } from '../../setup/test-app.js';

const ALL: SaveOptions = { mayPublish: true, createAttributes: true };
const HOUR = 3_600_000;

/** Products with two variants each, all published. */
function things(count: number, word: string, more: Partial<ProductRow> = {}): ProductRow[] {
  return Array.from({ length: count }, (_, n) => ({
    slug: `${word}-${n}`,
    name: `Thing ${word} ${n}`,
    basePrice: '10.00',
    published: true,
    variants: ['S', 'M'].map((value) => ({
      sku: `${word}-${n}-${value}`,
      stock: 5,
      attributes: [{ name: 'Size', value }],
    })),
    ...more,
  }));
}

describe('ProductsService', () => {
  const t = useIntegration({ only: [CatalogModule, OperationsWorkerModule] });
  const service = () => t.get(ProductsService);
  const save = (rows: readonly ProductRow[], options: SaveOptions = ALL) =>
    service().saveMany(systemContext('test'), rows, options);
  const count = async (sql: string, values: unknown[] = []) => {
    const { rows } = await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n ${sql}`, values);
    return rows[0]?.n;
  };
  const outcomes = (saved: readonly SavedRow[]) => saved.map(({ outcome }) => outcome);
  const errors = (saved: readonly SavedRow[]) =>
    saved.flatMap((row) => row.errors.map(({ pointer, code }) => `${row.index}${pointer} ${code}`));

  it('takes as many statements for one row as for two hundred, and none to find nothing to do', async () => {
    const [brand, category, collection] = [
      await t.given.brand(),
      await t.given.category(),
      await t.given.collection(),
    ];
    const named = { brand: brand.slug, category: category.slug, collections: [collection.slug] };
    const measure = async (work: () => Promise<unknown>) =>
      (await countStatements(t.get(DataSource), work)).length;
    // The first ones make the attribute.
    await save(things(1, 'warm', named));
    for (const [what, most] of [
      [() => ({ ...named }), 8],
      [() => ({ ...named }), 8],
      [() => ({ ...named, name: 'Renamed', collections: [] }), 9],
    ] as const) {
      const one = await measure(() => save(things(1, 'one', what())));
      const many = await measure(() => save(things(200, 'many', what())));
      expect(many).toBe(one);
      expect(many).toBeLessThanOrEqual(most);
    }
    expect(await count('FROM product_listings')).toBe(202);
    expect(await count(`FROM stock_movements WHERE cause = 'initial'`)).toBe(404);
  });

  it('finds by slug, SKU, SKU of a variant or id, and writes nothing where nothing differs', async () => {
    const row = { sku: 'FIND', name: 'Find me', slug: 'find-me', basePrice: '5.00' };
    const variants = [{ sku: 'FIND-S', attributes: [{ name: 'Size', value: 'S' }], weight: '0.5' }];
    const metadata = { deep: { list: [1, 'two', null] } };
    const [made] = await save([{ ...row, variants, metadata, weight: 1.5 }]);
    const id = made?.productId ?? '';
    const audited = () => count('FROM audit_log');
    const before = await audited();
    const same = { ...row, variants, metadata, weight: '1.50' };
    for (const [again, options] of [
      [same, { matchBy: 'slug' }],
      [same, { matchBy: 'sku' }],
      [{ variants: [{ sku: 'FIND-S', price: '5.00' }] }, { matchBy: 'sku' }],
      [{ id, name: 'Find me' }, {}],
      [{ id, variants: [{ attributes: [{ name: 'Size', value: 'S' }], barcode: null }] }, {}],
    ] as [ProductRow, SaveOptions][]) {
      const [saved] = await save([again], options);
      expect(saved).toMatchObject({ outcome: 'unchanged', productId: id, errors: [] });
    }
    expect(await audited()).toBe(before);
    const [moved] = await save([{ sku: 'FIND', slug: 'found' }], { matchBy: 'sku' });
    expect(moved).toMatchObject({ outcome: 'updated', slug: 'found', productId: id });
    expect(outcomes(await save([{ slug: 'find-me', name: 'x' }], { mode: 'update' }))).toEqual([
      'refused',
    ]);
  });

  it('judges each row by itself, and all by each when asked to', async () => {
    await save(things(1, 'taken'));
    const rows = [
      ...things(1, 'good'),
      { name: 'No price' },
      { slug: 'taken-0', id: '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d' },
      { slug: 'second', name: 'B', basePrice: '1.00', variants: [{ sku: 'good-0-S' }] },
      ...things(1, 'good'),
      { slug: 'third', name: 'C', basePrice: '1.00', variants: [{ sku: 'twin' }, { sku: 'twin' }] },
      // The one before was refused: what it wanted is still free.
      { slug: 'third', name: 'D', basePrice: '1.00', variants: [{ sku: 'twin' }] },
      { slug: 'bad', name: 'E\0', basePrice: '1.00', published: 'yes', surprise: 1 } as never,
      null as never,
    ];
    const found = [
      '1/basePrice request.invalid',
      '2/id catalog.product_not_found',
      '3/variants/0/sku catalog.sku_taken',
      '4/slug catalog.slug_taken',
      '4/variants/0/sku catalog.sku_taken',
      '4/variants/1/sku catalog.sku_taken',
      '5/variants/1/sku catalog.sku_taken',
      '7/name request.invalid',
      '7/published request.invalid',
      '7/surprise request.invalid',
      '8 request.invalid',
    ];
    const tried = await save(rows, { ...ALL, dryRun: true });
    const expected = [
      'created',
      'refused',
      'refused',
      'refused',
      'refused',
      'refused',
      'created',
      'refused',
      'refused',
    ];
    expect(outcomes(tried)).toEqual(expected);
    const atomic = await save(rows, { ...ALL, atomic: true });
    expect(outcomes(atomic)[0]).toBe('not_done');
    expect(await count(`FROM products WHERE slug IN ('good-0', 'third')`)).toBe(0);
    const saved = await save(rows);
    expect(outcomes(saved)).toEqual(expected);
    expect(errors(saved)).toEqual(found);
    expect(errors(tried)).toEqual(errors(saved));
    expect(await count(`FROM products WHERE slug IN ('good-0', 'third')`)).toBe(2);
    const hidden = await save([{ slug: 'good-0', published: false, publishAt: null }], {});
    expect(errors(hidden)).toEqual([
      '0/published catalog.publish_forbidden',
      '0/publishAt catalog.publish_forbidden',
    ]);
    await expect(save(things(501, 'much'))).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('saves with the work alongside or not at all', async () => {
    const alongside = () => Promise.reject(new Error('lost'));
    await expect(save(things(1, 'lost'), { ...ALL, alongside })).rejects.toThrow('lost');
    expect(await count(`FROM products WHERE slug = 'lost-0'`)).toBe(0);
  });

  it('makes each product once when two bring the same file at once', async () => {
    const both = await Promise.all([
      save(things(50, 'twice')),
      save(things(50, 'twice').reverse()),
    ]);
    const all = both.flat().map(({ outcome }) => outcome);
    expect(all.filter((outcome) => outcome === 'created')).toHaveLength(50);
    expect(all.filter((outcome) => outcome === 'unchanged')).toHaveLength(50);
    expect(await count(`FROM product_variants WHERE sku LIKE 'twice-%'`)).toBe(100);
  });

  it.each(['slug', 'sku'] as const)(
    'finds by %s also what somebody made between its first look and its last',
    async (matchBy) => {
      const rows = things(2, `between-${matchBy}`);
      // The first look of the first save ends when the second save has.
      const { query } = pg.Client.prototype;
      let isFirst = true;
      const slowed = async (client: pg.Client, args: unknown[]): Promise<unknown> => {
        const result: unknown = await Reflect.apply(query, client, args);
        const { name } = args[0] as { name?: string };
        if (name !== 'products-lock-matched' || !isFirst) return result;
        isFirst = false;
        expect(outcomes(await save(rows))).toEqual(['created', 'created']);
        return result;
      };
      vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
        this: pg.Client,
        ...args: unknown[]
      ) {
        return slowed(this, args) as never;
      });
      expect(outcomes(await save(rows, { ...ALL, matchBy }))).toEqual(['unchanged', 'unchanged']);
      vi.restoreAllMocks();
    },
  );

  it('waits longer than for one lock when somebody who writes the same names takes his time', async () => {
    const other = await t.owner.connect();
    await other.query('BEGIN');
    await other.query(`INSERT INTO products (name, slug, base_price) VALUES ('Held', 'held-1', 1)`);
    const saving = save(things(3, 'held'));
    await sleep(2_300);
    await other.query('ROLLBACK');
    other.release();
    expect(outcomes(await saving)).toEqual(['created', 'created', 'created']);
    expect(await count(`FROM product_variants WHERE sku LIKE 'held-%'`)).toBe(6);
  });

  it('pins what a rule has picked when a row names the collection, and lets the rule have it again', async () => {
    const { id, slug } = await t.given.collection();
    await t.owner.query('UPDATE collections SET rules = $2 WHERE id = $1', [
      id,
      { conditions: [{ field: 'featured', is: true }] },
    ]);
    await save(things(2, 'ruled', { featured: true }));
    const members = async () => {
      const { rows } = await t.owner.query<{ by_rule: boolean; first: boolean }>(
        `SELECT cp.by_rule, cp.position < 1000000 AS first FROM collection_products cp JOIN products p ON p.id = cp.product_id
         WHERE cp.collection_id = $1 ORDER BY p.slug`,
        [id],
      );
      return rows.map(({ by_rule, first }) => `${by_rule ? 'rule' : 'hand'} ${first}`);
    };
    expect(await members()).toEqual(['rule false', 'rule false']);
    const named = things(1, 'ruled', { featured: true, collections: [slug] });
    expect(outcomes(await save(named, { ...ALL, matchBy: 'slug' }))).toEqual(['updated']);
    expect(await members()).toEqual(['hand true', 'rule false']);
    expect(outcomes(await save(named, { ...ALL, matchBy: 'slug' }))).toEqual(['unchanged']);
    await save(things(1, 'ruled', { featured: true, collections: [] }), {
      ...ALL,
      matchBy: 'slug',
    });
    expect(await members()).toEqual(['rule false', 'rule false']);
  });

  it('reads what belongs to its rows alone, also in tables that nobody has analysed', async () => {
    const read = async () => {
      const { rows } = await t.owner.query<{ n: number }>(
        `SELECT sum(seq_tup_read + COALESCE((SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = s.relid), 0))::int AS n
         FROM pg_stat_user_tables s WHERE relname IN ('product_variants', 'product_listings', 'product_search')`,
      );
      return rows[0]?.n ?? 0;
    };
    const alongside = async (tx: Tx) => {
      await tx.query('SELECT pg_stat_force_next_flush()');
    };
    const amounts: number[] = [];
    for (const batch of [0, 1, 2, 3]) {
      const before = await read();
      await save(things(250, `fresh-${batch}`), { ...ALL, alongside });
      amounts.push((await read()) - before);
    }
    expect(amounts[3]).toBeLessThan((amounts[1] ?? 0) * 1.05);
  });

  it('publishes and hides what is due, once, with an entry in the audit log', async () => {
    const saved = await save(things(4, 'due', { published: false }));
    const [shown, hidden, over, later] = saved.map(({ productId }) => productId);
    const plan = (
      id: unknown,
      publish: number | null,
      unpublish: number | null,
      published: boolean,
    ) =>
      t.owner.query(
        `UPDATE products SET published = $4, publish_at = now() + $2 * interval '1 ms',
           unpublish_at = now() + $3 * interval '1 ms' WHERE id = $1`,
        [id, publish, unpublish, published],
      );
    await plan(shown, -HOUR, HOUR, false);
    await plan(hidden, HOUR, -HOUR, true);
    await plan(over, -2 * HOUR, -HOUR, true);
    await plan(later, HOUR, null, false);
    const ctx = systemContext('due');
    const done = await Promise.all([
      service().publishDue(ctx),
      service().publishDue(systemContext('due')),
    ]);
    expect(done[0] + done[1]).toBe(3);
    const { rows } = await t.owner.query(
      `SELECT published, publish_at > now() AS shows, unpublish_at > now() AS hides FROM products
       WHERE slug LIKE 'due-%' ORDER BY slug`,
    );
    expect(rows).toEqual([
      { published: true, shows: null, hides: true },
      { published: false, shows: true, hides: null },
      { published: false, shows: null, hides: null },
      { published: false, shows: true, hides: null },
    ]);
    expect(
      await count(`FROM product_listings l JOIN products p USING (id) WHERE p.slug LIKE 'due-%'`),
    ).toBe(1);
    expect(
      await count(
        `FROM audit_log WHERE table_name = 'products' AND request_id LIKE 'due-%' AND actor_id IS NULL`,
      ),
    ).toBe(3);
    expect(await service().publishDue(systemContext('due'))).toBe(0);

    // The worker does the same, every few seconds.
    await plan(later, -HOUR, null, false);
    const { handlers, schedules } = t.get(MaintenanceProcessor);
    await handlers['publish-products'](
      {},
      { ctx, delivery: null, attempt: 1, tell: () => Promise.resolve() },
    );
    expect(await service().publishDue(systemContext('due'))).toBe(0);
    expect(schedules.find(({ job }) => job === 'publish-products')).toMatchObject({
      every: 15_000,
    });
  });
});
