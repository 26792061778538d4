import { describe, expect, it } from 'vitest';
import { createArchiveCommand } from '../../../src/cli/archive.command.js';
import type { Page } from '../../../src/common/http/page.response.js';
import { systemContext } from '../../../src/common/request-context.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import { ARCHIVED_TABLES } from '../../../src/modules/orders/archive/archived-tables.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { OrdersService } from '../../../src/modules/orders/orders.service.js';
import { ReadOrders } from '../../../src/modules/orders/use-cases/read-orders.js';
import { ReadWorklists } from '../../../src/modules/orders/worklists/read-worklists.js';
import type {
  ListedRefund,
  ListedReturn,
} from '../../../src/modules/orders/worklists/worklists.types.js';
import { runHere } from '../../setup/command-line.js';
import type { GivenOrder } from '../../setup/given/orders.js';
import { useIntegration } from '../../setup/test-app.js';
import { expectInvariants } from './invariants.js';
import { oldOrders } from './old-orders.js';

describe('ArchiveOrders', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, OrderArchivingWorkerModule],
    env: { DATABASE_POOL_MAX: '20' },
  });
  const archive = (batchSize?: number) =>
    t
      .get(ArchiveOrders)
      .execute(systemContext('test'), batchSize === undefined ? {} : { batchSize });

  const { orderOf, countIn, placeOf } = oldOrders(t);

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

  it('leaves an order where anything is open, whatever its status says', async () => {
    const customer = await t.given.customer();
    const order = await orderOf(customer, '3 years');
    const issue = (columns: string, values: string): string =>
      `INSERT INTO reconciliation_issues (kind, issue_key, ${columns}) SELECT 'test', 'test', ${values}`;
    const undoIssue = `DELETE FROM reconciliation_issues WHERE order_id IS NULL OR order_id = $1`;
    const open: readonly (readonly [string, string])[] = [
      ['UPDATE refunds SET status = $2 WHERE order_id = $1', 'pending|succeeded'],
      ['UPDATE returns SET status = $2 WHERE order_id = $1', 'requested|approved|received|closed'],
      [
        'UPDATE payments SET status = $2::text::payment_status WHERE order_id = $1',
        'processing|pending|success',
      ],
      ['UPDATE fulfilments SET status = $2 WHERE order_id = $1', 'pending|delivered'],
      ['UPDATE stock_reservations SET shipped_quantity = $2::text::int WHERE order_id = $1', '0|1'],
    ];
    for (const [change, states] of open) {
      const steps = states.split('|');
      for (const [index, state] of steps.entries()) {
        await t.owner.query(change, [order.id, state]);
        if (index < steps.length - 1) expect([state, await archive()]).toEqual([state, 0]);
      }
    }
    const asked = 'UPDATE payments SET next_query_at = $2::text::timestamptz WHERE order_id = $1';
    await t.owner.query(asked, [order.id, 'now']);
    expect(await archive()).toBe(0);
    await t.owner.query(asked, [order.id, null]);
    for (const [columns, values] of [
      ['order_id', '$1::uuid'],
      ['payment_id', '(SELECT id FROM payments WHERE order_id = $1)'],
      ['refund_id', '(SELECT id FROM refunds WHERE order_id = $1)'],
    ] as const) {
      await t.owner.query(issue(columns, values), [order.id]);
      expect([columns, await archive()]).toEqual([columns, 0]);
      await t.owner.query(undoIssue, [order.id]);
    }
    await t.owner.query(`INSERT INTO erasures (user_id, requested_at) VALUES ($1, now())`, [
      customer.id,
    ]);
    expect(await archive()).toBe(0);
    await t.owner.query('DELETE FROM erasures');
    expect(await placeOf(order)).toBe('live');
    expect(await archive()).toBe(1);
  });

  it('says how far it is, and ends where it is told to', async () => {
    const customer = await t.given.customer();
    for (let n = 0; n < 3; n += 1) await orderOf(customer, '3 years');
    const told: unknown[] = [];
    const ctx = systemContext('test');
    const of = await t.get(ArchiveOrders).countOld(ctx);
    const options = { batchSize: 1, limit: 2, onProgress: (step: unknown) => void told.push(step) };
    expect(await t.get(ArchiveOrders).execute(ctx, options)).toBe(2);
    expect(told).toEqual([
      { moved: 1, of },
      { moved: 2, of },
    ]);
    expect(await archive()).toBe(1);
  });

  it('rests after a batch in proportion to it', async () => {
    const customer = await t.given.customer();
    const timeOf = async (rest: number): Promise<number> => {
      for (let n = 0; n < 4; n += 1) await orderOf(customer, '25 months');
      const began = performance.now();
      await t.get(ArchiveOrders).execute(systemContext('test'), { batchSize: 1, limit: 4, rest });
      return performance.now() - began;
    };
    const busy = await timeOf(0);
    expect(await timeOf(30)).toBeGreaterThan(3 * busy);
  });

  it('shares the work when three run at once, in small batches', async () => {
    const customer = await t.given.customer();
    const orders: GivenOrder[] = [];
    for (let n = 0; n < 9; n += 1) orders.push(await orderOf(customer, `${30 + n} months`));
    const moved = await Promise.all([archive(2), archive(3), archive(4)]);
    moved.push(await archive());
    expect(moved.reduce((sum, n) => sum + n, 0)).toBe(9);
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

  it('lists refunds and returns of live and archived orders without a seam', async () => {
    const customer = await t.given.customer();
    for (const age of ['1 month', '30 months', '31 months', '40 months']) {
      await orderOf(customer, age);
    }
    await archive();
    const lists = t.get(ReadWorklists);
    const ctx = systemContext('test');
    const { rows } = await t.owner.query<{ refunds: number; returns: number; archived: number }>(
      `SELECT (SELECT count(*)::int FROM refunds) + (SELECT count(*)::int FROM refunds_archive) AS refunds,
        (SELECT count(*)::int FROM returns) + (SELECT count(*)::int FROM returns_archive) AS returns,
        (SELECT count(*)::int FROM refunds_archive) AS archived`,
    );
    expect(rows[0]?.archived).toBeGreaterThan(2);
    for (const kind of ['refunds', 'returns'] as const) {
      const seen: { id: string; orderId: string; isArchived: boolean }[] = [];
      let cursor: string | null = null;
      do {
        const place = { sort: '-createdAt', limit: 3, cursor } as const;
        const page: Page<ListedRefund | ListedReturn> = await lists[kind](ctx, {}, place);
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(rows[0]?.[kind]);
      expect(seen).toHaveLength(rows[0]?.[kind] ?? 0);
      expect(new Set(seen.map(({ isArchived }) => isArchived))).toEqual(new Set([true, false]));
      const { orderId } = seen.find(({ isArchived }) => isArchived) ?? { orderId: '' };
      const one = { sort: 'createdAt', limit: 3, cursor: null } as const;
      const found: Page<ListedRefund | ListedReturn> = await lists[kind](ctx, { orderId }, one);
      expect(found.items).toMatchObject([{ orderId, isArchived: true }]);
    }
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

  it('is counted, moved and brought back from the command line', async () => {
    const order = await orderOf(await t.given.customer(), '26 months');
    const command = (...args: string[]) =>
      runHere(createArchiveCommand(), [...args, '--json'], t.variables);
    const { old } = (await command('status')) as { old: number };
    expect(old).toBeGreaterThanOrEqual(1);
    expect(await command('run', '--batch', '50')).toMatchObject({
      moved: expect.any(Number) as number,
    });
    expect(await placeOf(order)).toBe('archive');
    const number = { orderId: order.id, orderNumber: order.orderNumber };
    expect(await command('restore', order.orderNumber)).toEqual(number);
    expect(await placeOf(order)).toBe('live');
    await expect(command('restore', order.orderNumber)).rejects.toThrow();
    await expect(command('run', '--limit', 'all')).rejects.toThrow('--limit');
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
