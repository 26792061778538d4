import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CartService } from '../../src/modules/cart/cart.service.js';
import type { CartResponse } from '../../src/modules/cart/http/dto/cart.response.js';
import { type HttpOptions, useApi } from '../setup/test-api.js';

const API = '/api/v1';
const ADDRESS = {
  recipient: 'Ada Byron',
  street: '12 Harbour Lane',
  district: 'Riverside',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
};

interface Problem {
  readonly code: string;
}

describe('Carts in other currencies, prices of groups and of many pieces', () => {
  const t = useApi({ env: { CURRENCIES: 'EUR,VND' } });
  let staff = '';
  beforeAll(async () => {
    staff = (await t.given.staff({ catalog: 'rw', settings: 'rw', users: 'rw' })).token;
    await t.given.shippingRate({ price: '5.00' });
    await t.given.paymentMethod({ code: 'sandbox' });
  });

  const admin = <T>(
    method: string,
    path: string,
    body?: unknown,
    headers?: HttpOptions['headers'],
  ) =>
    t.http<T>(method, `${API}/admin/${path}`, {
      token: staff,
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
    });
  const cart = (method: string, path: string, options: HttpOptions) =>
    t.http<CartResponse & Problem>(method, `${API}/cart${path}`, options);
  const add = (variantId: string, quantity: number, options: HttpOptions, query = '') =>
    cart('POST', `/items${query}`, { ...options, body: { variantId, quantity } });
  const quote = (body: object, options: HttpOptions = {}) =>
    t.http<CartResponse & Problem>('POST', `${API}/checkout/quote`, { ...options, body });
  const order = (token: string, key: string, more: object = {}) =>
    t.http<Problem & { id: string; currency: string; totalAmount: string }>(
      `POST`,
      `${API}/orders`,
      {
        token,
        headers: { 'idempotency-key': key },
        body: {
          shippingAddress: ADDRESS,
          shippingMethodCode: 'standard',
          paymentMethodCode: 'sandbox',
          ...more,
        },
      },
    );
  const setRate = (currency: string, rate: string) =>
    admin<Problem & { rate: string }>('PUT', `exchange-rates/${currency}`, { rate });
  const priceIn = (variantId: string, currency: string, price: string) =>
    admin('PUT', `variants/${variantId}/prices/${currency}`, { price });

  /** A list that counts, with its prices. */
  async function priceList(
    words: object,
    items: readonly { variantId: string; minQuantity?: number; price: string }[],
  ): Promise<string> {
    const name = `List ${Math.random()}`;
    const { body } = await admin<{ id: string }>('POST', 'price-lists', {
      name,
      isActive: true,
      ...words,
    });
    await admin('PUT', `price-lists/${body.id}/prices`, { items });
    return body.id;
  }

  async function group(...userIds: string[]): Promise<string> {
    const code = `g${Math.floor(Math.random() * 1e9)}`;
    const { body } = await admin<{ id: string }>('POST', 'customer-groups', { code, name: code });
    await admin('PATCH', `customer-groups/${body.id}/members`, { add: userIds });
    return body.id;
  }

  describe('a currency', () => {
    it('is that of the storefront when the cart is made, and stays with it', async () => {
      const { variantId } = await t.given.sellable({ price: '10.00' });
      await priceIn(variantId, 'EUR', '9.50');
      const { token } = await t.given.customer();
      const made = await add(variantId, 2, { token }, '?currency=EUR');
      expect(made.body).toMatchObject({
        currency: 'EUR',
        subtotal: '19.00',
        items: [{ unitPrice: '9.50', listPrice: '9.50', problems: [] }],
      });
      const more = await add(variantId, 1, { token }, '?currency=VND');
      expect(more.body).toMatchObject({ currency: 'EUR', subtotal: '28.50' });
      expect((await cart('GET', '', { token })).body).toMatchObject({ currency: 'EUR' });
      expect((await add(variantId, 1, {}, '?currency=GBP')).status).toBe(400);
    });

    it('changes on request: all is priced anew, and what has no price in it says so', async () => {
      const { variantId } = await t.given.sellable({ price: '10.00' });
      const { variantId: dollarsOnly } = await t.given.sellable({ price: '4.00' });
      await priceIn(variantId, 'VND', '250000');
      const { token } = await t.given.customer();
      await add(variantId, 1, { token });
      await add(dollarsOnly, 1, { token });
      const { body, headers } = await cart('PATCH', '', { token, body: { currency: 'VND' } });
      expect(body).toMatchObject({
        currency: 'VND',
        subtotal: '250000',
        orderable: false,
        items: [
          { unitPrice: '250000', problems: [] },
          {
            unitPrice: null,
            listPrice: null,
            total: '0',
            problems: [{ code: 'no_price_in_currency' }],
          },
        ],
      });
      const stale = { 'if-match': '"1"' };
      expect(
        (await cart('PATCH', '', { token, body: { currency: 'USD' }, headers: stale })).status,
      ).toBe(412);
      const fresh = { 'if-match': headers.get('etag') ?? '' };
      const back = await cart('PATCH', '', { token, body: { currency: 'USD' }, headers: fresh });
      expect(back.body).toMatchObject({ currency: 'USD', subtotal: '14.00', problems: [] });
      const asked = await quote({ currency: 'VND' }, { token });
      expect(asked.body).toMatchObject({ currency: 'VND', subtotal: '250000' });
      expect((await cart('GET', '', { token })).body).toMatchObject({ currency: 'USD' });
    });

    it.each([
      ['KWD', 422, 'money.currency_unsupported'],
      ['XYZ', 422, 'money.currency_unsupported'],
      ['GBP', 400, 'request.currency_not_offered'],
      ['eur', 400, 'request.invalid'],
      ['__proto__', 400, 'request.invalid'],
      [null, 400, 'request.invalid'],
      [1e9, 400, 'request.invalid'],
    ])('%j is refused', async (currency, status, code) => {
      const { token } = await t.given.customer();
      const { variantId } = await t.given.sellable();
      const changed = await cart('PATCH', '', { token, body: { currency } });
      expect([changed.status, changed.body.code]).toEqual([status, code]);
      const asked = await quote({ currency, lines: [{ variantId, quantity: 1 }] });
      expect([asked.status, asked.body.code]).toEqual([status, code]);
    });

    it('of the user’s own cart stays when a guest’s is merged into it; a new cart takes that of the guest', async () => {
      const { variantId } = await t.given.sellable({ price: '10.00' });
      const { variantId: other } = await t.given.sellable({ price: '20.00' });
      await priceIn(variantId, 'EUR', '9.00');
      const euros = async () => {
        const { body } = await add(variantId, 2, {}, '?currency=EUR');
        return { 'x-cart-token': body.token ?? '' };
      };
      const { token } = await t.given.customer();
      await add(other, 1, { token });
      const merged = await cart('GET', '', { token, headers: await euros() });
      expect(merged.body).toMatchObject({ currency: 'USD', subtotal: '40.00', orderable: true });
      const { token: newcomer } = await t.given.customer();
      const taken = await cart('GET', '', { token: newcomer, headers: await euros() });
      expect(taken.body).toMatchObject({ currency: 'EUR', subtotal: '18.00' });
    });
  });

  describe('rates of exchange', () => {
    it('convert amounts of discounts and shipping, and the order keeps them', async () => {
      const { variantId } = await t.given.sellable({ price: '40.00', taxable: false });
      await priceIn(variantId, 'EUR', '39.00');
      await t.given.discount({ code: 'TENOFF', type: 'fixed_amount', value: '10.00' });
      const { token } = await t.given.customer();
      await add(variantId, 1, { token }, '?currency=EUR');
      await cart('POST', '/codes', { token, body: { code: 'TENOFF' } });
      const before = await quote({ shippingMethodCode: 'standard' }, { token });
      expect(before.body).toMatchObject({
        orderable: false,
        problems: [{ code: 'no_exchange_rate' }],
        subtotal: '39.00',
      });
      expect((await order(token, 'rate-missing')).body.code).toBe('money.exchange_rate_missing');

      expect((await setRate('EUR', '0.925')).body.rate).toBe('0.92500000');
      const after = await quote({ shippingMethodCode: 'standard' }, { token });
      // 10.00 × 0.925 = 9.25; 5.00 × 0.925 = 4.625
      expect(after.body).toMatchObject({ discount: '9.25', shipping: '4.63', total: '34.38' });
      const placed = await order(token, 'rate-known', { expectedTotal: '34.38' });
      expect(placed.body).toMatchObject({ currency: 'EUR', totalAmount: '34.38' });
      const { rows } = await t.owner.query<object>(
        'SELECT currency, exchange_rate::text AS rate FROM orders WHERE id = $1',
        [placed.body.id],
      );
      expect(rows).toEqual([{ currency: 'EUR', rate: '0.92500000' }]);
    });

    it('are guarded by ETags, and refused when they are none', async () => {
      const made = await setRate('VND', '25400');
      const headers = { 'if-match': made.headers.get('etag') ?? '' };
      expect((await admin('PUT', 'exchange-rates/VND', { rate: '25401' }, headers)).status).toBe(
        200,
      );
      expect((await admin('DELETE', 'exchange-rates/VND', undefined, headers)).status).toBe(412);
      const codes: unknown[] = [];
      for (const rate of ['0', '-1', '1e3', 'NaN', '900001', '0.000000001', '1\0']) {
        codes.push((await setRate('EUR', rate)).body.code);
      }
      expect(new Set(codes)).toEqual(new Set(['catalog.exchange_rate_invalid']));
      expect((await setRate('KWD', '1')).body.code).toBe('money.currency_unsupported');
      expect((await setRate('USD', '1')).body.code).toBe('catalog.currency_not_priced');
      const { body } = await admin<{ currency: string; items: object[] }>('GET', 'exchange-rates');
      expect(body).toMatchObject({ currency: 'USD' });
      expect(body.items.at(-1)).toMatchObject({ currency: 'VND', rate: '25401.00000000' });
      expect((await admin('DELETE', 'exchange-rates/VND')).status).toBe(204);
      expect((await admin('DELETE', 'exchange-rates/VND')).status).toBe(404);
      expect((await admin('DELETE', 'exchange-rates/%00')).status).toBe(404);
    });
  });

  describe('price lists', () => {
    it('give a group the lowest price, in cart, quote and order, and nobody else', async () => {
      const { variantId } = await t.given.sellable({ price: '10.00', taxable: false, stock: 100 });
      const [member, stranger] = [await t.given.customer(), await t.given.customer()];
      const customerGroupId = await group(member.id);
      await priceList({ customerGroupId }, [{ variantId, price: '8.00' }]);
      await priceList({ customerGroupId }, [{ variantId, price: '9.00' }]);
      const off = await priceList({ customerGroupId, isActive: false }, [
        { variantId, price: '1.00' },
      ]);
      await priceList({ endsAt: '2020-01-01T00:00:00Z' }, [{ variantId, price: '1.00' }]);
      await priceList({ startsAt: '2200-01-01T00:00:00Z' }, [{ variantId, price: '1.00' }]);
      await priceList({ currency: 'EUR' }, [{ variantId, price: '1.00' }]);
      const lines = [{ variantId, quantity: 1 }];
      expect((await quote({ lines }, { token: member.token })).body.subtotal).toBe('8.00');
      expect((await quote({ lines }, { token: stranger.token })).body.subtotal).toBe('10.00');
      expect((await quote({ lines })).body.subtotal).toBe('10.00');
      expect((await quote({ lines, currency: 'EUR' })).body.subtotal).toBe('1.00');

      const mine = await add(variantId, 1, { token: member.token });
      expect(mine.body.items).toMatchObject([
        { unitPrice: '8.00', listPrice: '10.00', problems: [] },
      ]);
      await admin('PATCH', `price-lists/${off}`, { isActive: true });
      expect((await cart('GET', '', { token: member.token })).body.items).toMatchObject([
        { unitPrice: '1.00', problems: [{ code: 'price_changed', previousPrice: '8.00' }] },
      ]);
      expect((await order(member.token, 'group-changed')).body.code).toBe('orders.price_changed');
      const placed = await order(member.token, 'group-agreed', { expectedTotal: '6.00' });
      expect(placed.body).toMatchObject({ totalAmount: '6.00' });
    });

    it('give many pieces a price of their own, which an order is placed at', async () => {
      const { variantId } = await t.given.sellable({ price: '10.00', taxable: false, stock: 100 });
      await priceList({}, [
        { variantId, minQuantity: 5, price: '9.00' },
        { variantId, minQuantity: 10, price: '7.50' },
      ]);
      const { token } = await t.given.customer();
      const unit = async (quantity: number): Promise<unknown> =>
        (await quote({ lines: [{ variantId, quantity }] })).body.items[0]?.unitPrice;
      expect([await unit(4), await unit(5), await unit(9), await unit(10)]).toEqual([
        '10.00',
        '9.00',
        '9.00',
        '7.50',
      ]);
      expect((await add(variantId, 4, { token })).body.items).toMatchObject([
        { unitPrice: '10.00' },
      ]);
      const more = await add(variantId, 6, { token });
      expect(more.body.items).toMatchObject([{ unitPrice: '7.50', quantity: 10, problems: [] }]);
      const less = await cart('PATCH', `/items/${more.body.items[0]?.id}`, {
        token,
        body: { quantity: 5 },
      });
      expect(less.body.items).toMatchObject([{ unitPrice: '9.00', problems: [] }]);
      expect((await order(token, 'many-pieces')).body).toMatchObject({ totalAmount: '50.00' });
    });

    it.each([
      ['in a list', 'USD', 'price_list_prices'],
      ['in another currency', 'EUR', 'variant_prices'],
    ])(
      'and prices %s are looked at again by the statement that writes the order',
      async (_, currency, table) => {
        const { variantId } = await t.given.sellable({
          price: '10.00',
          taxable: false,
          stock: 100,
        });
        const { token } = await t.given.customer();
        await priceIn(variantId, 'EUR', '6.00');
        await setRate('EUR', '0.9');
        await priceList({}, [{ variantId, price: '6.00' }]);
        await add(variantId, 1, { token }, `?currency=${currency}`);
        const carts = t.get(CartService);
        const load = carts.loadCheckout.bind(carts);
        const spy = vi.spyOn(carts, 'loadCheckout').mockImplementationOnce(async (...query) => {
          const snapshot = await load(...query);
          await t.owner.query(`UPDATE ${table} SET price = 7 WHERE variant_id = $1`, [variantId]);
          return snapshot;
        });
        const placed = await order(token, `between-${currency}`);
        expect([placed.body.code, spy.mock.calls.length]).toEqual(['orders.price_changed', 2]);
        spy.mockRestore();
      },
    );
  });
});
