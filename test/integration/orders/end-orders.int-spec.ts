import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { countStatements } from '../../../src/database/statement-counter.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { OrdersRepository } from '../../../src/modules/orders/data/orders.repository.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import type { OrderAccess } from '../../../src/modules/orders/orders.types.js';
import { OrdersWorkerModule } from '../../../src/modules/orders/orders.worker.module.js';
import { CancelOrder } from '../../../src/modules/orders/use-cases/cancel-order.js';
import { ExpireOrders } from '../../../src/modules/orders/use-cases/expire-orders.js';
import { PlaceOrder } from '../../../src/modules/orders/placing/place-order.js';
import { RecordPaymentResult } from '../../../src/modules/orders/use-cases/record-payment-result.js';
import type { BuyerWish, GivenOrder } from '../../setup/given/orders.js';
import { useIntegration } from '../../setup/test-app.js';
import { meetAt, warmPool } from './concurrency.js';
import { expectInvariants } from './invariants.js';

interface Held {
  readonly order: GivenOrder;
  readonly access: OrderAccess;
  readonly variantId: string;
}

describe('Orders that end', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, OrdersWorkerModule],
    env: { DATABASE_POOL_MAX: '30' },
  });
  beforeAll(() => warmPool(t, 30));
  const ctx = () => systemContext('test');
  const cancel = ({ order, access }: Held, reason: string | null = null) =>
    t.get(CancelOrder).execute(ctx(), order.id, access, reason);
  const expire = () => t.get(ExpireOrders).execute(ctx());
  const record = ({ order }: Held) =>
    t
      .get(RecordPaymentResult)
      .execute(ctx(), null, { orderId: order.id, paymentId: order.payment.id });
  const held = async (wish: BuyerWish = {}): Promise<Held> => {
    const { variantId } = await t.given.sellable({ stock: 5 });
    const buyer = await t.given.buyer({ lines: [{ variantId, quantity: 2 }], ...wish });
    const { body } = await t.get(PlaceOrder).execute(ctx(), buyer.order());
    const userId = buyer.customer?.id ?? '';
    return { order: JSON.parse(body) as GivenOrder, access: { kind: 'user', userId }, variantId };
  };
  const overdue = async ({ order }: Held): Promise<void> => {
    await t.owner.query(
      `UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [order.id],
    );
    await t.owner.query(
      `UPDATE stock_reservations SET expires_at = now() - interval '1 second' WHERE order_id = $1`,
      [order.id],
    );
  };
  const stateOf = async ({ order }: Held) => {
    const { rows } = await t.owner.query<{ status: string; reason: string; payment: string }>(
      `SELECT o.status, p.status AS payment,
         (SELECT h.reason FROM order_status_history h WHERE h.order_id = o.id ORDER BY h.seq DESC LIMIT 1)
       FROM orders o LEFT JOIN payments p ON p.order_id = o.id WHERE o.id = $1`,
      [order.id],
    );
    return rows[0];
  };
  const usesOf = async (code: string): Promise<number | undefined> => {
    const { rows } = await t.owner.query<{ n: number }>(
      'SELECT used_count AS n FROM discounts WHERE code = $1',
      [code],
    );
    return rows[0]?.n;
  };
  const refundsOf = async ({ order }: Held) => {
    const { rows } = await t.owner.query<{ amount: string; status: string }>(
      'SELECT amount, status FROM refunds WHERE order_id = $1',
      [order.id],
    );
    return rows;
  };

  describe('cancelled by the customer', () => {
    it('give stock and discount uses back, and open attempts to pay up', async () => {
      await t.given.discount({ code: 'BACK' });
      const one = await held({ codes: ['BACK'] });
      expect([await t.given.stockOf(one.variantId), await usesOf('BACK')]).toEqual([3, 1]);
      await cancel(one, 'wrong size');
      expect(await stateOf(one)).toEqual({
        status: 'cancelled',
        reason: 'wrong size',
        payment: 'cancelled',
      });
      expect([await t.given.stockOf(one.variantId), await usesOf('BACK')]).toEqual([5, 0]);
      expect((await t.outboxOf('order.cancelled')).map((row) => row.payload)).toContainEqual({
        notice: 'cancelled',
        orderId: one.order.id,
      });
      await expectInvariants(t);
    });

    it('do so once when it is asked for ten times at once', async () => {
      const one = await held();
      const row = { table: 'orders', id: one.order.id };
      const results = await meetAt(t, row, 10, () => Array.from({ length: 10 }, () => cancel(one)));
      expect(t.codesOf(results)).toEqual(Array(9).fill('orders.not_cancellable'));
      expect(await t.given.stockOf(one.variantId)).toBe(5);
      await expectInvariants(t);
    });

    it('give each use of a discount back once, however often it is asked for', async () => {
      await t.given.discount({ code: 'TWICE' });
      const one = await held({ codes: ['TWICE'] });
      const other = await held({ codes: ['TWICE'] });
      await cancel(one);
      await t
        .get(UnitOfWork)
        .run(ctx(), (tx) => t.get(OrdersRepository).releaseDiscounts(tx, [one.order.id]));
      expect(await usesOf('TWICE')).toBe(1);
      await cancel(other);
      expect(await usesOf('TWICE')).toBe(0);
    });

    it('note the money that was paid, to go back', async () => {
      const one = await held();
      await t.given.paid(one.order.payment.id);
      await record(one);
      await cancel(one);
      expect(await refundsOf(one)).toEqual([{ amount: one.order.totalAmount, status: 'pending' }]);
      expect(await t.given.stockOf(one.variantId)).toBe(5);
      // The news of the same payment again must not re-open it.
      expect(await record(one)).toBe('nothing');
      expect(await stateOf(one)).toMatchObject({ status: 'cancelled' });
      await expectInvariants(t);
    });

    it('are refused on their way, and for everybody else', async () => {
      const one = await held({ paymentMethodCode: 'cod' });
      await t.owner.query(`INSERT INTO fulfilments (order_id, status) VALUES ($1, 'shipped')`, [
        one.order.id,
      ]);
      await expect(cancel(one)).rejects.toMatchObject({ code: 'orders.not_cancellable' });
      const two = await held();
      await expect(cancel({ ...two, access: one.access })).rejects.toMatchObject({
        code: 'orders.not_found',
      });
      expect(await stateOf(two)).toMatchObject({ status: 'pending' });
    });

    it('take the same number of round trips with 1 line and 100', async () => {
      const variants = await Promise.all(Array.from({ length: 100 }, () => t.given.sellable()));
      const small = await held();
      const large = await held({ lines: variants });
      const count = async (one: Held) =>
        (await countStatements(t.get(DataSource), () => cancel(one))).length;
      expect(await count(large)).toBe(await count(small));
    });
  });

  describe('not paid in time', () => {
    it('expire, each once, with several workers at once', async () => {
      const orders = await Promise.all(Array.from({ length: 12 }, () => held()));
      const alive = await held();
      await Promise.all(orders.map(overdue));
      const runs = await Promise.all([expire(), expire(), expire()]);
      expect(runs.reduce((sum, run) => sum + run.cancelled, 0)).toBe(12);
      expect(await stateOf(alive)).toMatchObject({ status: 'pending' });
      for (const one of orders) {
        expect(await stateOf(one)).toEqual({
          status: 'cancelled',
          reason: 'expired',
          payment: 'cancelled',
        });
        expect(await t.given.stockOf(one.variantId)).toBe(5);
      }
      expect(await expire()).toEqual({ cancelled: 0, extended: 0 });
      await expectInvariants(t);
    });

    it('get more time once while the customer is at the gateway', async () => {
      const one = await held();
      await t.owner.query(`UPDATE payments SET status = 'processing' WHERE id = $1`, [
        one.order.payment.id,
      ]);
      await overdue(one);
      expect(await expire()).toEqual({ cancelled: 0, extended: 1 });
      expect(await stateOf(one)).toMatchObject({ status: 'pending' });
      await t.owner.query(`UPDATE orders SET expires_at = now() - interval '1 ms' WHERE id = $1`, [
        one.order.id,
      ]);
      expect(await expire()).toEqual({ cancelled: 1, extended: 0 });
    });

    it('are left alone when their money is there', async () => {
      const one = await held();
      await overdue(one);
      await t.given.paid(one.order.payment.id);
      expect(await expire()).toEqual({ cancelled: 0, extended: 0 });
      expect(await record(one)).toBe('confirmed');
    });

    it('do not keep the others when one of them cannot be cancelled', async () => {
      const [bad, good] = [await held(), await held()];
      await Promise.all([overdue(bad), overdue(good)]);
      await t.owner.query(`
        CREATE FUNCTION refuse_this() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
        CREATE TRIGGER refuse_this BEFORE UPDATE ON orders FOR EACH ROW
          WHEN (OLD.id = '${bad.order.id}') EXECUTE FUNCTION refuse_this();`);
      try {
        expect(await expire()).toEqual({ cancelled: 1, extended: 0 });
      } finally {
        await t.owner.query('DROP TRIGGER refuse_this ON orders; DROP FUNCTION refuse_this()');
      }
      expect(await stateOf(good)).toMatchObject({ status: 'cancelled' });
      expect(await expire()).toEqual({ cancelled: 1, extended: 0 });
    });

    it('race their payment without losing it', async () => {
      const orders = await Promise.all(Array.from({ length: 15 }, () => held()));
      await Promise.all(orders.map(overdue));
      await Promise.all([
        expire(),
        ...orders.map(async (one) => {
          await t.given.paid(one.order.payment.id);
          await record(one);
        }),
      ]);
      await Promise.all(orders.map(record));
      for (const one of orders) expect(await stateOf(one)).toMatchObject({ status: 'confirmed' });
      await expectInvariants(t);
    });
  });
});
