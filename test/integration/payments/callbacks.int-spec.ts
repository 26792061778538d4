import { describe, expect, it } from 'vitest';

import { systemContext } from '../../../src/common/request-context.js';
import { PaymentsModule } from '../../../src/modules/payments/payments.module.js';
import { PaymentsService } from '../../../src/modules/payments/payments.service.js';
import { ApplyPaymentEvent } from '../../../src/modules/payments/use-cases/apply-payment-event.js';
import { ReceiveCallback } from '../../../src/modules/payments/use-cases/receive-callback.js';
import { type GivenPayment, paymentsGiven } from '../../setup/given/payments.js';
import { sandboxMessageFor, signCallback } from '../../setup/sandbox.js';
import { type TestContext, useIntegration } from '../../setup/test-app.js';
import type { SandboxMessage } from '../../../src/modules/payments/gateways/sandbox/sandbox-message.js';

/** The steps of a callback without HTTP and queue. */
function stepsOf(t: TestContext) {
  const receive = (message: unknown, gateway = 'sandbox') => {
    const { body, headers } = signCallback(message, t.env.SANDBOX_GATEWAY_SECRET);
    const lines = Object.fromEntries(Object.entries(headers).map(([name, line]) => [name, [line]]));
    return t.get(ReceiveCallback).execute(systemContext('test'), gateway, 'POST-json', {
      body: Buffer.from(body),
      headers: lines,
      query: '',
      receivedAt: new Date(),
    });
  };
  const stored = async (eventId: string): Promise<string> => {
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT id FROM payment_events WHERE event_id = $1',
      [eventId],
    );
    return rows[0]?.id ?? '';
  };
  const apply = (id: string) => t.get(ApplyPaymentEvent).execute(systemContext('test'), null, id);
  const receiveAndApply = async (message: SandboxMessage): Promise<string> => {
    await receive(message);
    await apply(await stored(message.eventId));
    const { rows } = await t.owner.query<{ outcome: string }>(
      'SELECT outcome FROM payment_events WHERE event_id = $1',
      [message.eventId],
    );
    return rows[0]?.outcome ?? '';
  };
  const row = async ({ id }: GivenPayment) => {
    const { rows } = await t.owner.query<Record<string, unknown>>(
      `SELECT status, authorised_amount, captured_amount, fee_amount, gateway_payment_id,
              gateway_response, failure_reason, processed_at FROM payments WHERE id = $1`,
      [id],
    );
    return rows[0];
  };
  const told = async ({ id }: GivenPayment): Promise<string[]> => {
    const { rows } = await t.owner.query<{ event: string }>(
      'SELECT event FROM outbox_events WHERE aggregate_id = $1 ORDER BY seq',
      [id],
    );
    return rows.map(({ event }) => event);
  };
  return { receive, stored, apply, receiveAndApply, row, told };
}

describe('A callback', () => {
  const t = useIntegration({ only: [PaymentsModule] });
  const given = paymentsGiven(t);
  const { receive, stored, apply, receiveAndApply, row, told } = stepsOf(t);

  it('is stored once with the job that applies it, however often it comes', async () => {
    const message = sandboxMessageFor(await given.payment());
    const answers = await Promise.all(Array.from({ length: 100 }, () => receive(message)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ body }) => body.includes('"duplicate":false'))).toHaveLength(1);
    const id = await stored(message.eventId);
    const { rows } = await t.owner.query<Record<string, unknown>>(
      `SELECT e.gateway, e.kind, e.reference, e.amount, e.currency, e.body, o.job, o.queue
         FROM payment_events e JOIN outbox_events o ON o.payload->>'eventId' = e.id::text
        WHERE e.id = $1`,
      [id],
    );
    expect(rows).toEqual([
      {
        gateway: 'sandbox',
        kind: 'success',
        reference: message.reference,
        amount: '49.90',
        currency: 'USD',
        body: JSON.stringify(message),
        job: 'apply-event',
        queue: 'payment-callbacks',
      },
    ]);
  });

  it('of success fills the payment and tells the order', async () => {
    const method = await given.paymentMethod({ feePercentage: '0.0290', feeFixed: '0.30' });
    const payment = await given.payment({ methodId: method.id, status: 'processing' });
    const message = sandboxMessageFor(payment, { occurredAt: '2026-01-01T12:00:00.000Z' });
    expect(await receiveAndApply(message)).toBe('applied');
    expect(await row(payment)).toEqual({
      status: 'success',
      authorised_amount: '49.90',
      captured_amount: '49.90',
      fee_amount: '1.75',
      gateway_payment_id: `sbx_${payment.reference}`,
      gateway_response: {
        eventId: message.eventId,
        kind: 'success',
        occurredAt: '2026-01-01T12:00:00.000Z',
        fields: {},
      },
      failure_reason: null,
      processed_at: new Date('2026-01-01T12:00:00.000Z'),
    });
    expect(await told(payment)).toEqual(['payment.succeeded']);
    const outbox = await t.outboxOf('payment.succeeded');
    expect(outbox.at(-1)?.payload).toMatchObject({
      paymentId: payment.id,
      orderId: payment.orderId,
    });
  });

  it('applied 100 times at once changes and tells once', async () => {
    const payment = await given.payment();
    const message = sandboxMessageFor(payment);
    await receive(message);
    const id = await stored(message.eventId);
    await Promise.all(Array.from({ length: 100 }, () => apply(id)));
    expect(await row(payment)).toMatchObject({ status: 'success', captured_amount: '49.90' });
    expect(await told(payment)).toEqual(['payment.succeeded']);
    // The book of events says so too: a copy that came second did not write over it.
    const { rows } = await t.owner.query('SELECT outcome FROM payment_events WHERE id = $1', [id]);
    expect(rows).toEqual([{ outcome: 'applied' }]);
  });

  it('of success and one of failure at once: the money wins', async () => {
    for (let round = 0; round < 10; round += 1) {
      const payment = await given.payment();
      const success = sandboxMessageFor(payment);
      const failure = sandboxMessageFor(payment, { kind: 'failed', reason: 'refused' });
      await Promise.all([receive(success), receive(failure)]);
      const ids = await Promise.all([success, failure].map(({ eventId }) => stored(eventId)));
      await Promise.all(ids.map((id) => apply(id)));
      expect(await row(payment)).toMatchObject({ status: 'success', failure_reason: null });
      const heard = await told(payment);
      expect(heard.filter((event) => event === 'payment.succeeded')).toHaveLength(1);
    }
  });

  it('two different ones of success at once are one payment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const payment = await given.payment();
      const messages = [sandboxMessageFor(payment), sandboxMessageFor(payment)];
      await Promise.all(messages.map((message) => receive(message)));
      const ids = await Promise.all(messages.map(({ eventId }) => stored(eventId)));
      await Promise.all(ids.map((id) => apply(id)));
      expect(await told(payment)).toEqual(['payment.succeeded']);
    }
  });

  it('that comes while the payment is being started is not written over', async () => {
    for (let round = 0; round < 20; round += 1) {
      const payment = await given.payment();
      const message = sandboxMessageFor(payment);
      await receive(message);
      const id = await stored(message.eventId);
      const input = { orderId: payment.orderId, country: 'US' };
      const start = () => t.get(PaymentsService).start(systemContext('test'), input);
      await Promise.allSettled([start(), apply(id), start()]);
      expect(await row(payment)).toMatchObject({ status: 'success', captured_amount: '49.90' });
    }
  });

  it('failed, then success: paid, and both are told', async () => {
    const payment = await given.payment();
    const failure = sandboxMessageFor(payment, { kind: 'failed', reason: 'Card refused' });
    expect(await receiveAndApply(failure)).toBe('applied');
    expect(await row(payment)).toMatchObject({ status: 'failed', failure_reason: 'Card refused' });
    expect(await receiveAndApply(sandboxMessageFor(payment))).toBe('applied');
    expect(await row(payment)).toMatchObject({ status: 'success', failure_reason: null });
    expect(await told(payment)).toEqual(['payment.failed', 'payment.succeeded']);
  });

  it('success, then failed: stays paid', async () => {
    const payment = await given.payment();
    await receiveAndApply(sandboxMessageFor(payment));
    const before = await row(payment);
    expect(await receiveAndApply(sandboxMessageFor(payment, { kind: 'failed' }))).toBe('no_change');
    expect(await row(payment)).toEqual(before);
    expect(await told(payment)).toEqual(['payment.succeeded']);
  });

  it('of success for an attempt that was cancelled still counts', async () => {
    const payment = await given.payment({ status: 'cancelled' });
    expect(await receiveAndApply(sandboxMessageFor(payment))).toBe('applied');
    expect(await row(payment)).toMatchObject({ status: 'success', captured_amount: '49.90' });
    expect(await told(payment)).toEqual(['payment.succeeded']);
  });

  it.each([
    ['another amount', { amount: 100 }],
    ['another currency', { currency: 'EUR' }],
    ['another currency with the same digits', { currency: 'VND', amount: 50 }],
  ])('over %s changes nothing and is kept for a person', async (_what, changes) => {
    const payment = await given.payment();
    const before = await row(payment);
    const outcome = await receiveAndApply(sandboxMessageFor(payment, changes));
    expect(outcome).toBe('amount_mismatch');
    expect(await row(payment)).toEqual(before);
    expect(await told(payment)).toEqual([]);
  });

  it('with swapped references of two orders pays neither', async () => {
    const cheap = await given.payment({ amount: '1.00' });
    const dear = await given.payment({ amount: '900.00' });
    const swapped = sandboxMessageFor(cheap, { reference: dear.reference });
    expect(await receiveAndApply(swapped)).toBe('amount_mismatch');
    expect(await row(dear)).toMatchObject({ status: 'pending' });
    expect(await row(cheap)).toMatchObject({ status: 'pending' });
  });

  it('with the gateway id of another payment pays nothing', async () => {
    const [one, two] = [await given.payment(), await given.payment()];
    await receiveAndApply(sandboxMessageFor(one, { gatewayPaymentId: 'sbx_same' }));
    const outcome = await receiveAndApply(sandboxMessageFor(two, { gatewayPaymentId: 'sbx_same' }));
    expect(outcome).toBe('gateway_id_reused');
    expect(await row(two)).toMatchObject({ status: 'pending' });
  });

  it('about a payment of another gateway or of nobody changes nothing', async () => {
    const cash = await given.paymentMethod({ gateway: 'cod' });
    const payment = await given.payment({ methodId: cash.id });
    expect(await receiveAndApply(sandboxMessageFor(payment))).toBe('gateway_mismatch');
    expect(await row(payment)).toMatchObject({ status: 'pending' });
    const nobody = { reference: 'P-NOBODY', amount: 1, currency: 'USD' };
    expect(await receiveAndApply(sandboxMessageFor(nobody))).toBe('unknown_reference');
  });

  it('of a kind that nobody knows is stored and ignored', async () => {
    const payment = await given.payment();
    const message = sandboxMessageFor(payment, { kind: 'dispute.opened' });
    expect(await receiveAndApply(message)).toBe('unknown_kind');
    expect(await row(payment)).toMatchObject({ status: 'pending' });
  });

  it('for a gateway without callbacks, or an unknown one, is a 404', async () => {
    const message = sandboxMessageFor(await given.payment());
    const tries = ['cod', 'stripe', '__proto__', 'toString', ''].map((code) =>
      receive(message, code),
    );
    const results = await Promise.allSettled(tries);
    expect(t.codesOf(results)).toEqual(Array(5).fill('payments.gateway_unknown'));
  });

  it('with an amount or currency that no payment of ours can have is kept and changes nothing', async () => {
    const payment = await given.payment();
    for (const wrong of [{ amount: 10_000_000_000 }, { currency: 'KWD' }, { currency: 'EUR' }]) {
      const message = sandboxMessageFor(payment, wrong);
      expect(await receiveAndApply(message)).toBe('amount_mismatch');
    }
    expect(await row(payment)).toMatchObject({ status: 'pending', captured_amount: '0.00' });
  });

  it('whose handling died before the commit is applied by the next delivery, once', async () => {
    const payment = await given.payment();
    const message = sandboxMessageFor(payment);
    await receive(message);
    const { rows } = await t.owner.query<{ id: string; created_at: Date }>(
      `SELECT o.id, o.created_at FROM outbox_events o JOIN payment_events e
           ON o.payload->>'eventId' = e.id::text WHERE e.event_id = $1`,
      [message.eventId],
    );
    const [letter] = rows;
    const delivery = { id: letter?.id ?? '', at: letter?.created_at.toISOString() ?? '' };
    const id = await stored(message.eventId);
    // A worker that took everything and died: its transaction is gone with its connection.
    const dead = await t.db.connect();
    await dead.query('BEGIN');
    await dead.query('UPDATE outbox_events SET done_at = now() WHERE id = $1', [delivery.id]);
    await dead.query(`UPDATE payments SET status = 'success' WHERE id = $1`, [payment.id]);
    const next = t.get(ApplyPaymentEvent).execute(systemContext('test'), delivery, id);
    await new Promise((resolve) => setTimeout(resolve, 50));
    dead.release(true);
    await next;
    await t.get(ApplyPaymentEvent).execute(systemContext('test'), delivery, id);
    expect(await row(payment)).toMatchObject({ status: 'success', captured_amount: '49.90' });
    expect(await told(payment)).toEqual(['payment.succeeded']);
    const done = await t.owner.query(
      'SELECT 1 FROM outbox_events WHERE id = $1 AND done_at IS NOT NULL',
      [delivery.id],
    );
    expect(done.rowCount).toBe(1);
  });
});
