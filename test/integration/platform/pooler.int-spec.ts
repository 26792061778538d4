import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { type RequestContext, systemContext } from '../../../src/common/request-context.js';
import { Db } from '../../../src/database/db.js';
import { countStatements } from '../../../src/database/statement-counter.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { PlaceOrder } from '../../../src/modules/orders/placing/place-order.js';
import { Doorbell } from '../../../src/queue/outbox/doorbell.js';
import { OutboxListener } from '../../../src/queue/outbox/outbox-listener.js';
import type { GivenBuyer } from '../../setup/given/orders.js';
import { useApi } from '../../setup/test-api.js';
import { hasPgBouncer } from '../../setup/test-pooler.js';

const OWN_ORDERS = { name: 'test-own-orders', text: 'SELECT id FROM orders' };
const SETTINGS = {
  name: 'test-settings',
  text: `SELECT coalesce(current_setting('app.user_id', true), '') || coalesce(current_setting('app.scope', true), '')
           AS left_over, pg_backend_pid() AS pid`,
};

describe.skipIf(!hasPgBouncer())('Behind PgBouncer in transaction mode', () => {
  const t = useApi({ pooled: 1, env: { RESPONSE_CACHE_MB: '8' } });
  const place = (buyer: GivenBuyer) =>
    t.http<{ id: string }>('POST', '/api/v1/orders', {
      body: buyer.input,
      token: buyer.customer?.token ?? null,
      headers: {
        'idempotency-key': randomUUID(),
        ...(buyer.cartToken === null ? {} : { 'x-cart-token': buyer.cartToken }),
      },
    });
  const contextOf = (buyer: GivenBuyer): RequestContext => ({
    requestId: randomUUID(),
    actorId: buyer.customer?.id ?? null,
    scope: 'own',
  });

  it('has one connection for everybody, and each sees his own orders on it', async () => {
    const buyers = [await t.given.buyer(), await t.given.buyer()];
    const placed = await Promise.all(buyers.map(place));
    expect(placed.map(({ status }) => status)).toEqual([201, 201]);
    const db = t.get(Db);
    const seen = new Set<number>();
    const looks = Array.from({ length: 60 }, async (_, round) => {
      const which = round % 3;
      const buyer = buyers[which];
      if (buyer === undefined) {
        // Knows no person: whatever the one before has left on the connection would show.
        expect(await db.query(OWN_ORDERS)).toEqual([]);
        const [row] = await db.query<{ left_over: string; pid: number }>(SETTINGS);
        expect(row?.left_over).toBe('');
        seen.add(row?.pid ?? 0);
        return;
      }
      const own = await db.queryAs<{ id: string }>(contextOf(buyer), OWN_ORDERS);
      expect(own.map(({ id }) => id)).toEqual([placed[which]?.body.id]);
    });
    await Promise.all(looks);
    expect(seen.size).toBe(1);
  });

  it('leaves no right behind after a write, a failed one either', async () => {
    const buyer = await t.given.buyer();
    const { body } = await place(buyer);
    const uow = t.get(UnitOfWork);
    await uow.run({ ...contextOf(buyer), scope: 'all' }, () => Promise.resolve());
    expect(await t.get(Db).query(OWN_ORDERS)).toEqual([]);
    const failed = uow.run({ ...contextOf(buyer), scope: 'all' }, () => {
      throw new Error('half way');
    });
    await expect(failed).rejects.toThrow('half way');
    expect(await t.get(Db).query(OWN_ORDERS)).toEqual([]);
    const answer = await t.http('GET', `/api/v1/orders/${body.id}`, {
      token: (await t.given.buyer()).customer?.token ?? null,
    });
    expect(answer.status).toBe(404);
  });

  it('places an order without names in as many round trips as with them', async () => {
    const buyer = await t.given.buyer();
    const sent = await countStatements(t.get(DataSource), () =>
      t.get(PlaceOrder).execute(systemContext('test'), buyer.order()),
    );
    // place-order.int-spec counts the same without a pooler.
    expect(sent).toHaveLength(5);
  });

  it('hears changes of the catalogue past it', async () => {
    const { variantId } = await t.given.sellable();
    const { rows } = await t.owner.query<{ slug: string; id: string }>(
      'SELECT p.slug, p.id FROM products p JOIN product_variants v ON v.product_id = p.id WHERE v.id = $1',
      [variantId],
    );
    const path = `/api/v1/products/${rows[0]?.slug}`;
    const look = () => t.http('GET', path);
    await look();
    await expect.poll(async () => (await look()).headers.get('cache-status')).toMatch(/hit/);
    await t.owner.query(`UPDATE products SET name = 'Another name' WHERE id = $1`, [rows[0]?.id]);
    await expect
      .poll(async () => (await look()).body, { timeout: 1_000 })
      .toMatchObject({ name: 'Another name' });
  });

  it('rings the relay past it', async () => {
    const listener = new OutboxListener(t.env);
    listener.start();
    const doorbell = t.get(Doorbell);
    let rang = Infinity;
    await expect
      .poll(async () => {
        const began = Date.now();
        doorbell.ring();
        await listener.rung(500);
        rang = Date.now() - began;
        return rang;
      })
      .toBeLessThan(500);
    await listener.stop();
  });

  it('does not carry what needs a session of its own', async () => {
    const client = new pg.Client({
      connectionString: `${t.env.DATABASE_URL}?options=-c%20search_path%3Dbullmq`,
    });
    await expect(client.connect()).rejects.toThrow(/options|startup/);
    const [direct] = (await t.db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
    expect(direct?.pid).toBeGreaterThan(0);
  });
});
