import { describe, expect, it } from 'vitest';

import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { PaymentsModule } from '../../../src/modules/payments/payments.module.js';
import { PaymentsService } from '../../../src/modules/payments/payments.service.js';
import type { StartPaymentInput } from '../../../src/modules/payments/payments.types.js';
import { useIntegration } from '../../setup/test-app.js';

describe('Starting a payment', () => {
  const t = useIntegration({
    only: [PaymentsModule],
    env: { CORS_ORIGINS: 'https://front.example.com' },
  });
  const start = (orderId: string, more: Partial<StartPaymentInput> = {}) =>
    t.get(PaymentsService).start(systemContext('test'), { orderId, country: 'US', ...more });
  const rows = async (orderId: string) => {
    const found = await t.owner.query<{
      attempt: number;
      status: string;
      redirect_url: string | null;
    }>('SELECT attempt, status, redirect_url FROM payments WHERE order_id = $1 ORDER BY attempt', [
      orderId,
    ]);
    return found.rows;
  };
  const setStatus = (orderId: string, status: string) =>
    t.owner.query('UPDATE payments SET status = $2 WHERE order_id = $1', [orderId, status]);

  it('gives the address of the bank and remembers it', async () => {
    const { orderId, reference, id } = await t.given.payment();
    const started = await start(orderId);
    expect(started).toMatchObject({
      paymentId: id,
      reference,
      attempt: 1,
      methodCode: 'sandbox',
      status: 'processing',
      flow: 'redirect',
    });
    expect(started.redirectUrl).toContain(
      `${t.env.SANDBOX_GATEWAY_URL ?? ''}/sandbox/pay/${reference}?ticket=`,
    );
    expect(await rows(orderId)).toEqual([
      { attempt: 1, status: 'processing', redirect_url: started.redirectUrl },
    ]);
  });

  it('started 50 times at once is one attempt with one address', async () => {
    const { orderId } = await t.given.payment();
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        start(orderId, { returnUrl: `https://front.example.com/${index}` }),
      ),
    );
    expect(new Set(all.map(({ redirectUrl }) => redirectUrl)).size).toBe(1);
    expect(await rows(orderId)).toHaveLength(1);
  });

  it('goes on where a dead process stopped: handed over, address not stored', async () => {
    const { orderId } = await t.given.payment({ status: 'processing' });
    const { redirectUrl } = await start(orderId);
    expect(redirectUrl).not.toBeNull();
    expect(await rows(orderId)).toMatchObject([{ redirect_url: redirectUrl }]);
  });

  it.each(['failed', 'cancelled'])('after a %s attempt makes one new attempt', async (status) => {
    const first = await t.given.payment();
    await start(first.orderId);
    await setStatus(first.orderId, status);
    const all = await Promise.all(Array.from({ length: 20 }, () => start(first.orderId)));
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(1);
    const [again] = all;
    expect(again).toMatchObject({ attempt: 2, status: 'processing' });
    expect(again?.reference).not.toBe(first.reference);
    expect(await rows(first.orderId)).toMatchObject([
      { attempt: 1, status },
      { attempt: 2, status: 'processing', redirect_url: again?.redirectUrl },
    ]);
  });

  it('with cash asks nobody', async () => {
    const cash = await t.given.paymentMethod({ code: 'cod', gateway: 'cod' });
    const { orderId } = await t.given.payment({ methodId: cash.id });
    expect(await start(orderId)).toMatchObject({ flow: 'offline', redirectUrl: null });
    expect(await rows(orderId)).toEqual([{ attempt: 1, status: 'pending', redirect_url: null }]);
  });

  it('with another method replaces an attempt that no gateway has seen', async () => {
    const cash = await t.given.paymentMethod({ code: 'cod', gateway: 'cod' });
    const { orderId } = await t.given.payment();
    expect(await start(orderId, { methodCode: cash.code })).toMatchObject({
      attempt: 2,
      methodCode: 'cod',
    });
    expect(await rows(orderId)).toMatchObject([
      { attempt: 1, status: 'cancelled' },
      { attempt: 2, status: 'pending' },
    ]);
  });

  it('refuses what would charge twice, and leaves the rows as they are', async () => {
    const cash = await t.given.paymentMethod({ code: 'cod', gateway: 'cod' });
    const open = await t.given.payment();
    await start(open.orderId);
    const paid = await t.given.payment({ status: 'success' });
    const before = await rows(open.orderId);
    const results = await Promise.allSettled([
      start(open.orderId, { methodCode: cash.code }),
      start(paid.orderId),
      start(paid.orderId, { methodCode: cash.code }),
      start('00000000-0000-4000-8000-000000000000'),
    ]);
    expect(t.codesOf(results)).toEqual([
      'payments.attempt_open',
      'payments.already_paid',
      'payments.already_paid',
      'payments.not_found',
    ]);
    expect(await rows(open.orderId)).toEqual(before);
    expect(await rows(paid.orderId)).toHaveLength(1);
  });

  it('checks a method that is chosen anew by its rules', async () => {
    const wishes = [
      { isActive: false },
      { gateway: 'never-set-up' },
      { gateway: null },
      { currencies: ['VND'] },
      { countries: ['VN'] },
      { requiresAccount: true },
      { minAmount: '50.00' },
      { maxAmount: '49.89' },
    ];
    for (const wish of wishes) {
      const method = await t.given.paymentMethod(wish);
      const { orderId } = await t.given.payment({ status: 'failed' });
      const results = await Promise.allSettled([start(orderId, { methodCode: method.code })]);
      expect(t.codesOf(results)).toEqual(['payments.method_unavailable']);
      expect(await rows(orderId)).toHaveLength(1);
    }
  });

  it('sends the browser back only to ourselves and to the fronts that are allowed', async () => {
    const { orderId } = await t.given.payment();
    const bad = [
      'https://evil.example.com/',
      'https://front.example.com.evil.com/',
      'javascript:alert(1)',
      '//front.example.com',
      'null',
    ];
    const results = await Promise.allSettled(bad.map((returnUrl) => start(orderId, { returnUrl })));
    expect(t.codesOf(results)).toEqual(bad.map(() => 'payments.return_url_refused'));
    expect(await rows(orderId)).toMatchObject([{ status: 'pending' }]);
    await start(orderId, { returnUrl: 'https://front.example.com/orders/1' });
  });

  it('is given up with its order; rows that ended stay', async () => {
    const open = await t.given.payment({ status: 'processing' });
    const paid = await t.given.payment({ status: 'success' });
    const cancelled = await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) =>
        t.get(PaymentsService).cancelOpen(tx, [open.orderId, paid.orderId]),
      );
    expect(cancelled).toBe(1);
    expect(await rows(open.orderId)).toMatchObject([{ status: 'cancelled' }]);
    expect(await rows(paid.orderId)).toMatchObject([{ status: 'success' }]);
  });

  it('asks for a refund once per key, and never for more than was captured', async () => {
    const { id: paymentId, orderId } = await t.given.payment({ status: 'success' });
    const ask = (amount: string, key: string) =>
      t.get(UnitOfWork).run(systemContext('test'), (tx) =>
        t.get(PaymentsService).requestRefund(tx, {
          paymentId,
          orderId,
          amount,
          currency: 'USD',
          reason: 'late money',
          key,
        }),
      );
    const all = await Promise.all(Array.from({ length: 20 }, () => ask('40.00', 'k1')));
    expect(all.filter(Boolean)).toHaveLength(1);
    await expect(ask('9.91', 'k2')).rejects.toMatchObject({ code: 'payments.refund_too_large' });
    expect(await ask('9.90', 'k3')).toEqual(expect.any(String));
    expect(await t.get(PaymentsService).get(systemContext('test'), paymentId)).toMatchObject({
      refundedAmount: '49.90',
    });
  });

  it('lists the attempts of orders with amounts as they are stored', async () => {
    const payment = await t.given.payment();
    const { redirectUrl } = await start(payment.orderId);
    const [view] = await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) =>
        t.get(PaymentsService).listForOrders(tx, [payment.orderId]),
      );
    expect(view).toMatchObject({
      id: payment.id,
      orderId: payment.orderId,
      amount: '49.90',
      capturedAmount: '0.00',
      refundedAmount: '0.00',
      currency: 'USD',
      status: 'processing',
      redirectUrl,
      processedAt: null,
    });
    await setStatus(payment.orderId, 'failed');
    expect(await t.get(PaymentsService).get(systemContext('test'), payment.id)).toMatchObject({
      redirectUrl: null,
    });
  });
});
