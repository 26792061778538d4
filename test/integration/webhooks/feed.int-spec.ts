import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { EVENT_TYPES } from '../../../src/modules/webhooks/domain/event-types.js';
import { PruneEvents } from '../../../src/modules/webhooks/use-cases/prune-events.js';
import { ReadEvents } from '../../../src/modules/webhooks/use-cases/read-events.js';
import type { PublicEventView } from '../../../src/modules/webhooks/webhooks.types.js';
import { WebhooksHttpModule } from '../../../src/modules/webhooks/webhooks.http.module.js';
import { WebhooksWorkerModule } from '../../../src/modules/webhooks/webhooks.worker.module.js';
import { useIntegration } from '../../setup/test-app.js';
import { Rows } from '../schema/rows.js';

const NAIVE =
  'SELECT seq::float8 AS seq, aggregate_id FROM public_events WHERE seq > $1 ORDER BY seq';

describe('The feed of public events', () => {
  const t = useIntegration({ only: [WebhooksHttpModule, WebhooksWorkerModule] });
  const rows = new Rows(() => t.owner);
  const ctx = systemContext('feed');

  beforeEach(async () => {
    await t.owner.query('TRUNCATE public_events, event_sequences');
  });

  const read = (after: string | null, types: string[] | null = null, limit = 100) =>
    t.get(ReadEvents).execute(systemContext('feed'), after, types, limit);

  async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await t.db.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  }

  it('shows what commits late after what was read before, where a running number would skip it', async () => {
    const [early, late] = [await rows.product(), await rows.product()];
    await t.owner.query('TRUNCATE public_events, event_sequences');
    await inTransaction(async (first) => {
      await inTransaction(async (second) => {
        await first.query('BEGIN');
        await first.query(`UPDATE products SET name = 'late' WHERE id = $1`, [late]);
        await second.query('BEGIN');
        await second.query(`UPDATE products SET name = 'early' WHERE id = $1`, [early]);
        await second.query('COMMIT');

        const naive = await t.db.query<{ seq: number }>(NAIVE, [0]);
        const before = await read(null);
        expect(before.items.map(({ aggregateId }) => aggregateId)).toEqual([early]);
        // The open transaction holds nothing and nobody up.
        expect(naive.rows).toHaveLength(1);

        await first.query('COMMIT');
        const after = await read(before.after);
        expect(after.items.map(({ aggregateId }) => aggregateId)).toEqual([late]);
        const skipped = await t.db.query(NAIVE, [naive.rows[0]?.seq]);
        expect(skipped.rows, 'the naive cursor never sees it').toEqual([]);
      });
    });
  });

  it('keeps the order of an aggregate whatever began first, and counts it without gaps', async () => {
    const [product, other] = [await rows.product(), await rows.product()];
    await t.owner.query('TRUNCATE public_events, event_sequences');
    await inTransaction(async (old) => {
      await old.query('BEGIN');
      // The older transaction has the smaller id and tells of this product last.
      await old.query(`UPDATE products SET name = 'x' WHERE id = $1`, [other]);
      await t.db.query(`UPDATE products SET name = 'one' WHERE id = $1`, [product]);
      const first = await read(null);
      await old.query(`UPDATE products SET name = 'two' WHERE id = $1`, [product]);
      const waiting = t.db.query(`UPDATE products SET name = 'three' WHERE id = $1`, [product]);
      await old.query('COMMIT');
      await waiting;
      const rest = await read(first.after);
      const all = [...first.items, ...rest.items];
      const own = all.filter(({ aggregateId }) => aggregateId === product);
      expect(own.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(all).toHaveLength(4);
    });
  });

  it('loses and doubles nothing while many write and three read', async () => {
    const products = await Promise.all(Array.from({ length: 6 }, () => rows.product()));
    await t.owner.query('TRUNCATE public_events, event_sequences');
    let isOver = false;
    const write = async (index: number): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        await inTransaction(async (client) => {
          const pair = [products[index], products[(index + round) % 6]].sort();
          await client.query('BEGIN');
          for (const id of new Set(pair)) {
            await client.query(
              'UPDATE products SET weight = coalesce(weight, 0) + 1 WHERE id = $1',
              [id],
            );
          }
          await client.query(round % 5 === 0 ? 'ROLLBACK' : 'COMMIT');
        });
      }
    };
    const follow = async (): Promise<PublicEventView[]> => {
      const seen: PublicEventView[] = [];
      let after: string | null = null;
      for (;;) {
        const last = isOver;
        const page: Awaited<ReturnType<typeof read>> = await read(after, null, 7);
        seen.push(...page.items);
        ({ after } = page);
        if (last && page.items.length === 0) return seen;
      }
    };
    const readers = [follow(), follow(), follow()];
    await Promise.all(products.slice(0, 3).map((_, index) => write(index)));
    isOver = true;
    const [truth] = (
      await t.db.query<{ n: number }>('SELECT count(*)::int AS n FROM public_events')
    ).rows;
    for (const seen of await Promise.all(readers)) {
      expect(new Set(seen.map(({ id }) => id)).size).toBe(truth?.n);
      expect(seen).toHaveLength(truth?.n ?? -1);
      for (const product of products) {
        const own = seen.filter(({ aggregateId }) => aggregateId === product);
        expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, index) => index + 1));
      }
    }
  });

  it('gives each event its place once: whoever comes meanwhile waits, or leaves it to the other', async () => {
    for (let n = 0; n < 3; n += 1) await rows.product();
    const number = 'SELECT number_public_events(100, $1) AS n';
    const places = 'SELECT id, position FROM public_events ORDER BY position';
    await inTransaction(async (first) => {
      await first.query('BEGIN');
      await first.query(number, [true]);
      const given = (await first.query(places)).rows;
      const hasty = await t.db.query<{ n: number }>(number, [false]);
      expect(hasty.rows).toEqual([{ n: 0 }]);
      const patient = t.db.query<{ n: number }>(number, [true]);
      const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'
        AND query LIKE 'SELECT number_public_events%' AND datname = current_database()`;
      await expect.poll(async () => (await t.db.query(waits)).rowCount, { interval: 10 }).toBe(1);
      await first.query('COMMIT');
      expect((await patient).rows).toEqual([{ n: 0 }]);
      expect((await t.db.query(places)).rows).toEqual(given);
    });
  });

  it('finds rare types in a long feed in pages of limited work, and says where to go on', async () => {
    await t.owner.query(`
      INSERT INTO public_events (type, aggregate_type, aggregate_id, sequence, data)
      SELECT CASE WHEN n = 4500 THEN 'order.placed' ELSE 'product.changed' END, 'x', gen_random_uuid(), 1, '{}'
        FROM generate_series(1, 5000) n`);
    await t.db.query('SELECT number_public_events(5000, true)');
    const pages: number[] = [];
    let after: string | null = null;
    let more = true;
    while (more) {
      const page: Awaited<ReturnType<typeof read>> = await read(after, ['order.*'], 10);
      pages.push(page.items.length);
      ({ after, hasMore: more } = page);
    }
    expect(pages.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(pages.length).toBeLessThanOrEqual(5);
    expect(
      pages.length,
      'a page looks at so many events, however few of them are wanted',
    ).toBeGreaterThan(2);
    expect((await read(null, ['order.cancelled', 'product.*'], 3)).items).toHaveLength(3);
  });

  it('says that an event is gone, after clearing away and after a restore, and keeps a quiet cursor good', async () => {
    const product = await rows.product();
    for (const name of ['a', 'b']) {
      await t.db.query('UPDATE products SET name = $2 WHERE id = $1', [product, name]);
    }
    const { items } = await read(null);
    await t.owner.query(`UPDATE public_events SET numbered_at = now() - interval '91 days'`);
    expect(await t.get(PruneEvents).execute(ctx, 1)).toMatchObject({ events: 2 });
    const [first, , newest] = items;
    await expect(read(first?.id ?? '')).rejects.toMatchObject({ code: 'webhooks.event_unknown' });
    expect((await read(newest?.id ?? '')).items).toEqual([]);
    // As after a restore: the place was given away again, to another event.
    await expect(read(randomUUID())).rejects.toMatchObject({ code: 'webhooks.event_unknown' });
    await t.db.query(`UPDATE products SET name = 'c' WHERE id = $1`, [product]);
    expect((await read(newest?.id ?? '')).items.map(({ sequence }) => sequence)).toEqual([4]);
    await expect(read(null, ['order.eaten'])).rejects.toMatchObject({
      code: 'webhooks.event_type_unknown',
    });
  });

  it('is told of by every table, in words that are documented', async () => {
    await tellEverything(t.owner, rows);
    const { items } = await read(null);
    const told = new Set(items.map(({ type }) => type));
    expect(EVENT_TYPES.map(({ type }) => type).filter((type) => !told.has(type))).toEqual([]);
    for (const { type, aggregateType, data } of items) {
      const documented = EVENT_TYPES.find((each) => each.type === type);
      expect([type, aggregateType]).toEqual([type, documented?.aggregateType]);
      expect([type, Object.keys(data).sort()]).toEqual([
        type,
        Object.keys(documented?.example ?? {}).sort(),
      ]);
    }
    expect(JSON.stringify(items)).not.toMatch(/example\.com|Ada|Byron|Harbour/);
    const refunded = items.find(({ type }) => type === 'order.refunded');
    expect(refunded?.data).toMatchObject({ totalAmount: '20000', refundedAmount: '5000' });
    expect(items.filter(({ type }) => type === 'order.placed')).toHaveLength(1);
    expect(items.filter(({ type }) => type === 'brand.changed')).toHaveLength(1);
    const lists = items.filter(({ aggregateType }) => aggregateType === 'pricelist');
    expect(lists.map(({ type, sequence }) => `${sequence} ${type}`)).toEqual([
      '1 pricelist.created',
      '2 pricelist.changed',
      '3 pricelist.changed',
      '4 pricelist.deleted',
    ]);
    expect(items.find(({ type }) => type === 'stock.changed')?.data).toMatchObject({
      available: 7,
    });
  });

  it('tells of stock once for each variant of a statement, and only of what moved', async () => {
    const [first, second, still] = [
      await rows.variant(),
      await rows.variant(),
      await rows.variant(),
    ];
    await t.owner.query('TRUNCATE public_events, event_sequences');
    await t.db.query(
      `UPDATE product_variants SET inventory_quantity = CASE WHEN id = $2 THEN inventory_quantity ELSE 3 END
        WHERE id = ANY ($1)`,
      [[first, second, still], still],
    );
    const { items } = await read(null, ['stock.*']);
    expect(items.map(({ data }) => data)).toEqual(
      [first, second].sort().map((variantId) => ({ variantId, available: 3 })),
    );
  });

  it('hears nothing of what is rolled back or only moved to the archive', async () => {
    const order = await rows.order({});
    await t.owner.query('TRUNCATE public_events, event_sequences');
    await inTransaction(async (client) => {
      await client.query(`BEGIN; SELECT set_config('app.scope', 'all', true)`);
      await client.query(`UPDATE orders SET status = 'cancelled' WHERE id = $1`, [order]);
      await client.query('ROLLBACK');
    });
    await t.owner.query(`BEGIN; SELECT set_config('app.archiving', 'on', true);
      CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM orders WHERE id = '${order}';
      DELETE FROM orders WHERE id = '${order}';
      INSERT INTO orders SELECT * FROM kept; COMMIT`);
    expect((await read(null)).items).toEqual([]);
  });
});

/** One of each change that is told of, past all use cases. */
async function tellEverything(owner: pg.Pool, rows: Rows): Promise<void> {
  const run = (text: string, values: unknown[]): Promise<unknown> => owner.query(text, values);
  const product = await rows.product({ published: false });
  const variant = await rows.variant({ product_id: product });
  await run('UPDATE products SET published = true WHERE id = $1', [product]);
  await run(`UPDATE products SET name = 'Other' WHERE id = $1`, [product]);
  await run('UPDATE products SET published = false WHERE id = $1', [product]);
  await run('UPDATE products SET deleted_at = now() WHERE id = $1', [product]);
  await run('UPDATE products SET deleted_at = NULL WHERE id = $1', [product]);
  await run('UPDATE product_variants SET price = 11 WHERE id = $1', [variant]);
  await run('UPDATE product_variants SET deleted_at = now() WHERE id = $1', [variant]);
  await run(
    `INSERT INTO outbox_events (event, queue, job, payload)
     VALUES ('inventory.low-stock', 'notifications', 'send-low-stock', jsonb_build_object('variantId', $1::text))`,
    [variant],
  );
  const user = await rows.user();
  const review = await rows.insert('ratings', { product_id: product, user_id: user, rating: 5 });
  await run(`UPDATE ratings SET status = 'rejected' WHERE id = $1`, [review]);
  await run('UPDATE product_variants SET inventory_quantity = 7 WHERE id = $1', [variant]);
  for (const table of ['categories', 'brands', 'collections']) await tellOfGroup(run, rows, table);
  const list = await rows.insert('price_lists', { name: 'Friends' });
  await rows.insert('price_list_prices', {
    price_list_id: list,
    variant_id: variant,
    price: '9.00',
  });
  await run('UPDATE price_lists SET is_active = true WHERE id = $1', [list]);
  await run('DELETE FROM price_lists WHERE id = $1', [list]);
  const cart = await rows.insert('shopping_carts', { user_id: user });
  await run('UPDATE shopping_carts SET abandoned_at = now() WHERE id = $1', [cart]);
  await tellOfOrder(run, rows, user);
  await run('UPDATE users SET deleted_at = now() WHERE id = $1', [user]);
}

async function tellOfGroup(
  run: (text: string, values: unknown[]) => Promise<unknown>,
  rows: Rows,
  table: string,
): Promise<void> {
  const id = await rows.insert(table, { name: 'Shirts of all', slug: 'shirts-of-all' });
  await run(`UPDATE ${table} SET name = 'Shirts of some' WHERE id = $1`, [id]);
  // Said of nothing that anybody sees.
  await run(`UPDATE ${table} SET updated_at = now() WHERE id = $1`, [id]);
  await run(`UPDATE ${table} SET deleted_at = now() WHERE id = $1`, [id]);
  await run(`UPDATE ${table} SET deleted_at = NULL WHERE id = $1`, [id]);
}

async function tellOfOrder(
  run: (text: string, values: unknown[]) => Promise<unknown>,
  rows: Rows,
  user: string,
): Promise<void> {
  const id = await rows.order({
    user_id: user,
    currency: 'VND',
    subtotal: '20000.00',
    total_amount: '20000.00',
  });
  const payment = await rows.payment({ order_id: id, currency: 'VND', amount: '20000.00' });
  await run(
    `UPDATE payments SET status = 'processing', authorised_amount = amount, held_since = now() WHERE id = $1`,
    [payment],
  );
  await run(`UPDATE payments SET status = 'failed' WHERE id = $1`, [payment]);
  await run(`UPDATE orders SET status = 'cancelled' WHERE id = $1`, [id]);
  await run(`UPDATE payments SET status = 'success', captured_amount = amount WHERE id = $1`, [
    payment,
  ]);
  await run(`UPDATE orders SET status = 'confirmed' WHERE id = $1`, [id]);
  await run(
    `INSERT INTO order_edits (order_id, revision, reason, currency, total_before, total_after, before, after)
     VALUES ($1, 1, 'x', 'VND', 20000, 20000, '{}', '{}')`,
    [id],
  );
  const parcel = await rows.insert('fulfilments', { order_id: id, status: 'shipped' });
  await run(`UPDATE orders SET status = 'delivering' WHERE id = $1`, [id]);
  await run(`UPDATE fulfilments SET status = 'delivered' WHERE id = $1`, [parcel]);
  await run(`UPDATE orders SET status = 'delivered' WHERE id = $1`, [id]);
  await run(`UPDATE orders SET status = 'completed' WHERE id = $1`, [id]);
  for (const last of ['approved', 'rejected', 'withdrawn', 'received', 'closed']) {
    const back = await rows.insert('returns', { order_id: id });
    await run('UPDATE returns SET status = $2 WHERE id = $1', [back, last]);
  }
  for (const last of ['succeeded', 'failed']) {
    const refund = await rows.insert('refunds', {
      payment_id: payment,
      order_id: id,
      amount: '5000.00',
      currency: 'VND',
      idempotency_key: randomUUID(),
    });
    await run('UPDATE refunds SET status = $2 WHERE id = $1', [refund, last]);
  }
  await run('UPDATE orders SET refunded_amount = 5000 WHERE id = $1', [id]);
}
