import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { type Tx, UnitOfWork } from '../../../src/database/unit-of-work.js';
import { InventoryService } from '../../../src/modules/inventory/inventory.service.js';
import { SendLowStock } from '../../../src/modules/inventory/mails/send-low-stock.js';
import { StockAlertsWorkerModule } from '../../../src/modules/inventory/stock-alerts.worker.module.js';
import {
  describeStock,
  examineStock,
} from '../../../src/modules/operations/doctor/examine-stock.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { PlaceOrder } from '../../../src/modules/orders/placing/place-order.js';
import { allRows } from '../../setup/all-rows.js';
import { useIntegration } from '../../setup/test-app.js';

describe('The stock', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, StockAlertsWorkerModule],
    mail: true,
    env: {
      DATABASE_POOL_MAX: '30',
      LOW_STOCK_THRESHOLD: '2',
      STOCK_ALERT_EMAILS: 'shelf@example.com, boss@example.com',
    },
  });
  const ctx = systemContext('test');
  const stock = () => t.get(InventoryService);
  const inTx = <T>(work: (tx: Tx) => Promise<T>) =>
    t.get(UnitOfWork).run(systemContext('test'), work);
  const examine = () => examineStock(allRows(t.owner));
  const expectWhole = async () => {
    const report = await examine();
    expect(report.ok, describeStock(report).join('\n')).toBe(true);
  };
  const thing = async (pieces: number, backorderLimit = 0): Promise<string> => {
    const { variantId } = await t.given.sellable({ stock: pieces });
    await t.owner.query('UPDATE product_variants SET backorder_limit = $2 WHERE id = $1', [
      variantId,
      backorderLimit,
    ]);
    return variantId;
  };
  /** Free, owed, and what lies in all places. */
  const counts = async (variantId: string): Promise<number[]> => {
    const { rows } = await t.owner.query<{ n: number[] }>(
      `SELECT ARRAY[inventory_quantity, backordered_quantity, (SELECT coalesce(sum(s.quantity), 0)::int
         FROM stock_levels s WHERE s.variant_id = v.id)] AS n FROM product_variants v WHERE v.id = $1`,
      [variantId],
    );
    return rows[0]?.n ?? [];
  };
  const main = async (): Promise<string> =>
    (await t.owner.query<{ id: string }>('SELECT id FROM stock_locations WHERE is_default')).rows[0]
      ?.id ?? '';
  const order = async (...lines: { variantId: string; quantity: number }[]): Promise<string> =>
    (await t.given.order({ lines, paymentMethodCode: 'cod' })).id;
  const restock = async (variantId: string, delta: number) => {
    const place = await main();
    return inTx((tx) => stock().moveInPlace(tx, place, 'restock', [{ variantId, delta }]));
  };

  it('is sold into backorder up to its limit, and a restock pays what is owed first', async () => {
    const variantId = await thing(2, 3);
    const buyers = await Promise.all(
      Array.from({ length: 9 }, () => t.given.buyer({ lines: [{ variantId }] })),
    );
    const results = await Promise.allSettled(
      buyers.map((buyer) => t.get(PlaceOrder).execute(systemContext('test'), buyer.order())),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(t.codesOf(results)).toEqual(Array(4).fill('orders.out_of_stock'));
    expect(await counts(variantId)).toEqual([0, 3, 2]);
    await expectWhole();
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT order_id AS id FROM stock_reservations WHERE variant_id = $1 ORDER BY created_at, id',
      [variantId],
    );
    const orders = rows.map(({ id }) => id);
    const waiting = await inTx((tx) => stock().waitingOf(tx, orders));
    expect(waiting.map(({ orderId }) => orderId).toSorted()).toEqual(orders.slice(2).toSorted());
    // The oldest one is cancelled: its piece goes to whoever has waited longest.
    await inTx(async (tx) => {
      await tx.query(`UPDATE orders SET status = 'cancelled' WHERE id = $1`, [orders[0]]);
      await stock().releaseReservations(tx, [orders[0] ?? ''], 'order_cancelled');
    });
    expect(await counts(variantId)).toEqual([0, 2, 2]);
    await restock(variantId, 5);
    expect(await counts(variantId)).toEqual([3, 0, 7]);
    await expectWhole();
    expect(await inTx((tx) => stock().waitingOf(tx, orders))).toEqual([]);
  });

  it('leaves with parcels only what is kept, paid for and there', async () => {
    const variantId = await thing(5);
    const orderId = await order({ variantId, quantity: 3 });
    const parcel = (quantity: number, locationId?: string) => ({
      orderId,
      locationId,
      lines: [
        { variantId, quantity: quantity - 1 },
        { variantId, quantity: 1 },
      ],
    });
    const north = await t.owner.query<{ id: string }>(
      `INSERT INTO stock_locations (code, name) VALUES ('north', 'North') RETURNING id`,
    );
    const empty = north.rows[0]?.id ?? '';
    const ship = (pieces: number, place?: string) =>
      inTx((tx) => stock().ship(tx, parcel(pieces, place)));
    expect(t.codesOf(await Promise.allSettled([ship(2, empty)]))).toEqual([
      'inventory.not_at_location',
    ]);
    expect(t.codesOf(await Promise.allSettled([ship(2, orderId)]))).toEqual([
      'inventory.location_not_found',
    ]);
    const twice = await Promise.allSettled([ship(2), ship(2)]);
    expect(t.codesOf(twice)).toEqual(['inventory.not_reserved']);
    expect(await counts(variantId)).toEqual([2, 0, 3]);
    await expectWhole();
    await inTx((tx) => stock().unship(tx, parcel(1 + 1)));
    await ship(2);
    const unpaid = (await t.given.order({ lines: [{ variantId }] })).id;
    const tooEarly = inTx((tx) =>
      stock().ship(tx, { orderId: unpaid, lines: [{ variantId, quantity: 1 }] }),
    );
    expect(t.codesOf(await Promise.allSettled([tooEarly]))).toEqual(['inventory.not_reserved']);
    // Two pieces come back, one of them broken; the piece that never left goes back to the shelf.
    await inTx((tx) =>
      stock().receiveReturn(tx, { orderId, lines: [{ variantId, restock: 1, writeOff: 1 }] }),
    );
    expect(await counts(variantId)).toEqual([2, 0, 4]);
    await inTx(async (tx) => {
      await tx.query('UPDATE order_items SET cancelled_quantity = 1 WHERE order_id = $1', [
        orderId,
      ]);
      await stock().releaseReservations(tx, [orderId], 'order_cancelled');
      await stock().releaseReservations(tx, [orderId], 'order_cancelled');
    });
    expect(await counts(variantId)).toEqual([3, 0, 4]);
    await expectWhole();
    const { rows } = await t.owner.query<{ moves: string }>(
      `SELECT string_agg(cause || ' ' || quantity, ', ' ORDER BY seq) AS moves
       FROM stock_level_movements WHERE variant_id = $1`,
      [variantId],
    );
    expect(rows[0]?.moves).toBe(
      'initial 5, shipped -2, shipped 2, shipped -2, returned 2, written_off -1',
    );
  });

  it('follows edits of an order: all of it or nothing', async () => {
    const [a, b, c] = [await thing(5), await thing(1), await thing(4)];
    const orderId = await order({ variantId: a, quantity: 2 }, { variantId: b, quantity: 1 });
    const change = (...wanted: [string, number][]) =>
      inTx((tx) =>
        stock().changeReservation(
          tx,
          orderId,
          wanted.map(([variantId, quantity]) => ({ variantId, quantity })),
        ),
      );
    const refused = await Promise.allSettled([change([a, 4], [b, 3])]);
    expect(t.codesOf(refused)).toEqual(['inventory.not_enough_stock']);
    expect([await counts(a), await counts(b)]).toEqual([
      [3, 0, 5],
      [0, 0, 1],
    ]);
    await change([a, 4], [b, 0], [c, 2]);
    expect([(await counts(a))[0], (await counts(b))[0], (await counts(c))[0]]).toEqual([1, 1, 2]);
    await inTx((tx) => stock().ship(tx, { orderId, lines: [{ variantId: a, quantity: 3 }] }));
    const below = await Promise.allSettled([
      change([a, 2]),
      inTx((tx) =>
        stock().giveBack(tx, orderId, [{ variantId: a, quantity: 2 }], 'order_cancelled'),
      ),
    ]);
    expect(t.codesOf(below)).toEqual(['inventory.already_shipped', 'inventory.already_shipped']);
    const { rows } = await t.owner.query(
      `SELECT status, quantity FROM stock_reservations WHERE order_id = $1 ORDER BY quantity`,
      [orderId],
    );
    expect(rows).toEqual([
      { status: 'claimed', quantity: 2 },
      { status: 'claimed', quantity: 4 },
    ]);
    await t.owner.query(
      `UPDATE order_items i SET cancelled_quantity = 0, quantity = CASE variant_id WHEN $2 THEN 4 ELSE 1 END,
         total_price = unit_price * CASE variant_id WHEN $2 THEN 4 ELSE 1 END WHERE order_id = $1`,
      [orderId, a],
    );
    const names = (await examine()).differences.map(({ check, orderId: id }) => [check, id]);
    // b is still among the lines and kept no more, c is kept and in no line.
    expect(names).toEqual(Array(2).fill(['reservations', orderId]));
    await change([b, 1], [c, 0]);
    await expectWhole();
  });

  it('is corrected from several sides at once without a deadlock or a lost piece', async () => {
    const variants = [await thing(50), await thing(50)];
    const place = await main();
    const before = t.get(UnitOfWork).retries;
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const changes = (n % 2 ? variants : variants.toReversed()).map((variantId) => ({
          variantId,
          delta: n % 3 === 0 ? -1 : 1,
        }));
        if (n % 4 === 0) await inTx((tx) => stock().setStock(tx, changes));
        else await inTx((tx) => stock().moveInPlace(tx, place, 'adjustment', changes));
      }),
    );
    expect(t.get(UnitOfWork).retries).toBe(before);
    expect(await Promise.all(variants.map(counts))).toEqual([
      [58, 0, 58],
      [58, 0, 58],
    ]);
    await expectWhole();
  });

  it('tells once each time when it becomes low, by mail', async () => {
    const variantId = await thing(4);
    const told = async () => {
      const { rows } = await t.owner.query<{ id: string; at: string }>(
        `SELECT id FROM outbox_events WHERE event = 'inventory.low-stock' AND aggregate_id = $1`,
        [variantId],
      );
      return rows.length;
    };
    const sums: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await order({ variantId, quantity: 1 });
      sums.push(await told());
    }
    expect(sums).toEqual([0, 1, 1]);
    await restock(variantId, 5);
    await inTx((tx) => stock().setStock(tx, [{ variantId, quantity: 1 }]));
    expect(await told()).toBe(2);
    await t.get(SendLowStock).execute(ctx, null, variantId);
    for (const address of ['shelf@example.com', 'boss@example.com']) {
      expect((await t.mailTo(address, 10))[0]?.subject).toBe('Low stock: Shirt, Default');
    }
    await expectWhole();
  });

  it('is examined: every way to be wrong is found and named', async () => {
    const variantId = await thing(6);
    const orderId = await order({ variantId, quantity: 2 });
    const cases: [broken: string, repaired: string, checks: string[]][] = [
      [
        'UPDATE product_variants SET inventory_quantity = 5 WHERE id = $1',
        'UPDATE product_variants SET inventory_quantity = 4 WHERE id = $1',
        ['ledger', 'places'],
      ],
      [
        'UPDATE stock_levels SET quantity = 7 WHERE variant_id = $1',
        'UPDATE stock_levels SET quantity = 6 WHERE variant_id = $1',
        ['levels', 'places'],
      ],
      [
        'UPDATE stock_reservations SET quantity = 3 WHERE variant_id = $1',
        'UPDATE stock_reservations SET quantity = 2 WHERE variant_id = $1',
        ['places', 'reservations', 'moves'],
      ],
      [
        `UPDATE stock_reservations SET status = 'released' WHERE variant_id = $1`,
        `UPDATE stock_reservations SET status = 'claimed' WHERE variant_id = $1`,
        ['places', 'reservations', 'moves'],
      ],
      [
        `UPDATE stock_reservations SET status = 'held', ended_at = NULL WHERE variant_id = $1`,
        `UPDATE stock_reservations SET status = 'claimed', ended_at = now() WHERE variant_id = $1`,
        ['reservations'],
      ],
    ];
    for (const [broken, repaired, checks] of cases) {
      await t.owner.query(broken, [variantId]);
      const report = await examine();
      expect(report.checks.filter((one) => one.differences > 0).map(({ name }) => name)).toEqual(
        checks,
      );
      const named = report.differences.find(({ check }) => check === 'reservations');
      if (checks.includes('reservations')) expect(named?.orderId).toBe(orderId);
      expect(describeStock(report).join('\n')).toMatch(/SELLABLE-/);
      await t.owner.query(repaired, [variantId]);
    }
    const { id: late } = await t.given.order({ lines: [{ variantId }] });
    await t.owner.query(`UPDATE orders SET expires_at = now() - interval '2 hours' WHERE id = $1`, [
      late,
    ]);
    expect((await examine()).differences).toMatchObject([{ check: 'expiry', orderId: late }]);
  });
});
