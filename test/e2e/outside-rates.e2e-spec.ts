import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { CartResponse } from '../../src/modules/cart/http/dto/cart.response.js';
import { type OutsideFault, startOutside } from '../setup/outside-server.js';
import { useApi } from '../setup/test-api.js';

const outside = await startOutside();

interface Answered extends CartResponse {
  readonly totalAmount: string;
  readonly code: string;
}

describe('A carrier and a tax engine outside', () => {
  const t = useApi({
    env: {
      SHIPPING_QUOTE_URL: `${outside.url}/quotes`,
      SHIPPING_QUOTE_SECRET: outside.secret,
      TAX_ENGINE_URL: `${outside.url}/rates`,
      TAX_ENGINE_SECRET: outside.secret,
      OUTSIDE_TIMEOUT_MS: '300',
    },
  });
  afterAll(() => outside.stop());
  let price = 0;
  beforeEach(async () => {
    outside.fault = null;
    outside.meanwhile = null;
    outside.prices = { courier: '12.34' };
    outside.rates = { standard: '0.1', shipping: '0.2' };
    outside.asked.length = 0;
    await t.owner.query(
      'TRUNCATE shipping_zones, shipping_methods, shipping_rates, tax_rates, outside_answers CASCADE',
    );
    await t.given.shippingRate({ code: 'courier', price: '5.00' });
    await t.given.shippingRate({ code: 'post', price: '3.00', position: 1 });
    await t.owner.query(`UPDATE shipping_methods SET asks_carrier = true WHERE code = 'courier'`);
    await t.given.taxRate({ rate: '0.0825' });
  });
  /** Another price each time: no earlier answer fits. */
  const line = async (quantity = 1) => {
    price += 1;
    const { variantId } = await t.given.sellable({ price: `${100 + price}.00`, stock: 1_000 });
    return { variantId, quantity };
  };
  const quote = (lines: unknown, shippingMethodCode = 'courier') =>
    t.http<Answered>('POST', '/api/v1/checkout/quote', { body: { lines, shippingMethodCode } });
  const offer = ({ shippingMethods }: CartResponse, code = 'courier') =>
    shippingMethods.find((method) => method.code === code);

  it('name the price of shipping and the rates of tax, and are asked once for the same', async () => {
    const lines = [await line(2)];
    const { body } = await quote(lines);
    const goods = (100 + price) * 2;
    expect(offer(body)).toMatchObject({ price: '12.34', isEstimate: false });
    expect(offer(body, 'post')).toMatchObject({ price: '3.00', isEstimate: false });
    // One tenth of the goods, and a fifth of 12.34: 2.468.
    expect(body.tax).toBe((goods / 10 + 2.47).toFixed(2));
    expect(outside.asked).toHaveLength(2);
    expect(outside.asked).toContainEqual({
      destination: { country: 'US', region: null },
      currency: 'USD',
      methodCodes: ['courier'],
      pieces: 2,
      weight: '0.00',
      goods: `${goods}.00`,
    });
    const again = await Promise.all([quote(lines), quote(lines), quote(lines)]);
    expect(again.map((answer) => answer.body.total)).toEqual([body.total, body.total, body.total]);
    expect(outside.asked).toHaveLength(2);
  });

  it('is not offered where the carrier does not take the parcel', async () => {
    outside.prices = { other: '1.00' };
    const { body } = await quote([await line()]);
    expect(offer(body)).toBeUndefined();
    expect(body.shippingState).toBe('unavailable');
  });

  it.each<OutsideFault>([
    'status',
    'garbage',
    'wrong form',
    'huge',
    'slow',
    'redirect',
    'hangs up',
  ])('do not keep anybody from buying: %s', async (fault) => {
    // One that works in between: five failures in a row would send them to rest.
    expect(offer((await quote([await line()])).body)).toMatchObject({ isEstimate: false });
    await t.owner.query('TRUNCATE outside_answers');
    outside.fault = fault;
    const { status, body } = await quote([await line()]);
    expect(status).toBe(200);
    expect(offer(body)).toMatchObject({ price: '5.00', isEstimate: true });
    expect(body.tax).toBe(((100 + price) * 0.0825).toFixed(2));
    expect(outside.canary).toBe(0);
  });

  it('are left in peace for a while after five failures in a row', async () => {
    outside.fault = 'status';
    for (let n = 0; n < 5; n += 1) await quote([await line()]);
    outside.fault = null;
    outside.asked.length = 0;
    expect(offer((await quote([await line()])).body)).toMatchObject({ isEstimate: true });
    expect(outside.asked).toHaveLength(0);
    const lines = [await line()];
    await expect
      .poll(async () => offer((await quote(lines)).body)?.isEstimate, { timeout: 20_000 })
      .toBe(false);
  });

  it('answer for a cart after it was written, and for the order before it is', async () => {
    const buyer = await t.given.buyer();
    const options = { token: buyer.customer?.token ?? null, headers: tokenOf(buyer.cartToken) };
    const { variantId } = await line();
    const added = await t.http<Answered>('POST', '/api/v1/cart/items', {
      ...options,
      body: { variantId, quantity: 1 },
    });
    expect(offer(added.body)).toMatchObject({ price: '12.34' });
    const transactions = async () => {
      const { rows } = await t.owner.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity
         WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
      );
      return rows[0]?.n;
    };
    const seen: unknown[] = [];
    outside.meanwhile = async () => {
      seen.push(await transactions());
    };
    outside.prices = { courier: '20.00' };
    await t.owner.query('TRUNCATE outside_answers');
    const placed = await t.http<Answered>('POST', '/api/v1/orders', {
      ...options,
      headers: { ...options.headers, 'idempotency-key': randomUUID() },
      body: { ...buyer.input, shippingMethodCode: 'courier' },
    });
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
    const { rows } = await t.owner.query(
      `SELECT shipping_cost, shipping_source, tax_source, shipping_taxes -> 0 ->> 'rate' AS rate
       FROM orders WHERE id = $1`,
      [placed.body.id],
    );
    const sources = { shipping_source: 'carrier', tax_source: 'tax_engine', rate: '0.2' };
    expect(rows[0]).toEqual({ shipping_cost: '20.00', ...sources });
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set([0]));
  });

  it('leave a word on the order when they did not answer', async () => {
    outside.fault = 'status';
    const buyer = await t.given.buyer();
    const placed = await t.http<Answered>('POST', '/api/v1/orders', {
      token: buyer.customer?.token ?? null,
      headers: { ...tokenOf(buyer.cartToken), 'idempotency-key': randomUUID() },
      body: { ...buyer.input, shippingMethodCode: 'courier' },
    });
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
    const { rows } = await t.owner.query(
      'SELECT shipping_source, tax_source FROM orders WHERE id = $1',
      [placed.body.id],
    );
    expect(rows[0]).toEqual({ shipping_source: 'fallback', tax_source: 'fallback' });
  });

  it('takes the next price when the cart has changed while they were asked', async () => {
    const buyer = await t.given.buyer();
    const options = { token: buyer.customer?.token ?? null, headers: tokenOf(buyer.cartToken) };
    const { variantId } = await line();
    let isChanged = false;
    outside.meanwhile = async () => {
      if (isChanged) return;
      isChanged = true;
      outside.prices = { courier: '30.00' };
      await t.http('POST', '/api/v1/cart/items', { ...options, body: { variantId, quantity: 3 } });
    };
    const placed = await t.http<Answered>('POST', '/api/v1/orders', {
      ...options,
      headers: { ...options.headers, 'idempotency-key': randomUUID() },
      body: { ...buyer.input, shippingMethodCode: 'courier' },
    });
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
    const { rows } = await t.owner.query<{ shipping_cost: string; pieces: number }>(
      `SELECT o.shipping_cost, sum(i.quantity)::int AS pieces
       FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.id = $1 GROUP BY 1`,
      [placed.body.id],
    );
    expect(rows[0]).toMatchObject({ shipping_cost: '30.00' });
    expect(rows[0]?.pieces).toBeGreaterThan(3);
  });
});

function tokenOf(cartToken: string | null): Record<string, string> {
  return cartToken === null ? {} : { 'x-cart-token': cartToken };
}
