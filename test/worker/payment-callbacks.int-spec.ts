import { describe, expect, it } from 'vitest';

import { systemContext } from '../../src/common/request-context.js';
import { PaymentsService } from '../../src/modules/payments/payments.service.js';
import type { GivenPayment } from '../setup/given/payments.js';
import { choose, sandboxMessageFor, signCallback } from '../setup/sandbox.js';
import { type ApiContext, useApi } from '../setup/test-api.js';
import { queueBackends } from '../setup/test-redis.js';
import { useWorkers } from '../setup/test-workers.js';

const CALLBACKS = '/api/v1/payments/callbacks/sandbox';

/** Waits until the payment has the status; the last one seen is in the error. */
async function becomes(
  t: ApiContext,
  { id }: GivenPayment,
  status: string,
  seconds: number,
): Promise<Record<string, unknown>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { rows } = await t.owner.query<Record<string, unknown>>(
      'SELECT status, captured_amount, gateway_response FROM payments WHERE id = $1',
      [id],
    );
    const [row] = rows;
    if (row?.['status'] === status) return row;
    if (Date.now() > end) throw new Error(`It is ${String(row?.['status'])}, not ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function started(t: ApiContext): Promise<GivenPayment & { redirectUrl: string }> {
  const payment = await t.given.payment();
  const input = { orderId: payment.orderId, country: 'US' };
  const { redirectUrl } = await t.get(PaymentsService).start(systemContext('test'), input);
  return { ...payment, redirectUrl: redirectUrl ?? '' };
}

describe.each(queueBackends())('From the page of the bank to the payment, on %s', (backend) => {
  const t = useApi({ backend, env: { REDELIVER_AFTER_SECONDS: '4' } });
  const workers = useWorkers(['payment-callbacks', 'relay'], backend);

  it('success, doubled and out of order, pays once', async () => {
    const payment = await started(t);
    await choose(payment.redirectUrl, 'success', { double: true, outOfOrder: true });
    const row = await becomes(t, payment, 'success', 15);
    expect(row).toMatchObject({
      captured_amount: '49.90',
      gateway_response: { kind: 'success', fields: { cardLast4: '4242' } },
    });
    const told = await t.outboxOf('payment.succeeded');
    expect(told.filter(({ aggregate_id }) => aggregate_id === payment.id)).toHaveLength(1);
  });

  it('failure fails it, and a success that comes later still counts', async () => {
    const payment = await started(t);
    await choose(payment.redirectUrl, 'failure');
    await becomes(t, payment, 'failed', 15);
    await choose(payment.redirectUrl, 'success', { late: 1 });
    await becomes(t, payment, 'success', 15);
  });

  it('a worker killed between storing and applying: the next one applies it, once', async () => {
    const payments = await Promise.all(Array.from({ length: 20 }, () => t.given.payment()));
    const secret = t.env.SANDBOX_GATEWAY_SECRET;
    const messages = payments.map((payment) => signCallback(sandboxMessageFor(payment), secret));
    const send = () =>
      Promise.all(messages.map((message) => t.http('POST', CALLBACKS, { ...message })));
    const answers = await send();
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    // Some are applied by now, some are being applied, some wait.
    await Promise.all(workers.processes.map((worker) => worker.kill('SIGKILL')));
    // As if the half minute were over for which a relay that died keeps what it was about to put into the queue.
    await t.owner.query(
      `UPDATE outbox_events SET leased_until = now() - interval '1 second' WHERE leased_until IS NOT NULL`,
    );
    await send();
    await workers.start(['payment-callbacks', 'relay']);
    for (const payment of payments) await becomes(t, payment, 'success', 60);
    const { rows } = await t.owner.query(
      `SELECT count(*)::int AS told, count(DISTINCT aggregate_id)::int AS payments
         FROM outbox_events WHERE event = 'payment.succeeded' AND aggregate_id = ANY ($1::uuid[])`,
      [payments.map(({ id }) => id)],
    );
    expect(rows).toEqual([{ told: 20, payments: 20 }]);
  }, 120_000);

  it('silence leaves it in the hands of the bank', async () => {
    const payment = await started(t);
    await choose(payment.redirectUrl, 'silence');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await becomes(t, payment, 'processing', 0);
  });
});

describe.runIf(queueBackends().includes('redis'))('When Redis is gone', () => {
  const t = useApi({ backend: 'redis' });

  it('a callback is stored and answered at once', async () => {
    const payment = await t.given.payment();
    await t.redis?.stop();
    const message = sandboxMessageFor(payment);
    const { body, headers } = signCallback(message, t.env.SANDBOX_GATEWAY_SECRET);
    const begin = Date.now();
    const answer = await t.http('POST', CALLBACKS, { body, headers });
    expect(answer).toMatchObject({ status: 200, body: { received: true } });
    expect(Date.now() - begin).toBeLessThan(500);
    const { rows } = await t.owner.query(
      `SELECT o.done_at FROM payment_events e JOIN outbox_events o
         ON o.payload->>'eventId' = e.id::text WHERE e.event_id = $1`,
      [message.eventId],
    );
    expect(rows).toEqual([{ done_at: null }]);
  });
});
