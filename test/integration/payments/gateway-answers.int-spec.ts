import { describe, expect, it } from 'vitest';

import { RefundsRepository } from '../../../src/modules/payments/data/refunds.repository.js';
import { ApplyPaymentEvent } from '../../../src/modules/payments/use-cases/apply-payment-event.js';
import { AskGateway } from '../../../src/modules/payments/use-cases/ask-gateway.js';
import { ReconcilePayments } from '../../../src/modules/payments/use-cases/reconcile-payments.js';
import { OPEN, paid } from '../../setup/fake-gateway.js';
import { useGateways } from './gateway-scene.js';

const { t, fake, weak, ctx, one, paymentRow, refundRow, issuesOf, given, ...steps } = useGateways();
const { refundOf, finish, send, dueAgain, callback } = steps;

describe('A refund through its gateway', () => {
  it('is sent once and ends once, also by two workers at the same time', async () => {
    const payment = await given({ status: 'success' });
    const refundId = await refundOf(payment);
    expect(await t.outboxOf('send-refund')).not.toHaveLength(0);
    await Promise.all([send(refundId), send(refundId), t.get(ReconcilePayments).execute(ctx())]);
    await send(refundId);
    expect(fake.countOf('refund', refundId)).toBe(1);
    expect(await refundRow(refundId)).toMatchObject({
      gateway_status: 'succeeded',
      gateway_refund_id: `re-${refundId}`,
      status: 'unknown',
    });
    await Promise.all([finish(refundId), finish(refundId)]);
    expect(await refundRow(refundId)).toMatchObject({ status: 'succeeded', next_query_at: null });
    const told = await t.outboxOf('order.refunded');
    expect(told.filter((row) => JSON.stringify(row).includes(refundId)).length).toBeGreaterThan(0);
    const order = await one('SELECT refunded_amount FROM orders WHERE id = $1', payment.orderId);
    expect(order['refunded_amount']).toBe('10.00');
  });

  it('holds its amount while nobody knows what became of it, and asks before it sends again', async () => {
    const payment = await given({ status: 'success' });
    const refundId = await refundOf(payment, '40.00');
    fake.silent.set(refundId, 'after');
    await send(refundId);
    expect(await refundRow(refundId)).toMatchObject({ status: 'unknown', gateway_status: null });
    await expect(refundOf(payment, '10.00')).rejects.toMatchObject({
      code: 'payments.refund_too_large',
    });
    await send(refundId);
    expect(fake.countOf('refund', refundId), 'not before its time').toBe(1);
    fake.silent.delete(refundId);
    await dueAgain('refunds', refundId);
    await send(refundId);
    expect(fake.countOf('queryRefund', refundId)).toBe(1);
    expect(fake.countOf('refund', refundId), 'the gateway knew of it').toBe(1);
    expect(await refundRow(refundId)).toMatchObject({ gateway_status: 'succeeded' });
  });

  it('is sent again only as long as its gateway remembers the first time', async () => {
    for (const [hours, times] of [
      [19, 2],
      [21, 1],
    ] as const) {
      const refundId = await refundOf(await given({ status: 'success' }));
      fake.silent.set(refundId, 'error');
      await send(refundId);
      fake.silent.delete(refundId);
      await t.owner.query(
        `UPDATE refunds SET sent_at = now() - make_interval(hours => $2), next_query_at = now() WHERE id = $1`,
        [refundId, hours],
      );
      await send(refundId);
      expect(fake.countOf('queryRefund', refundId)).toBe(1);
      expect(fake.countOf('refund', refundId), `after ${hours} hours`).toBe(times);
    }
  });

  it('is sent again with the same id when a worker died before the call', async () => {
    const refundId = await refundOf(await given({ status: 'success' }));
    // Taken, and nothing more: as a kill between the two transactions leaves it.
    expect(await t.get(RefundsRepository).claim(ctx(), ['fake'], { only: refundId })).toHaveLength(
      1,
    );
    expect(await t.get(RefundsRepository).claim(ctx(), ['fake'], { only: refundId })).toEqual([]);
    await dueAgain('refunds', refundId);
    await send(refundId);
    expect(fake.countOf('refund', refundId)).toBe(1);
    expect(fake.paidBack.get(refundId)).toBe(1000);
  });

  it('that a gateway refuses has failed, frees its amount and is looked at', async () => {
    const payment = await given({ status: 'success' });
    const refundId = await refundOf(payment, '49.90');
    fake.refunds.set(refundId, { kind: 'refused', gatewayRefundId: null, reason: 'too old' });
    await send(refundId);
    await finish(refundId);
    expect(await refundRow(refundId)).toMatchObject({
      status: 'failed',
      failure_reason: 'too old',
    });
    expect(await issuesOf('refund_id', refundId)).toEqual(['refund_refused']);
    expect(await refundOf(payment, '49.90')).not.toBe('');
  });

  it('that comes back after it was done is owed again', async () => {
    const payment = await given({ status: 'success' });
    const refundId = await refundOf(payment, '49.90');
    await send(refundId);
    await finish(refundId);
    expect(await paymentRow(payment)).toMatchObject({ status: 'refunded' });
    const told = {
      gateway: 'fake',
      kind: 'refund',
      refund_id: refundId,
      gateway_refund_id: `re-${refundId}`,
      refund_status: 'failed',
      reason: 'account closed',
    };
    expect(await callback(told)).toBe('refund_bounced');
    expect(await callback({ ...told, refund_status: 'succeeded' })).toBe('no_change');
    await finish(refundId);
    expect(await refundRow(refundId)).toMatchObject({ status: 'failed' });
    expect(await paymentRow(payment)).toMatchObject({ status: 'success' });
    expect(await issuesOf('payment_id', payment.id)).toEqual(['refund_bounced']);
    expect(await refundOf(payment, '49.90')).not.toBe('');
  });

  it('that somebody made at the gateway is written down, once and never above what is there', async () => {
    const payment = await given({ status: 'success' });
    const { reference, currency } = payment;
    const told = {
      gateway: 'fake',
      kind: 'refund',
      reference,
      currency,
      refund_status: 'succeeded',
    };
    const first = { ...told, amount: '30.00', gateway_refund_id: `x1-${reference}` };
    expect(await callback(first)).toBe('refund_at_gateway');
    expect(await callback(first)).toBe('no_change');
    const second = { ...told, amount: '30.00', gateway_refund_id: `x2-${reference}` };
    expect(await callback(second)).toBe('refund_above_captured');
    const { rows } = await t.owner.query(
      `SELECT amount, gateway_refund_id FROM refunds WHERE payment_id = $1 ORDER BY amount DESC`,
      [payment.id],
    );
    expect(rows).toEqual([
      { amount: '30.00', gateway_refund_id: `x1-${reference}` },
      { amount: '19.90', gateway_refund_id: `x2-${reference}` },
    ]);
  });

  it('that is told before its money counts when that has come, and is asked about', async () => {
    const payment = await given({ status: 'processing' });
    const { reference, currency } = payment;
    const told = { gateway: 'fake', reference, currency };
    const back = {
      amount: '30.00',
      refund_status: 'succeeded',
      gateway_refund_id: `e-${reference}`,
    };
    expect(await callback({ ...told, ...back, kind: 'refund' })).toBe('refund_early');
    expect(await issuesOf('payment_id', payment.id)).toEqual([]);
    const asked = await t.outboxOf('ask-payment');
    expect(JSON.stringify(asked)).toContain(payment.id);
    expect(await callback({ ...told, kind: 'success', amount: '49.90' })).toBe('applied');
    const early = `SELECT id, outcome FROM payment_events WHERE gateway_refund_id = $1`;
    const event = await one(early, back.gateway_refund_id);
    expect(event['outcome']).toBeNull();
    expect(JSON.stringify(await t.outboxOf('apply-event'))).toContain(event['id']);
    await t.get(ApplyPaymentEvent).execute(ctx(), null, String(event['id']));
    expect(await one(early, back.gateway_refund_id)).toMatchObject({
      outcome: 'refund_at_gateway',
    });
    const refund = 'SELECT amount, gateway_status FROM refunds WHERE payment_id = $1';
    expect(await one(refund, payment.id)).toEqual({ amount: '30.00', gateway_status: 'succeeded' });
    expect(await issuesOf('payment_id', payment.id)).toEqual(['refund_at_gateway']);
  });

  it('is not taken for a stranger when the message is faster than the answer', async () => {
    const payment = await given({ status: 'success' });
    const refundId = await refundOf(payment, '12.00');
    await t.get(RefundsRepository).claim(ctx(), ['fake'], { only: refundId });
    const { reference, currency } = payment;
    const told = { gateway: 'fake', kind: 'refund', reference, currency, amount: '12.00' };
    const id = `fast-${reference}`;
    expect(await callback({ ...told, refund_status: 'succeeded', gateway_refund_id: id })).toBe(
      'applied',
    );
    expect(await refundRow(refundId)).toMatchObject({ gateway_refund_id: id });
  });
});

describe('A payment that its gateway is asked for', () => {
  it('is paid by the answer, and the same answer is one event', async () => {
    const payment = await given({ status: 'processing' });
    fake.statuses.set(payment.reference, paid(payment));
    await Promise.all([1, 2, 3].map(() => t.get(AskGateway).execute(ctx(), payment.id)));
    expect(await paymentRow(payment)).toMatchObject({
      status: 'success',
      captured_amount: '49.90',
      gateway_payment_id: 'fake-1',
      next_query_at: null,
    });
    const { rows } = await t.owner.query(
      'SELECT source, outcome FROM payment_events WHERE reference = $1',
      [payment.reference],
    );
    expect(rows).toEqual([{ source: 'query', outcome: 'applied' }]);
  });

  it('is asked once by two workers, and again after the next pause', async () => {
    const payment = await given({ status: 'processing' });
    fake.statuses.set(payment.reference, OPEN);
    const run = () => t.get(ReconcilePayments).execute(ctx());
    await Promise.all([run(), run()]);
    expect(fake.countOf('query', payment.reference)).toBe(1);
    const { next_query_at: next } = await paymentRow(payment);
    expect((next as Date).getTime() - Date.now()).toBeGreaterThan(2.5 * 60_000);
    expect((next as Date).getTime() - Date.now()).toBeLessThan(3.5 * 60_000);
  });

  it('stays as it is when the gateway hangs or has never heard of it, without keeping others waiting', async () => {
    const [hung, lost, fine] = [
      await given({ status: 'processing' }),
      await given({ status: 'processing' }),
      await given({ status: 'processing' }),
    ];
    fake.silent.set(hung.reference, 'hang');
    fake.statuses.set(fine.reference, paid(fine, 'fake-fine'));
    const begun = Date.now();
    await t.get(ReconcilePayments).execute(ctx());
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(await paymentRow(hung)).toMatchObject({ status: 'processing', query_count: 1 });
    expect(await paymentRow(lost)).toMatchObject({ status: 'processing', query_count: 1 });
    expect(await paymentRow(fine)).toMatchObject({ status: 'success' });
  });

  it('is left to a person after 72 hours', async () => {
    const payment = await given({ status: 'processing' });
    fake.statuses.set(payment.reference, OPEN);
    await t.owner.query('UPDATE payments SET query_count = 74 WHERE id = $1', [payment.id]);
    await t.get(ReconcilePayments).execute(ctx());
    expect(await paymentRow(payment)).toMatchObject({ query_count: 75, next_query_at: null });
    expect(await issuesOf('payment_id', payment.id)).toEqual(['stuck_payment']);
  });

  it('is closed at the gateway when the shop has given it up', async () => {
    const payment = await given({ status: 'cancelled' });
    fake.statuses.set(payment.reference, { ...OPEN, authorised: payment });
    await t.get(ReconcilePayments).execute(ctx());
    expect(fake.countOf('release', payment.reference)).toBe(1);
    expect(await paymentRow(payment)).toMatchObject({ status: 'cancelled', next_query_at: null });
  });

  it('counts when it was given up and the money came all the same', async () => {
    const payment = await given({ status: 'cancelled' });
    fake.statuses.set(payment.reference, paid(payment, 'fake-late'));
    await t.get(ReconcilePayments).execute(ctx());
    expect(await paymentRow(payment)).toMatchObject({ status: 'success' });
    const told = await t.outboxOf('payment.succeeded');
    expect(JSON.stringify(told)).toContain(payment.id);
  });

  it('takes what the customer has approved', async () => {
    const payment = await given({ status: 'processing' }, 'weak');
    weak.statuses.set(payment.reference, { ...OPEN, isApproved: true });
    const { reference } = payment;
    expect(await callback({ gateway: 'weak', kind: 'approved', reference })).toBe('asked');
    await t.get(AskGateway).execute(ctx(), payment.id);
    expect(weak.countOf('complete', reference)).toBe(1);
    expect(await paymentRow(payment)).toMatchObject({ status: 'success' });
  });

  it('that was given back at a gateway whose messages prove little is written down when its list says so', async () => {
    const payment = await given({ status: 'success' }, 'weak');
    const { reference, currency } = payment;
    // One of ours over as much is on its way, and not meant.
    const own = await refundOf(payment);
    weak.refunds.set(own, { kind: 'unknown', gatewayRefundId: null, reason: null });
    await steps.send(own);
    const told = { gateway: 'weak', kind: 'refund', reference, currency, amount: '10.00' };
    const message = { ...told, gateway_refund_id: 're_foreign', refund_status: 'succeeded' };
    weak.statuses.set(reference, { ...paid(payment), refunds: [] });
    const refundsOf = () =>
      t.owner.query<Record<string, unknown>>(
        'SELECT amount, gateway_refund_id, gateway_status FROM refunds WHERE payment_id = $1 AND id <> $2',
        [payment.id, own],
      );
    expect(await callback(message)).toBe('asked');
    await t.get(AskGateway).execute(ctx(), payment.id);
    expect((await refundsOf()).rows).toEqual([]);
    expect(await issuesOf('payment_id', payment.id)).toEqual([]);
    const found = {
      ...{
        refundId: null,
        gatewayRefundId: 're_foreign',
        kind: 'succeeded' as const,
        reason: null,
      },
      amount: { amount: 1000, currency },
    } as const;
    weak.statuses.set(reference, { ...paid(payment), refunds: [found] });
    expect(await callback(message)).toBe('asked');
    for (let time = 0; time < 2; time += 1) await t.get(AskGateway).execute(ctx(), payment.id);
    expect((await refundsOf()).rows).toEqual([
      { amount: '10.00', gateway_refund_id: 're_foreign', gateway_status: 'succeeded' },
    ]);
    expect(await issuesOf('payment_id', payment.id)).toEqual(['refund_at_gateway']);
    expect(await refundRow(own)).toMatchObject({ status: 'unknown', gateway_refund_id: null });
  });

  it('is not moved by a message that proves too little', async () => {
    const payment = await given({ status: 'processing' }, 'weak');
    const { reference, currency } = payment;
    const lie = { gateway: 'weak', kind: 'success', reference, currency, amount: '49.90' };
    expect(await callback(lie)).toBe('asked');
    expect(await paymentRow(payment)).toMatchObject({ status: 'processing' });
    expect(await callback({ gateway: 'weak', kind: 'balance.available' })).toBe('unknown_kind');
    const nobody = { gateway: 'weak', kind: 'success', currency, amount: '49.90' };
    expect(await callback(nobody)).toBe('unknown_reference');
  });
});
