import { describe, expect, it } from 'vitest';

import { ExpireOrders } from '../../../src/modules/orders/use-cases/expire-orders.js';
import { RecordPaymentResult } from '../../../src/modules/orders/use-cases/record-payment-result.js';
import { GatewayRefused } from '../../../src/modules/payments/payments.errors.js';
import { PaymentsService } from '../../../src/modules/payments/payments.service.js';
import { AskGateway } from '../../../src/modules/payments/use-cases/ask-gateway.js';
import { ChangeHeldPayment } from '../../../src/modules/payments/use-cases/change-held-payment.js';
import { WatchHolds } from '../../../src/modules/payments/use-cases/watch-holds.js';
import { OPEN, paid } from '../../setup/fake-gateway.js';
import type { GivenPayment } from '../../setup/given/payments.js';
import { expectFoundByMoney } from '../orders/invariants.js';
import { useGateways } from './gateway-scene.js';

const { t, fake, ctx, one, paymentRow, issuesOf, given } = useGateways();

describe('Held money', () => {
  const hold = async (): Promise<GivenPayment> => {
    const payment = await given({ status: 'processing' });
    const manual = `UPDATE payments SET capture_mode = 'manual' WHERE id = $1`;
    await t.owner.query(manual, [payment.id]);
    fake.statuses.set(payment.reference, { ...OPEN, authorised: payment });
    await t.get(AskGateway).execute(ctx(), payment.id);
    expect(await paymentRow(payment)).toMatchObject({ authorised_amount: '49.90' });
    return payment;
  };
  const record = ({ id: paymentId, orderId }: GivenPayment) =>
    t.get(RecordPaymentResult).execute(ctx(), null, { orderId, paymentId });

  it('confirms its order, and is captured once, in part as well', async () => {
    const payment = await hold();
    expect(JSON.stringify(await t.outboxOf('payment.authorised'))).toContain(payment.id);
    expect(await record(payment)).toBe('confirmed');
    const held = t.get(ChangeHeldPayment);
    await expect(held.capture(ctx(), payment.id, '49.91')).rejects.toMatchObject({
      code: 'payments.not_held',
    });
    await Promise.allSettled([
      held.capture(ctx(), payment.id, '20.00'),
      held.capture(ctx(), payment.id, '20.00'),
    ]);
    fake.statuses.set(payment.reference, paid({ ...payment, amount: 2000 }));
    expect(await paymentRow(payment)).toMatchObject({ status: 'success' });
    await expectFoundByMoney(t);
  });

  it('that is let go leaves an order that somebody has to look at', async () => {
    const payment = await hold();
    await record(payment);
    await t.get(ChangeHeldPayment).release(ctx(), payment.id);
    expect(await paymentRow(payment)).toMatchObject({
      status: 'cancelled',
      captured_amount: '0.00',
    });
    expect(await record(payment)).toBe('hold_lost');
    expect(await issuesOf('payment_id', payment.id)).toEqual(['order_hold_lost']);
  });

  it('that is about to end is told to staff, once, until somebody has taken it', async () => {
    const [payment, fresh] = [await hold(), await hold()];
    const alarms = async () => {
      const { rows } = await t.owner.query<{ subject: string; detail: string; open: boolean }>(
        `SELECT subject, detail, settled_at IS NULL AS open FROM alarms
          WHERE kind = 'hold-ending' AND subject = ANY ($1)`,
        [[payment.reference, fresh.reference]],
      );
      return rows;
    };
    const held = (days: number) =>
      t.owner.query(
        `UPDATE payments SET held_since = now() - make_interval(days => $2, secs => 60) WHERE id = $1`,
        [payment.id, days],
      );
    await held(4);
    await t.get(WatchHolds).execute(ctx());
    expect(await alarms()).toEqual([]);
    await held(5);
    for (let time = 0; time < 2; time += 1) await t.get(WatchHolds).execute(ctx());
    expect(await alarms()).toMatchObject([
      {
        subject: payment.reference,
        open: true,
        detail: expect.stringContaining('49.90 USD') as string,
      },
    ]);
    await t.get(ChangeHeldPayment).captureOrder(ctx(), payment.orderId);
    await t.get(WatchHolds).execute(ctx());
    expect(await alarms()).toMatchObject([{ subject: payment.reference, open: false }]);
  });

  it('is taken when the order leaves, and asked about when the gateway hangs', async () => {
    const payment = await hold();
    fake.silent.set(`capture-${payment.reference}-4990`, 'hang');
    await expect(
      t.get(ChangeHeldPayment).captureOrder(ctx(), payment.orderId),
    ).rejects.toMatchObject({ code: 'payments.gateway_undecided' });
    fake.silent.clear();
    await t.get(ChangeHeldPayment).captureOrder(ctx(), payment.orderId);
    await t.get(ChangeHeldPayment).captureOrder(ctx(), payment.orderId);
    expect(await paymentRow(payment)).toMatchObject({
      status: 'success',
      captured_amount: '49.90',
    });
  });
});

describe('An order whose time to pay is over', () => {
  const overdue = async (payment: GivenPayment): Promise<void> => {
    const text = `UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = $1`;
    await t.owner.query(text, [payment.orderId]);
  };
  const statusOf = async ({ orderId }: GivenPayment) =>
    (await one('SELECT status FROM orders WHERE id = $1', orderId))['status'];

  it('is not given up while its gateway has the money', async () => {
    const payment = await given({ status: 'processing' });
    fake.statuses.set(payment.reference, paid(payment, 'fake-expiring'));
    await overdue(payment);
    await t.get(ExpireOrders).execute(ctx());
    expect(await paymentRow(payment)).toMatchObject({ status: 'success' });
    expect(await statusOf(payment)).toBe('pending');
  });

  it('ends at once when the gateway says that nothing came', async () => {
    const payment = await given({ status: 'processing' });
    fake.statuses.set(payment.reference, { ...OPEN, kind: 'failed', reason: 'declined' });
    await overdue(payment);
    await Promise.all([t.get(ExpireOrders).execute(ctx()), t.get(ExpireOrders).execute(ctx())]);
    expect(fake.countOf('query', payment.reference)).toBeGreaterThan(0);
    expect(await statusOf(payment)).toBe('cancelled');
    expect(await paymentRow(payment)).toMatchObject({ failure_reason: 'declined' });
  });

  it('gives back the part that was paid', async () => {
    const payment = await given({ status: 'success' });
    const dearer = `UPDATE orders SET subtotal = 80, total_amount = 80 WHERE id = $1`;
    await t.owner.query(dearer, [payment.orderId]);
    await overdue(payment);
    await t.get(ExpireOrders).execute(ctx());
    expect(await statusOf(payment)).toBe('cancelled');
    const { rows } = await t.owner.query('SELECT amount FROM refunds WHERE payment_id = $1', [
      payment.id,
    ]);
    expect(rows).toEqual([{ amount: '49.90' }]);
  });
});

describe('What is owed, paid in parts', () => {
  it('by several at once never comes above it', async () => {
    const first = await given({ status: 'pending' });
    const { orderId, currency } = first;
    await t.given.paymentMethod({ code: 'other', gateway: 'fake' });
    const pay = (methodCode: string, cents: number | null) =>
      t.get(PaymentsService).start(ctx(), {
        orderId,
        country: 'US',
        methodCode,
        part: () => (cents === null ? null : { amount: cents, currency }),
        due: async (tx) => {
          await tx.query('SELECT 1 FROM orders WHERE id = $1 FOR NO KEY UPDATE', [orderId]);
          return { amount: { amount: 4990, currency }, userId: null };
        },
      });
    const both = await Promise.allSettled([pay('fake', 3000), pay('other', 3000)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(t.codesOf(both)).toEqual(['payments.above_due']);
    const [rest, again] = [await pay('other', null), await pay('other', null)];
    expect(rest.amount.amount).toBe(1990);
    expect(again.paymentId).toBe(rest.paymentId);
    await expect(pay('fake', 1)).rejects.toMatchObject({ code: 'payments.above_due' });
    const { rows } = await t.owner.query(
      `SELECT amount, status, is_part FROM payments WHERE order_id = $1 ORDER BY attempt`,
      [orderId],
    );
    expect(rows).toEqual([
      { amount: '49.90', status: 'cancelled', is_part: false },
      { amount: '30.00', status: 'processing', is_part: true },
      { amount: '19.90', status: 'processing', is_part: true },
    ]);
  });

  it('is not begun while a gateway rests, nor left open when one refuses', async () => {
    const payment = await given({ status: 'pending' });
    const { orderId } = payment;
    const begin = () => t.get(PaymentsService).start(ctx(), { orderId, country: 'US' });
    const create = fake.onCreate;
    fake.onCreate = () => {
      throw new GatewayRefused(undefined, { reason: 'too expensive' });
    };
    await expect(begin()).rejects.toMatchObject({ code: 'payments.gateway_refused' });
    expect(await paymentRow(payment)).toMatchObject({ status: 'failed' });
    fake.onCreate = create;
    expect(await begin()).toMatchObject({ attempt: 2, status: 'processing' });
  });
});
