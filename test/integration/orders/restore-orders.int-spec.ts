import { describe, expect, it } from 'vitest';
import { versionsIn } from '../../../src/common/http/if-match.js';
import { systemContext } from '../../../src/common/request-context.js';
import {
  examineStock,
  type ExamineQuery,
} from '../../../src/modules/operations/doctor/examine-stock.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import {
  ARCHIVED_TABLES,
  STAYING_TABLES,
} from '../../../src/modules/orders/archive/archived-tables.js';
import { RestoreOrder } from '../../../src/modules/orders/archive/restore-order.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import type { GivenOrder } from '../../setup/given/orders.js';
import { useApi } from '../../setup/test-api.js';
import { expectInvariants } from './invariants.js';
import { oldOrders } from './old-orders.js';

const PARTS = ARCHIVED_TABLES.map(({ table }) => table);

describe('Restoring an order', () => {
  const t = useApi({
    imports: [OrderArchivingWorkerModule],
    env: { ORDER_ARCHIVE_MONTHS: '24' },
  });
  const { orderOf, placeOf } = oldOrders(t);
  const archive = (): Promise<number> => t.get(ArchiveOrders).execute(systemContext('test'));
  const restore = (id: string) => t.get(RestoreOrder).execute(systemContext('test'), id);

  /** Every row of the order as text, whichever of the two places it is in. */
  const rowsOf = async ({ id }: GivenOrder, place: '' | '_archive'): Promise<string[]> => {
    const parts = ARCHIVED_TABLES.map(({ table, parent }) => {
      if (table === 'orders') {
        return `SELECT 'orders' AS t, to_jsonb(r) - '{restored_at,archived_at}'::text[] AS row
          FROM orders${place} r WHERE id = $1`;
      }
      const where =
        parent === undefined
          ? 'order_id = $1'
          : `${parent.key} IN (SELECT id FROM ${parent.table}${place} WHERE order_id = $1)`;
      return `SELECT '${table}', to_jsonb(r) - '{order_created_at,owner_order_id}'::text[]
        FROM ${table}${place} r WHERE ${where}`;
    });
    const { rows } = await t.owner.query<{ text: string }>(
      `SELECT t || ' ' || row::text AS text FROM (${parts.join(' UNION ALL ')}) a (t, row) ORDER BY 1`,
      [id],
    );
    return rows.map(({ text }) => text);
  };
  const asOwner: ExamineQuery = async ({ text }) => {
    const { rows } = await t.owner.query<never>(text);
    return rows;
  };
  const pieces = async (): Promise<unknown> => {
    const { rows } = await t.owner.query(
      `SELECT v.id, v.inventory_quantity, v.backordered_quantity, sum(l.quantity) FROM product_variants v
       LEFT JOIN stock_levels l ON l.variant_id = v.id GROUP BY v.id ORDER BY v.id`,
    );
    return rows;
  };

  it.each(['completed', 'cancelled', 'refunded'])(
    'brings a %s order back as it was, and moves no stock',
    async (status) => {
      const order = await orderOf(await t.given.customer(), '3 years', status);
      const [before, stock] = [await rowsOf(order, ''), await pieces()];
      expect(new Set(before.map((row) => row.split(' ')[0]))).toEqual(new Set(PARTS));
      const reserved = `SELECT variant_id, quantity, shipped_quantity, status FROM stock_reservations
        WHERE order_id = $1 ORDER BY 1`;
      const { rows: reservations } = await t.owner.query(reserved, [order.id]);
      expect(await archive()).toBe(1);
      expect(await rowsOf(order, '')).toEqual([]);
      expect(await rowsOf(order, '_archive')).toEqual(before);
      expect(await pieces()).toEqual(stock);
      await expectInvariants(t);

      expect(await restore(order.id)).toEqual({ orderNumber: order.orderNumber });
      expect(await rowsOf(order, '')).toEqual(before);
      expect(await rowsOf(order, '_archive')).toEqual([]);
      expect((await t.owner.query(reserved, [order.id])).rows).toEqual(reservations);
      expect(await pieces()).toEqual(stock);
      await expectInvariants(t);
      const { rows: noted } = await t.owner.query(
        `SELECT after FROM audit_log WHERE action = 'batch' AND row_id = $1`,
        [order.id],
      );
      expect(noted).toEqual([{ after: { restored: order.id } }]);
      // It is as old as before, and somebody wants to do something with it.
      expect(await archive()).toBe(0);
      await t.owner.query(
        `UPDATE orders SET restored_at = now() - interval '31 days' WHERE id = $1`,
        [order.id],
      );
      expect(await archive()).toBe(1);
    },
  );

  it('is done once by whoever of many comes first', async () => {
    const order = await orderOf(await t.given.customer(), '3 years');
    await archive();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => restore(order.id)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(t.codesOf(results)).toEqual(Array(3).fill('orders.not_archived'));
    await expectInvariants(t);
  });

  it('beside the archiver leaves every order in one place', async () => {
    const customer = await t.given.customer();
    const orders: GivenOrder[] = [];
    for (let n = 0; n < 6; n += 1) orders.push(await orderOf(customer, '4 years'));
    await archive();
    await t.owner.query(`UPDATE orders_archive SET restored_at = now() - interval '1 year'`);
    await Promise.all([...orders.map(({ id }) => restore(id)), archive(), archive()]);
    const places = new Set(await Promise.all(orders.map(placeOf)));
    expect([...places].every((place) => place === 'live' || place === 'archive')).toBe(true);
    await expectInvariants(t);
  });

  it('leaves it whole in the archive when it is stopped in the middle', async () => {
    const order = await orderOf(await t.given.customer(), '3 years');
    await archive();
    const before = await rowsOf(order, '_archive');
    await t.owner.query(`
      CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'stopped'; END $$;
      CREATE TRIGGER stop_here BEFORE INSERT ON returns FOR EACH ROW EXECUTE FUNCTION stop_here();`);
    await expect(restore(order.id)).rejects.toThrow('stopped');
    await t.owner.query('DROP TRIGGER stop_here ON returns; DROP FUNCTION stop_here()');
    expect(await rowsOf(order, '_archive')).toEqual(before);
    expect(await rowsOf(order, '')).toEqual([]);
  });

  it('waits for nobody who is being erased', async () => {
    const customer = await t.given.customer();
    const order = await orderOf(customer, '3 years');
    await archive();
    await t.owner.query(`INSERT INTO erasures (user_id, requested_at) VALUES ($1, now())`, [
      customer.id,
    ]);
    await expect(restore(order.id)).rejects.toMatchObject({ code: 'orders.being_erased' });
    expect(await placeOf(order)).toBe('archive');
    await t.owner.query('DELETE FROM erasures');
  });

  it('by its route: for orders:x, once, with the ETag of the live order', async () => {
    const customer = await t.given.customer();
    const order = await orderOf(customer, '3 years');
    await archive();
    const path = `/api/v1/admin/orders/${order.id}/restore`;
    const others = [
      [null, 401],
      [customer.token, 403],
      [(await t.given.staff({ orders: 'rw' })).token, 403],
    ] as const;
    for (const [token, status] of others) {
      expect((await t.http('POST', path, { token })).status).toBe(status);
    }
    const { token } = await t.given.staff({ orders: 'rx' });
    const archived = await t.http('GET', `/api/v1/admin/orders/${order.id}`, { token });
    // A hash of the body alone: there is no version to insist on.
    expect(archived.headers.get('etag')).toMatch(/^"[\w-]{16}"$/);
    const answer = await t.http('POST', path, { token });
    expect(answer).toMatchObject({
      status: 200,
      body: { id: order.id, orderNumber: order.orderNumber, isArchived: false },
    });
    const shown = await t.http('GET', `/api/v1/admin/orders/${order.id}`, { token });
    expect(versionsIn(shown.headers.get('etag'))).toBe(answer.headers.get('etag'));
    expect(answer.headers.get('etag')).not.toBeNull();
    expect(await t.http('POST', path, { token })).toMatchObject({
      status: 409,
      body: { code: 'orders.not_archived' },
    });
    const unknown = path.replace(order.id, customer.id);
    expect(await t.http('POST', unknown, { token })).toMatchObject({
      status: 404,
      body: { code: 'orders.not_found' },
    });
    expect((await t.http('POST', path.replace(order.id, 'x'), { token })).status).toBe(400);
  });

  it('leaves nothing for the doctor', async () => {
    const report = await examineStock(asOwner);
    expect(report.differences).toEqual([]);
  });
});

describe('Tables that know orders', () => {
  const t = useApi();

  it('either move with the order or say why not', async () => {
    const { rows } = await t.owner.query<{ name: string }>(
      `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attnum > 0 AND NOT a.attisdropped AND (
           a.attname IN ('order_id', 'order_ids', 'owner_order_id', 'order_item_id', 'payment_id', 'refund_id',
             'return_id', 'fulfilment_id', 'parcel_id')
           OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f'
             AND k.confrelid IN (SELECT x::regclass FROM unnest($1::text[]) x)))
       ORDER BY 1`,
      [PARTS],
    );
    const known = new Set([
      ...PARTS,
      ...PARTS.map((table) => `${table}_archive`),
      ...Object.keys(STAYING_TABLES),
    ]);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    const all = new Set(rows.map(({ name }) => name));
    expect(Object.keys(STAYING_TABLES).filter((name) => !all.has(name))).toEqual([]);
  });
});
