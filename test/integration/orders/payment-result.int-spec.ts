import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { OrdersWorkerModule } from '../../../src/modules/orders/orders.worker.module.js';
import { EndOrders } from '../../../src/modules/orders/use-cases/end-orders.js';
import { RecordPaymentResult } from '../../../src/modules/orders/use-cases/record-payment-result.js';
import { OrdersRepository } from '../../../src/modules/orders/data/orders.repository.js';
import { FinishRefund } from '../../../src/modules/orders/refunds/finish-refund.js';
import { PaymentsService } from '../../../src/modules/payments/payments.service.js';
import { paymentSucceeded } from '../../../src/modules/payments/payments.events.js';
import { Outbox } from '../../../src/queue/outbox/outbox.js';
import type { GivenOrder } from '../../setup/given/orders.js';
import { useIntegration } from '../../setup/test-app.js';
import { meetAt, warmPool } from './concurrency.js';
import { expectInvariants } from './invariants.js';

describe('RecordPaymentResult', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, OrdersWorkerModule],
    env: { DATABASE_POOL_MAX: '20' },
  });
  beforeAll(() => warmPool(t, 20));
  const ctx = () => systemContext('test');
  const record = (order: GivenOrder, paymentId = order.payment.id) =>
    t.get(RecordPaymentResult).execute(ctx(), null, { orderId: order.id, paymentId });
  const end = ({ id }: GivenOrder) =>
    t.get(UnitOfWork).run(ctx(), async (tx) => {
      await t.get(OrdersRepository).lockById(tx, id);
      await t.get(EndOrders).cancel(tx, [id], 'order_expired', 'expired');
    });
  const statusOf = async ({ id }: GivenOrder): Promise<string | undefined> => {
    const { rows } = await t.owner.query<{ status: string }>(
      'SELECT status FROM orders WHERE id = $1',
      [id],
    );
    return rows[0]?.status;
  };
  const refundsOf = async ({ id }: GivenOrder) => {
    const { rows } = await t.owner.query<{ payment_id: string; amount: string }>(
      'SELECT payment_id, amount FROM refunds WHERE order_id = $1',
      [id],
    );
    return rows;
  };
  const secondPayment = async (order: GivenOrder): Promise<string> => {
    const { id } = await t.given.payment({
      orderId: order.id,
      amount: order.totalAmount,
      attempt: 2,
      status: 'success',
    });
    return id;
  };

  it('confirms a pending order and sells its stock', async () => {
    const order = await t.given.order();
    await t.given.paid(order.payment.id);
    expect(await record(order)).toBe('confirmed');
    expect(await statusOf(order)).toBe('confirmed');
    const { rows } = await t.owner.query(
      'SELECT r.status, o.expires_at FROM orders o JOIN stock_reservations r ON r.order_id = o.id WHERE o.id = $1',
      [order.id],
    );
    expect(rows).toEqual([{ status: 'claimed', expires_at: null }]);
    expect((await t.outboxOf('order.confirmed')).map((row) => row.payload)).toContainEqual({
      orderId: order.id,
    });
    await expectInvariants(t);
  });

  it('does nothing for a payment that did not succeed, whatever the event said', async () => {
    const order = await t.given.order();
    expect(await record(order)).toBe('nothing');
    await t.owner.query(`UPDATE payments SET status = 'failed' WHERE id = $1`, [order.payment.id]);
    expect(await record(order)).toBe('nothing');
    expect(await statusOf(order)).toBe('pending');
  });

  it('confirms once when the news comes ten times at once', async () => {
    const order = await t.given.order();
    await t.given.paid(order.payment.id);
    const results = await meetAt(t, { table: 'orders', id: order.id }, 10, () =>
      Array.from({ length: 10 }, () => record(order)),
    );
    const outcomes = results.map((result) =>
      result.status === 'fulfilled' ? result.value : 'failed',
    );
    expect(outcomes.sort()).toEqual(['confirmed', ...Array<string>(9).fill('nothing')]);
    expect(await refundsOf(order)).toEqual([]);
  });

  it.each(['before', 'after'])(
    'refunds a pending order whose money went back, when that has ended %s the news of it',
    async (when) => {
      const order = await t.given.order();
      await t.given.paid(order.payment.id);
      const { id: orderId, payment, totalAmount: amount } = order;
      const about = { paymentId: payment.id, orderId, currency: 'USD' };
      const wish = { ...about, amount, reason: 'made there' };
      const refundId = await t
        .get(UnitOfWork)
        .run(ctx(), (tx) =>
          t.get(PaymentsService).requestRefund(tx, { ...wish, key: `there-${orderId}` }),
        );
      const done = { outcome: 'succeeded', gatewayRefundId: `x-${orderId}` } as const;
      const finish = () => t.get(FinishRefund).execute(ctx(), refundId ?? '', done);
      if (when === 'before') await finish();
      expect(await record(order)).toBe('confirmed');
      expect(await record(order)).toBe('nothing');
      if (when === 'after') await finish();
      expect(await statusOf(order)).toBe('refunded');
      const { rows } = await t.owner.query(
        `SELECT r.status, o.refunded_amount AS back FROM orders o
           JOIN stock_reservations r ON r.order_id = o.id WHERE o.id = $1`,
        [orderId],
      );
      expect(rows).toEqual([{ status: 'released', back: amount }]);
    },
  );

  it('answers a delivery once', async () => {
    const order = await t.given.order();
    await t.given.paid(order.payment.id);
    const payload = { orderId: order.id, paymentId: order.payment.id };
    await t
      .get(UnitOfWork)
      .run(ctx(), (tx) => t.get(Outbox).publish(tx, paymentSucceeded, payload));
    const { rows } = await t.owner.query<{ id: string; at: Date }>(
      `SELECT id, created_at AS at FROM outbox_events WHERE event = 'payment.succeeded'
       AND payload ->> 'orderId' = $1`,
      [order.id],
    );
    const [row] = rows;
    const delivery = { id: row?.id ?? '', at: row?.at.toISOString() ?? '' };
    const twice = await Promise.all(
      [1, 2].map(() => t.get(RecordPaymentResult).execute(ctx(), delivery, payload)),
    );
    expect(twice.sort()).toEqual(['confirmed', 'nothing']);
    const told = await t.outboxOf('payment.succeeded');
    expect(told.find(({ id }) => id === row?.id)?.done_at).not.toBeNull();
  });

  it('re-opens an expired order when its stock and discounts are there', async () => {
    await t.given.discount({ code: 'AGAIN' });
    const { variantId } = await t.given.sellable({ stock: 3 });
    const order = await t.given.order({ lines: [{ variantId, quantity: 2 }], codes: ['AGAIN'] });
    await end(order);
    expect(await t.given.stockOf(variantId)).toBe(3);
    await t.given.paid(order.payment.id);
    expect(await record(order)).toBe('reopened');
    expect(await statusOf(order)).toBe('confirmed');
    expect(await t.given.stockOf(variantId)).toBe(1);
    expect(await refundsOf(order)).toEqual([]);
    await expectInvariants(t);
  });

  it('notes a refund when the stock is gone', async () => {
    const { variantId } = await t.given.sellable({ stock: 2 });
    const order = await t.given.order({ lines: [{ variantId, quantity: 2 }] });
    await end(order);
    await t.given.order({ lines: [{ variantId, quantity: 1 }] });
    await t.given.paid(order.payment.id);
    expect(await Promise.all([record(order), record(order)])).toEqual(
      expect.arrayContaining(['refund_due', 'nothing']),
    );
    expect(await statusOf(order)).toBe('cancelled');
    expect(await refundsOf(order)).toEqual([
      { payment_id: order.payment.id, amount: order.totalAmount },
    ]);
    expect((await t.outboxOf('order.refund-due')).map((row) => row.payload)).toEqual([
      { orderId: order.id, paymentId: order.payment.id },
    ]);
    expect(await t.given.stockOf(variantId)).toBe(1);
    await expectInvariants(t);
  });

  it('notes a refund, and takes no stock, when a discount has been used up meanwhile', async () => {
    await t.given.discount({ code: 'ONLY1', usageLimit: 1 });
    const { variantId } = await t.given.sellable({ stock: 2 });
    const order = await t.given.order({ lines: [{ variantId }], codes: ['ONLY1'] });
    await end(order);
    await t.given.order({ codes: ['ONLY1'] });
    await t.given.paid(order.payment.id);
    expect(await record(order)).toBe('refund_due');
    expect(await t.given.stockOf(variantId)).toBe(2);
    await expectInvariants(t);
  });

  it('keeps one payment of two', async () => {
    const order = await t.given.order();
    await t.given.paid(order.payment.id);
    const second = await secondPayment(order);
    expect(await record(order)).toBe('confirmed_with_surplus');
    expect(await record(order, second)).toBe('nothing');
    expect(await record(order)).toBe('nothing');
    expect(await refundsOf(order)).toEqual([{ payment_id: second, amount: order.totalAmount }]);
    await expectInvariants(t);
  });

  it('says so when the order is not there', async () => {
    const order = await t.given.order();
    const nobody = { ...order, id: '00000000-0000-4000-8000-000000000000' };
    expect(await record(nobody)).toBe('order_missing');
  });
});
