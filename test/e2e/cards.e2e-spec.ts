import { randomUUID } from 'node:crypto';
import { Stripe } from 'stripe';
import { afterAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { DetachCards } from '../../src/modules/payments/cards/use-cases/detach-cards.js';
import { DEMO_KEYS } from '../../src/dev/gateway-simulator/demo-keys.js';
import type { PreparedCardResponse } from '../../src/modules/payments/cards/http/dto/card.response.js';
import type { Card } from '../../src/modules/payments/cards/cards.types.js';
import { startGatewaySimulator } from '../setup/gateway-simulator.js';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

const CARDS = '/api/v1/me/cards';
const gateways = await startGatewaySimulator();
afterAll(() => gateways.stop());

/** Stripe's package as the shop's page uses it (publishable key) or as its bookkeeper sees it. */
function stripe(key = DEMO_KEYS.stripe.secretKey): Stripe {
  const { hostname, port } = new URL(gateways.url);
  return new Stripe(key, { host: hostname, port: Number(port), protocol: 'http' });
}

describe('Saved cards', () => {
  const t = useApi({ env: gateways.env });
  const detach = () => t.get(DetachCards).execute(systemContext('test'));

  const addressOf = async ({ token }: GivenUser): Promise<string> => {
    const body = {
      ...{ recipient: 'An', street: '12 Bill Street', district: 'D', city: 'Portland' },
      ...{ postalCode: '97201', country: 'US' },
    };
    const answer = await t.http<{ id: string }>('POST', '/api/v1/me/addresses', { body, token });
    return answer.body.id;
  };
  const prepare = async ({ token }: GivenUser): Promise<PreparedCardResponse> => {
    const answer = await t.http<PreparedCardResponse>('POST', `${CARDS}/setup`, {
      body: {},
      token,
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  /** What Stripe's form does in the browser. */
  const enter = async (
    { setupId, clientSecret, publishableKey }: PreparedCardResponse,
    last = 2,
  ) => {
    await stripe(publishableKey).setupIntents.confirm(setupId, {
      client_secret: clientSecret,
      payment_method_data: {
        type: 'card',
        card: {
          number: last === 2 ? '4242 4242 4242 4242' : '5555 5555 5555 4444',
          ...{ exp_month: 2, exp_year: 2032, cvc: '123' },
        },
      },
    } as unknown as Stripe.SetupIntentConfirmParams);
  };
  const keep = async ({ token }: GivenUser, setupId: string, billingAddressId: string) =>
    t.http<Card>('POST', CARDS, { body: { gateway: 'stripe', setupId, billingAddressId }, token });
  const saved = async (user: GivenUser, last = 2): Promise<Card> => {
    const prepared = await prepare(user);
    await enter(prepared, last);
    const answer = await keep(user, prepared.setupId, await addressOf(user));
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const list = async ({ token }: GivenUser): Promise<Card[]> =>
    (await t.http<{ items: Card[] }>('GET', CARDS, { token })).body.items;

  it('are entered at the gateway, and only their last digits are here', async () => {
    const user = await t.given.customer();
    const card = await saved(user);
    expect(card).toMatchObject({
      ...{ gateway: 'stripe', brand: 'visa', maskedNumber: '**** **** **** 4242', last4: '4242' },
      ...{ expiresOn: '2032-02-29', isExpired: false, isDefault: true },
    });
    const { rows } = await t.owner.query('SELECT * FROM user_payment_infos WHERE id = $1', [
      card.id,
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/pm_|Bill Street/);
    const other = await saved(user, 4);
    expect((await list(user)).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [card.id, true],
      [other.id, false],
    ]);
  });

  it('are written down once per entry, also twice at once', async () => {
    const user = await t.given.customer();
    const prepared = await prepare(user);
    const addressId = await addressOf(user);
    expect(await keep(user, prepared.setupId, addressId)).toMatchObject({
      status: 409,
      body: { code: 'cards.setup_open' },
    });
    await enter(prepared);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => keep(user, prepared.setupId, addressId)),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await list(user)).toHaveLength(1);
  });

  it("are nobody else's: another person's entry, card or address is not there", async () => {
    const [ann, bob] = [await t.given.customer(), await t.given.customer()];
    const prepared = await prepare(ann);
    await enter(prepared);
    await prepare(bob);
    expect(await keep(bob, prepared.setupId, await addressOf(bob))).toMatchObject({
      status: 404,
      body: { code: 'cards.setup_not_found' },
    });
    const mine = await addressOf(ann);
    expect((await keep(bob, prepared.setupId, mine)).status).toBe(404);
    const { body: card } = await keep(ann, prepared.setupId, mine);
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { isDefault: true }],
    ] as const) {
      const answer = await t.http(method, `${CARDS}/${card.id}`, { body, token: bob.token });
      expect(answer).toMatchObject({ status: 404, body: { code: 'cards.not_found' } });
    }
    expect(await list(ann)).toHaveLength(1);
    expect(await list(bob)).toEqual([]);
    for (const setupId of ['seti_nothing', 'pi_1', '__proto__']) {
      expect((await keep(bob, setupId, await addressOf(bob))).status).toBe(404);
    }
  });

  it('have one default, also while several are marked at once', async () => {
    const user = await t.given.customer();
    const cards = [await saved(user), await saved(user, 4), await saved(user)];
    await Promise.all(
      cards.map(({ id }) =>
        t.http('PATCH', `${CARDS}/${id}`, { body: { isDefault: true }, token: user.token }),
      ),
    );
    expect((await list(user)).filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('that are taken away are forgotten by the gateway too', async () => {
    const user = await t.given.customer();
    const [first, second] = [await saved(user), await saved(user, 4)];
    const { rows } = await t.owner.query<{ customer: string }>(
      'SELECT customer_id AS customer FROM gateway_customers WHERE user_id = $1',
      [user.id],
    );
    const atStripe = async (): Promise<number> =>
      (await stripe().customers.listPaymentMethods(rows[0]?.customer ?? '')).data.length;
    expect(await atStripe()).toBe(2);
    const path = `${CARDS}/${first.id}`;
    const both = await Promise.all([1, 2].map(() => t.http('DELETE', path, { token: user.token })));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(await list(user)).toMatchObject([{ id: second.id, isDefault: true }]);

    await gateways.control.fault({
      kind: 'error',
      operation: 'payment_methods.detach',
      status: 500,
    });
    expect(await detach()).toBe(0);
    expect(await atStripe()).toBe(2);
    const gone = await Promise.all([detach(), detach()]);
    expect(Math.max(...gone)).toBe(1);
    expect(await atStripe()).toBe(1);
    const left = await t.owner.query('SELECT id FROM user_payment_infos WHERE user_id = $1', [
      user.id,
    ]);
    expect(left.rows).toEqual([{ id: second.id }]);
  });

  it('of an erased person go as well, at the gateway and here', async () => {
    const user = await t.given.customer();
    const card = await saved(user);
    await t.owner.query(
      `UPDATE user_payment_infos SET removed_at = now(), is_default = false, billing_address = '',
              card_number = '**** 0000', card_last4 = '0000' WHERE user_id = $1`,
      [user.id],
    );
    expect(await detach()).toBe(1);
    const { rows } = await t.owner.query('SELECT 1 FROM user_payment_infos WHERE id = $1', [
      card.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('are not there for guests, machines and gateways that keep none', async () => {
    expect((await t.http('GET', CARDS)).status).toBe(401);
    const { token } = await t.given.customer();
    const answer = await t.http('POST', `${CARDS}/setup`, { body: { gateway: 'cod' }, token });
    expect(answer).toMatchObject({ status: 422, body: { code: 'cards.not_kept' } });
    const down = { kind: 'error', operation: 'customers.create', status: 500 } as const;
    await gateways.control.fault(down);
    const failed = await t.http('POST', `${CARDS}/setup`, { body: {}, token });
    expect(failed).toMatchObject({ status: 502, body: { code: 'payments.gateway_failed' } });
  });

  describe('when an order is paid with one', () => {
    /** A customer's order by a method of Stripe's. */
    const ordered = async () => {
      const method = await t.given.paymentMethod({ code: 'card', gateway: 'stripe' });
      const { customer, input } = await t.given.buyer();
      if (customer === null) throw new Error('The buyer is a guest');
      const placed = await t.http<{ id: string; totalAmount: string }>('POST', '/api/v1/orders', {
        body: { ...input, paymentMethodCode: method.code },
        token: customer.token,
        headers: { 'idempotency-key': randomUUID() },
      });
      expect(placed.status).toBe(201);
      return { customer, order: placed.body };
    };
    const pay = ({ token }: GivenUser, orderId: string, cardId: string) =>
      t.http<{ status: string; reference: string; clientSecret: string | null }>(
        'POST',
        `/api/v1/orders/${orderId}/payments`,
        { body: { cardId }, token, headers: { 'idempotency-key': randomUUID() } },
      );

    it('takes the money at once, and once', async () => {
      const { customer, order } = await ordered();
      const card = await saved(customer);
      const paid = await pay(customer, order.id, card.id);
      expect(paid).toMatchObject({ status: 200, body: { status: 'success', clientSecret: null } });
      const books = await gateways.control.account(paid.body.reference);
      expect(books).toMatchObject({ captured: order.totalAmount, refunded: '0.00' });
      const again = await pay(customer, order.id, card.id);
      expect(again).toMatchObject({ status: 409, body: { code: 'payments.already_paid' } });
    });

    it('takes no other card for an attempt that has begun', async () => {
      const { customer, order } = await ordered();
      const [first, second] = [await saved(customer), await saved(customer, 4)];
      const lost = { kind: 'error_after', gateway: 'stripe', status: 500 } as const;
      await gateways.control.fault({ ...lost, operation: 'payment_intents.create' });
      expect((await pay(customer, order.id, first.id)).status).toBe(502);
      const other = await pay(customer, order.id, second.id);
      expect(other).toMatchObject({ status: 409, body: { code: 'payments.card_fixed' } });
      expect((await pay(customer, order.id, first.id)).body).toMatchObject({ status: 'success' });
      const open = await ordered();
      const began = await t.http('POST', `/api/v1/orders/${open.order.id}/payments`, {
        ...{ body: {}, token: open.customer.token },
        headers: { 'idempotency-key': randomUUID() },
      });
      expect(began.status).toBe(200);
      const late = await pay(open.customer, open.order.id, (await saved(open.customer)).id);
      expect(late).toMatchObject({ status: 409, body: { code: 'payments.card_fixed' } });
    });

    it("says what became of it when the bank refuses, and never takes another's card", async () => {
      const { customer, order } = await ordered();
      const stranger = await saved(await t.given.customer());
      const foreign = await pay(customer, order.id, stranger.id);
      expect(foreign).toMatchObject({ status: 404, body: { code: 'cards.not_found' } });
      // Nobody was told of the attempt, so another method may still be chosen.
      const { rows } = await t.owner.query('SELECT status FROM payments WHERE order_id = $1', [
        order.id,
      ]);
      expect(rows).toEqual([{ status: 'pending' }]);
      const expired = await saved(customer);
      await t.owner.query(
        `UPDATE user_payment_infos SET expiration_date = '2020-01-31' WHERE id = $1`,
        [expired.id],
      );
      const late = await pay(customer, order.id, expired.id);
      expect(late).toMatchObject({ status: 422, body: { code: 'cards.expired' } });
      const card = await saved(customer, 4);
      await t.http('DELETE', `${CARDS}/${card.id}`, { token: customer.token });
      expect((await pay(customer, order.id, card.id)).status).toBe(404);
      const good = await saved(customer);
      expect(await pay(customer, order.id, good.id)).toMatchObject({ body: { status: 'success' } });
    });
  });
});
