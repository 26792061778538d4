import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { InventoryService } from '../../../src/modules/inventory/inventory.service.js';
import { ARCHIVED_TABLES } from '../../../src/modules/orders/archive/archive.sql.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import { OrdersRepository } from '../../../src/modules/orders/data/orders.repository.js';
import type { OrderStatus } from '../../../src/modules/orders/domain/order-status.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { OrdersService } from '../../../src/modules/orders/orders.service.js';
import { EndOrders } from '../../../src/modules/orders/use-cases/end-orders.js';
import { ReadOrders } from '../../../src/modules/orders/use-cases/read-orders.js';
import type { GivenOrder } from '../../setup/given/orders.js';
import type { GivenUser } from '../../setup/given/users.js';
import { useIntegration } from '../../setup/test-app.js';
import { expectInvariants } from './invariants.js';

const STEPS: Readonly<Record<string, readonly OrderStatus[]>> = {
  completed: ['confirmed', 'delivering', 'delivered', 'completed'],
  delivered: ['confirmed', 'delivering', 'delivered'],
  refunded: ['confirmed', 'refunded'],
};

describe('ArchiveOrders', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, OrderArchivingWorkerModule],
    env: { DATABASE_POOL_MAX: '20' },
  });
  const archive = (batchSize?: number) =>
    t
      .get(ArchiveOrders)
      .execute(systemContext('test'), batchSize === undefined ? {} : { batchSize });

  /** An order with a row in every table of the aggregate, in the given state and of the given age. */
  const orderOf = async (
    customer: GivenUser,
    age: string,
    status = 'completed',
  ): Promise<GivenOrder> => {
    const { rows: known } = await t.owner.query(`SELECT 1 FROM discounts WHERE code = 'OLD'`);
    if (known.length === 0) await t.given.discount({ code: 'OLD', userLimit: null });
    const order = await t.given.order({ customer, codes: ['OLD'] });
    await t.given.paid(order.payment.id);
    await finish(order, status);
    await t.owner.query(`UPDATE orders SET created_at = now() - $2::interval WHERE id = $1`, [
      order.id,
      age,
    ]);
    await t.owner.query(
      `WITH f AS (INSERT INTO fulfilments (order_id, status) VALUES ($1, 'delivered') RETURNING id),
       r AS (INSERT INTO returns (order_id) VALUES ($1) RETURNING id),
       l AS (SELECT id FROM order_items WHERE order_id = $1),
       fi AS (INSERT INTO fulfilment_items (fulfilment_id, order_item_id, quantity) SELECT f.id, l.id, 1 FROM f, l)
       INSERT INTO return_items (return_id, order_item_id, quantity) SELECT r.id, l.id, 1 FROM r, l`,
      [order.id],
    );
    await t.owner.query(
      `INSERT INTO refunds (payment_id, order_id, amount, currency, status, idempotency_key)
       VALUES ($1, $2, 1, 'USD', 'succeeded', $3)`,
      [order.payment.id, order.id, order.id],
    );
    await t.owner.query('UPDATE orders SET refunded_amount = 1 WHERE id = $1', [order.id]);
    await t.owner.query(
      `INSERT INTO payment_events (gateway, event_id, kind, payment_id, body)
       VALUES ('sandbox', $1, 'captured', $2, 'private words')`,
      [order.payment.id, order.payment.id],
    );
    return order;
  };

  /** By the steps that an order goes. */
  const finish = async ({ id }: GivenOrder, status: string): Promise<void> => {
    await t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      if (status === 'cancelled') {
        await t.get(EndOrders).cancel(tx, [id], 'order_cancelled', null);
      }
      for (const to of STEPS[status] ?? []) {
        await t.get(OrdersRepository).move(tx, [id], to, null);
        if (to === 'confirmed') await t.get(InventoryService).claimReservations(tx, id);
      }
    });
  };

  const countIn = async (table: string, column: string, id: string): Promise<number> => {
    const { rowCount } = await t.owner.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [id]);
    return rowCount ?? 0;
  };
  const placeOf = async ({ id }: GivenOrder): Promise<'live' | 'archive' | 'both' | 'nowhere'> => {
    const live = (await countIn('orders', 'id', id)) > 0;
    const archived = (await countIn('orders_archive', 'id', id)) > 0;
    if (live && archived) return 'both';
    if (live) return 'live';
    return archived ? 'archive' : 'nowhere';
  };

  it('moves an old finished order whole, and leaves it readable', async () => {
    const customer = await t.given.customer();
    const old = await orderOf(customer, '25 months');
    const young = await orderOf(customer, '23 months');
    const access = { kind: 'user', userId: customer.id } as const;
    const before = await t.get(ReadOrders).get(systemContext('test'), old.id, access);
    const listed = await t.get(ReadOrders).list(systemContext('test'), customer.id, { limit: 10 });

    expect(await archive()).toBe(1);

    expect([await placeOf(old), await placeOf(young)]).toEqual(['archive', 'live']);
    for (const { table } of ARCHIVED_TABLES.filter(({ table: name }) => name !== 'orders')) {
      const column =
        table.endsWith('_items') && table !== 'order_items' ? 'owner_order_id' : 'order_id';
      expect([table, await countIn(`${table}_archive`, column, old.id)]).not.toEqual([table, 0]);
      if (column === 'order_id') {
        expect([table, await countIn(table, column, old.id)]).toEqual([table, 0]);
      }
    }
    expect(await countIn('stock_reservations', 'order_id', old.id)).toBe(0);
    expect(await t.get(ReadOrders).get(systemContext('test'), old.id, access)).toEqual({
      ...before,
      isArchived: true,
    });
    expect(await t.get(ReadOrders).list(systemContext('test'), customer.id, { limit: 10 })).toEqual(
      listed,
    );
    const { rows } = await t.owner.query<{ body: string | null }>(
      'SELECT body FROM payment_events WHERE payment_id = $1',
      [old.payment.id],
    );
    expect(rows).toEqual([{ body: null }]);
    await expectInvariants(t);
  });

  it('puts rows into the partition of their month, none into the default one', async () => {
    const { rows } = await t.owner.query<{ place: string }>(
      `SELECT DISTINCT tableoid::regclass::text AS place FROM orders_archive
       UNION SELECT DISTINCT tableoid::regclass::text FROM order_items_archive`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter(({ place }) => place.endsWith('_default'))).toEqual([]);
  });

  it('leaves one row in the audit log for a batch, and none for each part', async () => {
    const customer = await t.given.customer();
    const orders = [await orderOf(customer, '3 years'), await orderOf(customer, '4 years')];
    await t.owner.query(`DELETE FROM audit_log`);
    await archive();
    const { rows } = await t.owner.query<{ action: string; after: { orderIds: string[] } }>(
      'SELECT action, after FROM audit_log',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.action).toBe('batch');
    expect(rows[0]?.after.orderIds.sort()).toEqual(orders.map(({ id }) => id).sort());
  });

  it('moves only what is finished and has no refund under way', async () => {
    const customer = await t.given.customer();
    const waiting = await orderOf(customer, '3 years');
    await t.owner.query(`UPDATE refunds SET status = 'unknown' WHERE order_id = $1`, [waiting.id]);
    await t.owner.query('UPDATE orders SET refunded_amount = 0 WHERE id = $1', [waiting.id]);
    const [pending, delivered] = [
      await orderOf(customer, '3 years', 'pending'),
      await orderOf(customer, '3 years', 'delivered'),
    ];
    const [cancelled, refunded] = [
      await orderOf(customer, '3 years', 'cancelled'),
      await orderOf(customer, '3 years', 'refunded'),
    ];
    expect(await archive()).toBe(2);
    const places = await Promise.all(
      [waiting, pending, delivered, cancelled, refunded].map(placeOf),
    );
    expect(places).toEqual(['live', 'live', 'live', 'archive', 'archive']);
  });

  it('shares the work when three run at once, in small batches', async () => {
    const customer = await t.given.customer();
    const orders: GivenOrder[] = [];
    for (let n = 0; n < 15; n += 1) orders.push(await orderOf(customer, `${30 + n} months`));
    const moved = await Promise.all([archive(2), archive(3), archive(4)]);
    moved.push(await archive());
    expect(moved.reduce((sum, n) => sum + n, 0)).toBe(15);
    expect(new Set(await Promise.all(orders.map(placeOf)))).toEqual(new Set(['archive']));
    expect(await archive()).toBe(0);
    await expectInvariants(t);
  });

  it('leaves every order whole when it is stopped in the middle', async () => {
    const customer = await t.given.customer();
    const order = await orderOf(customer, '3 years');
    await t.owner.query(`
      CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'stopped'; END $$;
      CREATE TRIGGER stop_here BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION stop_here();`);
    await expect(archive()).rejects.toThrow('stopped');
    expect(await placeOf(order)).toBe('live');
    expect(await countIn('order_items', 'order_id', order.id)).toBe(1);
    expect(await countIn('order_items_archive', 'order_id', order.id)).toBe(0);
    await t.owner.query('DROP TRIGGER stop_here ON payments; DROP FUNCTION stop_here()');
    expect(await archive()).toBe(1);
    expect(await placeOf(order)).toBe('archive');
  });

  it('pages through live and archived orders without a seam', async () => {
    const customer = await t.given.customer();
    for (const age of ['1 day', '20 months', '30 months', '40 months'])
      await orderOf(customer, age);
    const whole = await t.get(ReadOrders).list(systemContext('test'), customer.id, { limit: 10 });
    await archive();
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await t
        .get(ReadOrders)
        .list(systemContext('test'), customer.id, { limit: 1, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toEqual(whole.items.map(({ id }) => id));
    expect(ids).toHaveLength(4);
  });

  it('still knows what was bought', async () => {
    const customer = await t.given.customer();
    const order = await orderOf(customer, '3 years');
    await archive();
    const { rows } = await t.owner.query<{ product_id: string }>(
      'SELECT product_id FROM order_items_archive WHERE order_id = $1',
      [order.id],
    );
    const productId = rows[0]?.product_id ?? '';
    expect(
      await t.get(OrdersService).hasPurchased(systemContext('test'), customer.id, productId),
    ).toBe(true);
    const other = await t.given.customer();
    expect(
      await t.get(OrdersService).hasPurchased(systemContext('test'), other.id, productId),
    ).toBe(false);
  });
});

describe('Archive columns', () => {
  const t = useIntegration({ only: [OrderArchivingWorkerModule] });

  it.each(ARCHIVED_TABLES.map(({ table }) => table))(
    '%s_archive has every column of the live table, of the same type',
    async (table) => {
      const columnsOf = async (name: string): Promise<string[]> => {
        const { rows } = await t.owner.query<{ text: string }>(
          `SELECT column_name || ' ' || udt_name || coalesce('(' || character_maximum_length || ')', '')
             || coalesce('(' || numeric_precision || ',' || numeric_scale || ')', '') || ' ' || is_nullable AS text
           FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
           ORDER BY ordinal_position`,
          [name],
        );
        return rows.map(({ text }) => text);
      };
      const live = await columnsOf(table);
      const archived = await columnsOf(`${table}_archive`);
      expect(live.length).toBeGreaterThan(3);
      expect(live.filter((column) => !archived.includes(column))).toEqual([]);
      const added = archived.filter((column) => !live.includes(column)).map((c) => c.split(' ')[0]);
      expect(['archived_at', 'owner_order_id', 'order_created_at']).toEqual(
        expect.arrayContaining(added),
      );
    },
  );
});
