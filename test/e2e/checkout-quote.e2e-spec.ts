import { describe, expect, it } from 'vitest';
import type { CartResponse } from '../../src/modules/cart/http/dto/cart.response.js';
import type { ShippingMethodResponse } from '../../src/modules/cart/http/dto/shipping-method.response.js';
import { type HttpOptions, useApi } from '../setup/test-api.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('Quotes and shipping methods over HTTP', () => {
  const t = useApi();
  const quote = (body: unknown, options: HttpOptions = {}) =>
    t.http<CartResponse>('POST', '/api/v1/checkout/quote', { ...options, body });

  it('prices given lines for a destination without writing anything', async () => {
    await t.given.shippingRate({ price: '5.90', freeFrom: '75.00' });
    await t.given.shippingRate({ code: 'express', price: '14.90', position: 1 });
    await t.given.shippingRate({ code: 'sea', countries: [], price: '30.00' });
    await t.given.taxRate({ rate: '0.0825' });
    await t.given.taxRate({ country: 'DE', rate: '0.19' });
    await t.given.discount({ code: 'WELCOME10', minimumAmount: '20.00' });
    const { variantId } = await t.given.sellable({ price: '49.90' });
    const countCarts = async () => (await t.owner.query('SELECT 1 FROM shopping_carts')).rowCount;
    const before = await countCarts();

    const lines = [
      { variantId, quantity: 1 },
      { variantId: variantId.toUpperCase(), quantity: 1 },
    ];
    const { body } = await quote({ lines, codes: ['welcome10'], shippingMethodCode: 'express' });
    // 99.80 − 9.98 = 89.82; × 8.25 % = 7.41015
    expect(body).toMatchObject({
      subtotal: '99.80',
      discount: '9.98',
      tax: '7.41',
      shipping: '14.90',
      total: '112.13',
      shippingState: 'chosen',
      orderable: true,
      items: [{ quantity: 2, discount: '9.98', tax: '7.41', problems: [] }],
    });
    expect(body.shippingMethods.map(({ code, price }) => [code, price])).toEqual([
      ['standard', '0.00'],
      ['express', '14.90'],
    ]);
    expect(body.quoteHash).toHaveLength(43);

    const abroad = await quote({ lines, country: 'DE', shippingMethodCode: 'express' });
    expect(abroad.body).toMatchObject({
      shippingState: 'unavailable',
      tax: '18.96',
      shippingMethods: [{ code: 'sea', price: '30.00' }],
    });
    expect(await countCarts()).toBe(before);

    const { variantId: digital } = await t.given.sellable({ requiresShipping: false });
    expect((await quote({ lines: [{ variantId: digital, quantity: 1 }] })).body).toMatchObject({
      shippingState: 'none_needed',
      shippingMethods: [],
    });
  });

  it("prices the caller's cart when no lines are given", async () => {
    const user = await t.given.customer();
    const { variantId } = await t.given.sellable({ price: '10.00', taxable: false });
    await t.given.cart({ userId: user.id, lines: [{ variantId, quantity: 3 }] });
    expect((await quote({}, { token: user.token })).body).toMatchObject({ subtotal: '30.00' });
    expect((await quote({})).body).toMatchObject({ items: [], total: '0.00', orderable: false });
  });

  it('refuses variants that shoppers cannot see, naming them', async () => {
    const { variantId } = await t.given.sellable({ published: false });
    const lines = [variantId, NOBODY].map((id) => ({ variantId: id, quantity: 1 }));
    const answer = await quote({ lines });
    expect(answer).toMatchObject({ status: 404, body: { code: 'catalog.variant_not_found' } });
    const tooMany = Array.from({ length: 2 }, () => ({ variantId: NOBODY, quantity: 999 }));
    expect(await quote({ lines: tooMany })).toMatchObject({
      status: 422,
      body: { code: 'cart.quantity_too_large' },
    });
  });

  it('lists the ways to a country: basic prices, or those for the cart', async () => {
    const list = (query: string, options: HttpOptions = {}) =>
      t.http<{ items: ShippingMethodResponse[] }>(
        'GET',
        `/api/v1/shipping-methods${query}`,
        options,
      );
    const codes = async (query: string, options?: HttpOptions) =>
      (await list(query, options)).body.items.map(({ code, price }) => `${code} ${price}`);
    expect(await codes('?country=US')).toEqual(['standard 5.90', 'express 14.90']);
    expect(await codes('?country=FR')).toEqual(['sea 30.00']);
    const user = await t.given.customer();
    const { variantId } = await t.given.sellable({ price: '80.00' });
    await t.given.cart({ userId: user.id, lines: [{ variantId }] });
    expect(await codes('', { token: user.token })).toEqual(['standard 0.00', 'express 14.90']);
    for (const query of ['?country=us', '?country=USA', '?country[]=US', '?bogus=1']) {
      expect((await list(query)).status).toBe(400);
    }
  });
});
