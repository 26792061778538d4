import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '../../src/database/statement-counter.js';
import { warmPool } from '../integration/orders/concurrency.js';
import type { GivenBuyer } from '../setup/given/orders.js';
import { useApi } from '../setup/test-api.js';
import { clientOf, refusalOf } from '../setup/test-client.js';

const ORDERS = '/api/v1/orders';

interface PlacedBody {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly totalAmount: string;
  readonly orderToken?: string;
  readonly payment: object | null;
}

interface ProblemBody {
  readonly code: string;
  readonly details?: Record<string, unknown>;
}

describe('Orders over HTTP', () => {
  const t = useApi({ env: { DATABASE_POOL_MAX: '64' } });
  beforeAll(() => warmPool(t, 64));
  const place = (buyer: GivenBuyer, key: string | null = randomUUID(), change: object = {}) =>
    t.http<PlacedBody & ProblemBody>('POST', ORDERS, {
      body: { ...buyer.input, ...change },
      token: buyer.customer?.token ?? null,
      headers: {
        ...(key === null ? {} : { 'idempotency-key': key }),
        ...(buyer.cartToken === null ? {} : { 'x-cart-token': buyer.cartToken }),
      },
    });

  it('takes an order, answers its repetition with the same bytes, and shows it', async () => {
    const buyer = await t.given.buyer();
    const first = await place(buyer, 'once');
    expect(first.status).toBe(201);
    expect(first.headers.get('content-type')).toMatch(/^application\/json/);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    const again = await place(buyer, 'once');
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');

    const token = buyer.customer?.token ?? null;
    const shown = await t.http('GET', `${ORDERS}/${first.body.id}`, { token });
    const { payment, ...placed } = first.body;
    expect(payment).toMatchObject({ status: 'pending' });
    expect(shown.status).toBe(200);
    expect(shown.body).toMatchObject({
      ...placed,
      items: [{ quantity: 1 }],
      payments: [{ status: 'pending', methodCode: 'sandbox' }],
      shippingAddress: { recipient: 'Test Person' },
    });
    const list = await t.http<{ items: unknown[]; nextCursor: null }>('GET', ORDERS, { token });
    expect(list.body).toMatchObject({
      items: [{ id: first.body.id, orderNumber: first.body.orderNumber, itemCount: 1 }],
      nextCursor: null,
    });
    const filtered = await t.http('GET', `${ORDERS}?status=cancelled`, { token });
    expect(filtered.body).toEqual({ items: [], nextCursor: null });
  });

  it('stays within six round trips, the check of the session included', async () => {
    const variants = await Promise.all(Array.from({ length: 50 }, () => t.given.sellable()));
    const buyer = await t.given.buyer({ lines: variants });
    const sent = await countStatements(t.get(DataSource), () => place(buyer));
    expect(sent.length).toBeLessThanOrEqual(6);
  });

  it('refuses what is not complete', async () => {
    const buyer = await t.given.buyer();
    expect(await place(buyer, null)).toMatchObject({
      status: 400,
      body: { code: 'idempotency.key_missing' },
    });
    expect(await place(buyer, 'k', { totalAmount: '0.01' })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
    expect(await place(buyer, 'k', { addressId: undefined })).toMatchObject({
      status: 422,
      body: { code: 'orders.address_missing' },
    });
    const anonymous = await t.http('POST', ORDERS, {
      body: buyer.input,
      headers: { 'idempotency-key': 'k' },
    });
    expect(anonymous).toMatchObject({ status: 401, body: { code: 'access.unauthenticated' } });
    expect(
      await t.http('POST', ORDERS, {
        body: buyer.input,
        headers: { 'idempotency-key': 'k', 'x-cart-token': 'nonsense' },
      }),
    ).toMatchObject({ status: 401 });
  });

  it('sells 10 pieces to 60 buyers: 10 orders, 50 clean refusals, stock 0', async () => {
    const { variantId } = await t.given.sellable({ stock: 10 });
    const buyers = await Promise.all(
      Array.from({ length: 60 }, () => t.given.buyer({ lines: [{ variantId }] })),
    );
    const answers = await Promise.all(buyers.map((buyer) => place(buyer)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(50);
    expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      Array(50).fill('409 orders.out_of_stock'),
    );
    expect(await t.given.stockOf(variantId)).toBe(0);
  });

  it("answers for somebody else's order as for one that does not exist", async () => {
    const { body } = await place(await t.given.buyer());
    const other = await t.given.customer();
    const attempts: [string, string, object | undefined][] = [
      ['GET', '', undefined],
      ['POST', '/cancel', {}],
      ['POST', '/payments', {}],
    ];
    for (const [method, path, sent] of attempts) {
      const ask = (id: string) =>
        t.http<ProblemBody>(method, `${ORDERS}/${id}${path}`, { token: other.token, body: sent });
      const foreign = await ask(body.id);
      const missing = await ask(randomUUID());
      expect([foreign.status, foreign.body.code]).toEqual([404, 'orders.not_found']);
      expect([missing.status, missing.body.code]).toEqual([404, 'orders.not_found']);
      expect(Object.keys(foreign.body)).toEqual(Object.keys(missing.body));
      const anonymous = await t.http(method, `${ORDERS}/${body.id}${path}`, { body: sent });
      expect(anonymous.status).toBe(401);
    }
    const token = (await t.given.customer()).token;
    expect((await t.http('GET', `${ORDERS}/nonsense`, { token })).status).toBe(400);
  });

  it('cancels once, and says afterwards what would be allowed', async () => {
    const buyer = await t.given.buyer();
    const { orders } = clientOf(t, { token: buyer.customer?.token ?? null });
    const { id } = await orders.placeOrder(buyer.input);
    const cancel = () => orders.cancelOrder(id, { reason: 'Wrong size' });
    expect(await cancel()).toMatchObject({
      status: 'cancelled',
      history: [{ to: 'pending' }, { reason: 'Wrong size' }],
    });
    expect(await refusalOf(cancel())).toMatchObject({
      status: 409,
      code: 'orders.not_cancellable',
      details: { status: 'cancelled', allowed: ['confirmed'] },
    });
    expect(await refusalOf(orders.payOrder(id, {}))).toMatchObject({
      status: 409,
      code: 'orders.not_payable',
    });
  });

  it('starts the payment, and goes on with the same one when asked again', async () => {
    const buyer = await t.given.buyer();
    const token = buyer.customer?.token ?? null;
    const { body } = await place(buyer);
    const pay = () => t.http('POST', `${ORDERS}/${body.id}/payments`, { token });
    const first = await pay();
    expect(first).toMatchObject({
      status: 200,
      body: { attempt: 1, methodCode: 'sandbox', flow: 'redirect' },
    });
    expect((await pay()).body).toEqual(first.body);
  });

  it('serves a guest from the cart to the cancelled order', async () => {
    const buyer = await t.given.buyer({ isGuest: true });
    const { orders } = clientOf(t, { cartToken: buyer.cartToken });
    const { id, orderNumber, orderToken = '' } = await orders.placeOrder(buyer.input);
    const email = buyer.input.email ?? '';
    const known = { orderNumber, email, token: orderToken };
    expect(await orders.lookUpOrder(known)).toMatchObject({ id, email });
    expect(await refusalOf(orders.lookUpOrder({ ...known, email: 'x@example.com' }))).toMatchObject(
      { status: 404, code: 'orders.not_found' },
    );
    expect(await refusalOf(orders.getOrder(id, {}, { orderToken: 'x'.repeat(43) }))).toMatchObject({
      status: 404,
    });
    expect(await orders.getOrder(id, {}, { orderToken })).toMatchObject({ id });
    expect(await orders.payOrder(id, {}, { orderToken })).toMatchObject({ flow: 'redirect' });
    expect(await orders.cancelOrder(id, {}, { orderToken })).toMatchObject({ status: 'cancelled' });
  });

  it('pages with a cursor, and refuses one that it did not give out', async () => {
    const customer = await t.given.customer();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.unshift((await t.given.order({ customer })).id);
    const { token } = customer;
    const pages = clientOf(t, { token }).orders.listOrders({ limit: 2 }).pages();
    const seen: string[][] = [];
    for await (const { items } of pages) seen.push(items.map(({ id }) => id));
    expect(seen).toEqual([ids.slice(0, 2), ids.slice(2)]);
    for (const bad of ['x', Buffer.from('["infinity","x"]').toString('base64url')]) {
      expect(await t.http('GET', `${ORDERS}?cursor=${bad}`, { token })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid_cursor' },
      });
    }
  });
});
