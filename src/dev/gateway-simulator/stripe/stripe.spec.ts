import Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { useCallbackListener } from '../../../../test/setup/callback-listener.js';
import { useGatewaySimulator } from '../../../../test/setup/gateway-simulator.js';
import { DEMO_KEYS } from '../demo-keys.js';
import { stripeSignature } from './stripe-events.js';

const { secretKey, publishableKey, webhookSecrets } = DEMO_KEYS.stripe;

describe('the simulated Stripe, driven by its own package', () => {
  const gateways = useGatewaySimulator();
  const shop = useCallbackListener();

  beforeEach(async () => {
    await gateways.control.reset();
    await gateways.control.settings({ callbackBase: shop.url, signWithOldSecret: false });
    shop.heard.length = 0;
    shop.answerWith({ status: 200 });
  });

  function client(key = secretKey, maxNetworkRetries = 0, timeout = 5_000): Stripe {
    const { hostname, port } = new URL(gateways.url);
    return new Stripe(key, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      maxNetworkRetries,
      timeout,
      telemetry: false,
    });
  }

  const order = (reference: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) => ({
    amount: 1999,
    currency: 'usd',
    metadata: { reference },
    ...more,
  });

  const refusal = (work: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
    work.then(
      () => expect.fail('was not refused'),
      (error: unknown) => error as Stripe.errors.StripeError,
    );

  const eventsOf = () =>
    shop.heard.map(({ body, headers }) =>
      client().webhooks.constructEvent(
        body,
        headers['stripe-signature'] ?? '',
        webhookSecrets[0] ?? '',
      ),
    );

  it('takes a payment that the browser confirms, and tells the shop with a signature', async () => {
    const made = await client().paymentIntents.create(order('P1'), { idempotencyKey: 'P1' });
    expect(made.status).toBe('requires_payment_method');
    const browser = client(publishableKey);
    const seen = await browser.paymentIntents.confirm(made.id, {
      payment_method: 'pm_card_visa',
      client_secret: made.client_secret ?? '',
    } as Stripe.PaymentIntentConfirmParams);
    expect(seen).toMatchObject({ status: 'succeeded' });
    expect(seen).not.toHaveProperty('metadata');
    await shop.waitFor(({ body }) => body.includes('payment_intent.succeeded'));
    expect(eventsOf()).toContainEqual(
      expect.objectContaining({
        type: 'payment_intent.succeeded',
        data: expect.objectContaining({
          object: expect.objectContaining({ id: made.id, amount_received: 1999 }) as unknown,
        }) as unknown,
      }),
    );
    const full = await client().paymentIntents.retrieve(made.id, {
      expand: ['latest_charge.refunds', 'payment_method'],
    });
    expect((full.latest_charge as Stripe.Charge).amount_captured).toBe(1999);
    expect((full.payment_method as Stripe.PaymentMethod).card?.last4).toBe('4242');
    expect(await gateways.control.account('P1')).toMatchObject({
      gatewayPaymentId: made.id,
      captured: '19.99',
      refunded: '0.00',
    });
  });

  it('gives the same answer to the same key, and refuses the key for anything else', async () => {
    const create = (amount: number) =>
      client().paymentIntents.create(order('P1', { amount }), { idempotencyKey: 'one' });
    const [first, second] = [await create(500), await create(500)];
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await refusal(create(501))).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(await gateways.control.ledger()).toHaveLength(1);
  });

  it('holds, captures in part and lets go of the rest; voids; knows no second capture', async () => {
    const held = await client().paymentIntents.create(
      order('P1', { capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa' }),
    );
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1999 });
    const tooMuch = client().paymentIntents.capture(held.id, { amount_to_capture: 2000 });
    expect(await refusal(tooMuch)).toMatchObject({ code: 'amount_too_large' });
    const taken = await client().paymentIntents.capture(held.id, { amount_to_capture: 500 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_received: 500 });
    expect(await refusal(client().paymentIntents.capture(held.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      statusCode: 400,
    });
    expect(await gateways.control.account('P1')).toMatchObject({
      authorised: '19.99',
      captured: '5.00',
      voided: '14.99',
    });
    const other = await client().paymentIntents.create(
      order('P2', { capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa' }),
    );
    await client().paymentIntents.cancel(other.id);
    expect(await gateways.control.account('P2')).toMatchObject({ voided: '19.99' });
  });

  it('declines, asks the customer, and refuses wrong amounts and keys as Stripe does', async () => {
    const pay = (payment_method: string, more = {}) =>
      client().paymentIntents.create(order('P1', { confirm: true, payment_method, ...more }));
    const declined = await refusal(pay('pm_card_visa_chargeDeclinedInsufficientFunds'));
    expect(declined).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(declined).toMatchObject({ decline_code: 'insufficient_funds', statusCode: 402 });
    expect(declined.payment_intent).toMatchObject({ status: 'requires_payment_method' });

    const asked = await pay('pm_card_threeDSecure2Required', { return_url: 'http://shop.test/r' });
    expect(asked.status).toBe('requires_action');
    const page = asked.next_action?.redirect_to_url?.url ?? '';
    expect(await (await fetch(page)).text()).toContain('Your bank asks');
    const done = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'pay' }),
      redirect: 'manual',
    });
    expect(done.headers.get('location')).toContain('redirect_status=succeeded');
    expect(await client().paymentIntents.retrieve(asked.id)).toMatchObject({ status: 'succeeded' });

    const create = (more: object) => refusal(client().paymentIntents.create(order('P1', more)));
    expect(await create({ amount: 10 })).toMatchObject({ code: 'amount_too_small' });
    expect(await create({ amount: 19.5 })).toMatchObject({ code: 'parameter_invalid_integer' });
    expect(await create({ currency: 'zzz' })).toMatchObject({ param: 'currency' });
    expect(await create({ whatever: 1 })).toMatchObject({ code: 'parameter_unknown' });
    const stranger = client('sk_test_stranger').paymentIntents.create(order('P1'));
    expect(await refusal(stranger)).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    const browser = client(publishableKey).refunds.create({ payment_intent: asked.id });
    expect(await refusal(browser)).toMatchObject({ statusCode: 403 });
    expect(await refusal(client().paymentIntents.retrieve('pi_no'))).toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });

  it('counts đồng without decimals', async () => {
    await client().paymentIntents.create(
      order('P1', {
        amount: 55_000,
        currency: 'vnd',
        confirm: true,
        payment_method: 'pm_card_visa',
      }),
    );
    expect(await gateways.control.account('P1')).toMatchObject({ captured: '55000' });
  });

  it('gives back in parts up to what was taken, once per key, and lets refunds wait and fail', async () => {
    const paid = await client().paymentIntents.create(
      order('P1', { confirm: true, payment_method: 'pm_card_visa' }),
    );
    const refund = (amount: number, key: string) =>
      client().refunds.create({ payment_intent: paid.id, amount }, { idempotencyKey: key });
    const [one, copy] = [await refund(500, 'R1'), await refund(500, 'R1')];
    expect(copy.id).toBe(one.id);
    expect(await refusal(refund(1500, 'R2'))).toMatchObject({ param: 'amount', statusCode: 400 });
    await gateways.control.fault({ kind: 'refund_pending_then_fail', reference: 'P1', ms: 60_000 });
    const late = await refund(1499, 'R3');
    expect(late.status).toBe('pending');
    expect(await gateways.control.account('P1')).toMatchObject({
      refunded: '5.00',
      refundPending: '14.99',
    });
    expect(await refusal(refund(1, 'R4'))).toMatchObject({ code: 'charge_already_refunded' });
    await gateways.control.advance(61);
    await shop.waitFor(({ body }) => body.includes('refund.failed'));
    expect(await client().refunds.retrieve(late.id)).toMatchObject({ status: 'failed' });
    expect((await client().refunds.list({ payment_intent: paid.id })).data).toHaveLength(2);
    expect(await gateways.control.account('P1')).toMatchObject({
      refunded: '5.00',
      refundPending: '0.00',
    });
    const csv = (await gateways.control.settlement('stripe')).trim();
    expect(csv.split('\n').map((line) => line.split(',').slice(0, 5))).toEqual([
      ['reference', 'gateway_payment_id', 'kind', 'gateway_refund_id', 'amount'],
      ['P1', paid.id, 'capture', '', '19.99'],
      ['P1', paid.id, 'refund', one.id, '5.00'],
    ]);
  });

  it('saves a card with an agreement, charges it without the customer, and forgets it', async () => {
    const customer = await client().customers.create({ email: 'an@shop.test' });
    const setup = await client().setupIntents.create({ customer: customer.id });
    const saved = await client(publishableKey).setupIntents.confirm(setup.id, {
      client_secret: setup.client_secret ?? '',
      payment_method_data: {
        type: 'card',
        card: { number: '4242 4242 4242 4242', exp_month: 4, exp_year: 2031, cvc: '123' },
      },
    } as unknown as Stripe.SetupIntentConfirmParams);
    const method = saved.payment_method as string;
    const charge = () =>
      client().paymentIntents.create(
        order('P1', {
          customer: customer.id,
          payment_method: method,
          off_session: true,
          confirm: true,
        }),
      );
    expect(await charge()).toMatchObject({ status: 'succeeded' });
    const { data } = await client().customers.listPaymentMethods(customer.id);
    expect(data.map(({ id, card }) => [id, card?.last4, card?.exp_year])).toEqual([
      [method, '4242', 2031],
    ]);
    const stranger = await client().customers.create({});
    const others = client().paymentMethods.attach(method, { customer: stranger.id });
    expect(await refusal(others)).toMatchObject({ statusCode: 400 });
    await client().paymentMethods.detach(method);
    expect(await refusal(charge())).toMatchObject({ statusCode: 400, param: 'payment_method' });
    expect(await refusal(client().paymentMethods.detach(method))).toMatchObject({
      statusCode: 400,
    });
    const always = client().paymentIntents.create(
      order('P2', {
        customer: customer.id,
        payment_method: 'pm_card_authenticationRequired',
        off_session: true,
        confirm: true,
      }),
    );
    expect(await refusal(always)).toMatchObject({ decline_code: 'authentication_required' });
  });

  it('signs as documented, with either secret, and tries again until a 2xx', async () => {
    const body =
      '{"id":"evt_test_1","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount":1099,"currency":"usd"}}}';
    expect(stripeSignature('whsec_test_secret', 1_700_000_000, body)).toBe(
      '400a6037bc1c36e94cbf9a20f3839d15c04076d1206546f1a4e6bbea14f4f8e6',
    );
    shop.answerWith({ status: 500 }, { status: 301 }, { status: 204 });
    await gateways.control.settings({ signWithOldSecret: true });
    const setup = await client().setupIntents.create({});
    await client().setupIntents.cancel(setup.id);
    await shop.waitFor(() => true, 1);
    await gateways.control.advance(600);
    await shop.waitFor(() => true, 2);
    await gateways.control.advance(7_200);
    const heard = await shop.waitFor(() => true, 3);
    const ids = heard.map(
      ({ body: text, headers }) =>
        client().webhooks.constructEvent(
          text,
          headers['stripe-signature'] ?? '',
          webhookSecrets[1] ?? '',
          100_000,
        ).id,
    );
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    await expect
      .poll(() => gateways.control.callbacks({ event: 'setup_intent.canceled' }))
      .toMatchObject([
        { state: 'acknowledged', attempts: [{ status: 500 }, { status: 301 }, { status: 204 }] },
      ]);
  });
});
