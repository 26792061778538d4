import { beforeAll, describe, expect, it } from 'vitest';

import { systemContext } from '../../src/common/request-context.js';
import type { Gateway } from '../../src/dev/gateway-simulator/gateway.js';
import { OrdersWorkerModule } from '../../src/modules/orders/orders.worker.module.js';
import { PlaceOrder } from '../../src/modules/orders/placing/place-order.js';
import { OrdersProcessor } from '../../src/modules/orders/worker/orders.processor.js';
import { PaymentsWorkerModule } from '../../src/modules/payments/payments.worker.module.js';
import { GatewayCallsProcessor } from '../../src/modules/payments/worker/gateway-calls.processor.js';
import { PaymentCallbacksProcessor } from '../../src/modules/payments/worker/payment-callbacks.processor.js';
import { useGatewaySimulator } from '../setup/gateway-simulator.js';
import { useApi } from '../setup/test-api.js';

interface Placed {
  readonly id: string;
  readonly orderToken: string;
  readonly totalAmount: string;
}

interface Started {
  readonly reference: string;
  readonly flow: string;
  readonly redirectUrl: string | null;
  readonly clientSecret: string | null;
  readonly publishableKey: string | null;
}

type Handler = (payload: unknown, job: unknown) => Promise<void>;

interface Shop {
  readonly currency: string;
  readonly price: string;
  readonly shipping: string;
  readonly gateways: readonly { readonly code: Gateway; readonly create: string | null }[];
}

const SHOPS: readonly Shop[] = [
  {
    ...{ currency: 'USD', price: '10.00', shipping: '5.90' },
    gateways: [
      { code: 'stripe', create: 'payment_intents.create' },
      { code: 'paypal', create: 'orders.create' },
    ],
  },
  {
    ...{ currency: 'VND', price: '250000.00', shipping: '30000.00' },
    gateways: [
      { code: 'vnpay', create: null },
      { code: 'momo', create: 'create' },
    ],
  },
];

describe.each(SHOPS)('An order in $currency', ({ currency, price, shipping, gateways }) => {
  const simulator = useGatewaySimulator();
  const t = useApi({
    imports: [PaymentsWorkerModule, OrdersWorkerModule],
    get env() {
      return { ...simulator.env, CURRENCY: currency };
    },
  });

  beforeAll(async () => {
    await simulator.setCallbackBase(t.env.PUBLIC_URL);
    await t.given.shippingRate({ currency, price: shipping, code: 'express' });
    for (const { code } of gateways) await t.given.paymentMethod({ code, gateway: code });
  });

  const placed = async (code: string): Promise<Placed> => {
    const { variantId } = await t.given.sellable({ price });
    const { order, cartId } = await t.given.buyer({ isGuest: true, lines: [{ variantId }] });
    await t.owner.query('UPDATE shopping_carts SET currency = $2 WHERE id = $1', [
      cartId,
      currency,
    ]);
    const command = order({ paymentMethodCode: code, shippingMethodCode: 'express' });
    const { body } = await t.get(PlaceOrder).execute(systemContext('test'), command);
    return JSON.parse(body) as Placed;
  };
  const pay = ({ id, orderToken }: Placed) =>
    t.http<Started>('POST', `/api/v1/orders/${id}/payments`, {
      headers: { 'x-order-token': orderToken },
    });
  const customerPays = async ({ redirectUrl, reference }: Started): Promise<void> => {
    if (redirectUrl !== null) await (await fetch(redirectUrl)).text();
    await simulator.control.pay(reference, 'pay');
  };
  /** Everything that waits in the queues, until nothing does. */
  const work = async (): Promise<void> => {
    const processors = [PaymentCallbacksProcessor, GatewayCallsProcessor, OrdersProcessor] as const;
    for (;;) {
      const { rows } = await t.owner.query<{
        id: string;
        queue: string;
        job: string;
        payload: unknown;
        created_at: Date;
      }>(
        `SELECT id, queue, job, payload, created_at FROM outbox_events
          WHERE done_at IS NULL AND queue IN ('payment-callbacks', 'gateway-calls', 'orders')
          ORDER BY seq`,
      );
      if (rows.length === 0) return;
      for (const { id, queue, job, payload, created_at: at } of rows) {
        const all = processors.map((type) =>
          t.get<{ queue: { name: string }; handlers: unknown }>(type),
        );
        const found = all.find((processor) => processor.queue.name === queue);
        const handler = (found?.handlers as Record<string, Handler> | undefined)?.[job];
        const delivery = { id, at: at.toISOString() };
        await handler?.(payload, { ctx: systemContext('test'), delivery });
        await t.owner.query('UPDATE outbox_events SET done_at = now() WHERE id = $1', [id]);
      }
    }
  };
  const heard = async (code: string, count: number): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const { rows } = await t.owner.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM payment_events WHERE gateway = $1 AND source = 'callback'`,
        [code],
      );
      if ((rows[0]?.n ?? 0) >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No callback of ${code} came`);
  };
  /** A gateway may have several things to say, and the last one is what counts. */
  const sent = async (reference: string): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const callbacks = await simulator.control.callbacks({ reference });
      if (callbacks.every(({ attempts }) => attempts.length > 0)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Some callback of ${reference} was never sent`);
  };
  const heardSoFar = async (code: string): Promise<number> => {
    const { rows } = await t.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM payment_events WHERE gateway = $1 AND source = 'callback'`,
      [code],
    );
    return rows[0]?.n ?? 0;
  };
  const stateOf = async ({ id }: Placed) => {
    const { rows } = await t.owner.query<Record<string, string>>(
      `SELECT o.status AS order, p.status, p.captured_amount AS captured, o.total_amount AS total
         FROM orders o JOIN payments p ON p.order_id = o.id WHERE o.id = $1 ORDER BY p.attempt`,
      [id],
    );
    return rows;
  };

  describe.each(gateways)('paid by $code', ({ code, create }) => {
    it('is confirmed when the gateway has told', async () => {
      const order = await placed(code);
      const before = await heardSoFar(code);
      const started = await pay(order);
      expect(started).toMatchObject({
        status: 200,
        body: { methodCode: code, status: 'processing' },
      });
      const { flow, clientSecret, publishableKey, redirectUrl } = started.body;
      expect(flow).toBe(code === 'stripe' ? 'client_secret' : 'redirect');
      expect([clientSecret, publishableKey].map((text) => text !== null)).toEqual(
        flow === 'redirect' ? [false, false] : [true, true],
      );
      expect(redirectUrl !== null).toBe(flow === 'redirect');
      expect((await pay(order)).body).toEqual(started.body);
      await customerPays(started.body);
      await heard(code, before + 1);
      await sent(started.body.reference);
      await work();
      const [state] = await stateOf(order);
      expect(state).toMatchObject({
        order: 'confirmed',
        status: 'success',
        captured: state?.total,
      });
      const account = await simulator.control.account(started.body.reference);
      expect(Number(account.captured)).toBe(Number(state?.total));
      expect(await simulator.control.callbacks({ gateway: code })).toContainEqual(
        expect.objectContaining({ state: 'acknowledged' }),
      );
    });

    // VNPay is not called: everything stands in the address.
    const lostAnswers = create === null ? [] : [create];

    it.each(lostAnswers)('is charged once when the answer to %s was lost', async (operation) => {
      const order = await placed(code);
      const before = await heardSoFar(code);
      const lost = { kind: 'error_after', gateway: code, operation } as const;
      await simulator.control.fault({ ...lost, status: 500 });
      expect(await pay(order)).toMatchObject({
        status: 502,
        body: { code: 'payments.gateway_failed' },
      });
      const started = await pay(order);
      expect(started.status).toBe(200);
      await customerPays(started.body);
      await heard(code, before + 1);
      await sent(started.body.reference);
      await work();
      expect(await stateOf(order)).toMatchObject([{ order: 'confirmed', status: 'success' }]);
      const accounts = await simulator.control.ledger({ gateway: code });
      const ofThis = accounts.filter(({ reference }) => reference === started.body.reference);
      expect(ofThis).toHaveLength(1);
    });

    const forgeries = [
      ['callback_wrong_amount', 'amount_mismatch'],
      ['callback_other_merchant', 'unknown_reference'],
      ['callback_other_reference', 'unknown_reference'],
      ...(currency === 'VND' ? [] : [['callback_wrong_currency', 'amount_mismatch'] as const]),
    ] as const;

    // PayPal is asked before anything it says counts, and tells the truth then.
    const told = code === 'paypal' ? [] : forgeries;

    it.each(told)('is not changed by %s', async (kind, outcome) => {
      const order = await placed(code);
      const before = await heardSoFar(code);
      await simulator.control.fault({ kind, gateway: code, times: 0 });
      const { body } = await pay(order);
      await customerPays(body);
      await heard(code, before + 1);
      await sent(body.reference);
      await simulator.control.clearFaults();
      await work();
      expect(await stateOf(order)).toMatchObject([
        { order: 'pending', status: 'processing', captured: '0.00' },
      ]);
      const { rows } = await t.owner.query<{ outcome: string }>(
        `SELECT outcome FROM payment_events WHERE gateway = $1 AND source = 'callback'
          ORDER BY seq OFFSET $2`,
        [code, before],
      );
      expect(rows.map((row) => row.outcome)).toContain(outcome);
    });
  });
});
