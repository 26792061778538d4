import { describe, expect, it } from 'vitest';
import type { CartResponse } from '../../src/modules/cart/http/dto/cart.response.js';
import { type HttpOptions, useApi } from '../setup/test-api.js';
import { clientOf } from '../setup/test-client.js';

const CART = '/api/v1/cart';
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('Carts over HTTP', () => {
  const t = useApi();
  const cart = (method: string, path = '', options: HttpOptions = {}) =>
    t.http<CartResponse>(method, CART + path, options);
  const problem = (method: string, path: string, options: HttpOptions = {}) =>
    t.http<{ code: string; errors?: { pointer: string; code: string }[] }>(method, path, options);
  const asGuest = (token: string | undefined) => ({ headers: { 'x-cart-token': token ?? '' } });

  it('lets a guest fill, change and empty a cart with nothing but its secret', async () => {
    const { variantId } = await t.given.sellable({ price: '49.90' });
    const shop = clientOf(t);
    expect(await shop.cart.getCart()).toMatchObject({ id: null, items: [] });

    const added = await shop.cart.addCartItem({ variantId, quantity: 2 }).withResponse();
    const { token, items } = added.data;
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect([added.status, added.etag, shop.cartToken]).toEqual([200, '"1"', token]);
    expect(added.headers.get('cache-control')).toBe('no-store');
    expect(added.data).toMatchObject({ subtotal: '99.80', currency: 'USD', quantity: 2 });

    const id = items[0]?.id ?? '';
    const grown = await shop.cart.addCartItem({ variantId, quantity: 1 }).withResponse();
    expect(grown.data).toMatchObject({ quantity: 3, version: 2 });
    expect(grown.data.token).toBeUndefined();
    expect(grown.headers.get('x-cart-token')).toBeNull();

    const set = await shop.cart.changeCartItem(id, { quantity: 5 }, { ifMatch: grown.etag });
    expect(set).toMatchObject({ items: [{ id, quantity: 5, total: '249.50' }] });
    expect((await shop.cart.removeCartItem(id)).items).toEqual([]);
    expect(await shop.cart.clearCart()).toMatchObject({ version: 5, items: [] });
    const { rows } = await t.owner.query(`SELECT 1 FROM shopping_carts WHERE token_hash = $1`, [
      token,
    ]);
    expect(rows).toEqual([]);
  });

  it("answers somebody else's line exactly like one that does not exist", async () => {
    const [alice, bob] = [await t.given.customer(), await t.given.customer()];
    const { variantId } = await t.given.sellable();
    const { itemIds } = await t.given.cart({ userId: alice.id, lines: [{ variantId }] });
    await t.given.cart({ userId: bob.id, lines: [{ variantId }] });
    const stranger = await t.given.cart({ lines: [{ variantId }] });
    const callers: HttpOptions[] = [{ token: bob.token }, asGuest(stranger.token ?? ''), {}];
    for (const caller of callers) {
      for (const id of [itemIds[0] ?? '', NOBODY]) {
        const changed = await problem('PATCH', `${CART}/items/${id}`, {
          ...caller,
          body: { quantity: 9 },
        });
        const removed = await problem('DELETE', `${CART}/items/${id}`, caller);
        for (const answer of [changed, removed]) {
          expect(answer).toMatchObject({ status: 404, body: { code: 'cart.item_not_found' } });
        }
      }
    }
    const { body } = await cart('GET', '', { token: alice.token });
    expect(body.items.map((line) => line.quantity)).toEqual([1]);
  });

  it('refuses a bearer token that has run out instead of treating its owner as a guest', async () => {
    expect((await problem('GET', CART, { token: 'not-a-token' })).status).toBe(401);
  });

  it.each([
    0,
    -1,
    1.5,
    '1',
    '1e3',
    '١',
    1000,
    2147483647,
    1e308,
    null,
    [1],
    {},
    true,
    '',
    undefined,
  ])('refuses the quantity %j with 400 and changes nothing', async (quantity) => {
    const user = await t.given.customer();
    const { variantId } = await t.given.sellable();
    const { itemIds } = await t.given.cart({ userId: user.id, lines: [{ variantId }] });
    const caller = { token: user.token };
    for (const [method, path, body] of [
      ['POST', `${CART}/items`, { variantId, quantity }],
      ['PATCH', `${CART}/items/${itemIds[0] ?? ''}`, { quantity }],
      ['POST', '/api/v1/checkout/quote', { lines: [{ variantId, quantity }] }],
    ] as const) {
      expect(await problem(method, path, { ...caller, body })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid' },
      });
    }
    expect((await cart('GET', '', caller)).body).toMatchObject({ version: 1, quantity: 1 });
  });

  it('refuses NaN, broken JSON, wrong ids and NUL bytes without a 500', async () => {
    const { variantId } = await t.given.sellable();
    const json = { 'content-type': 'application/json' };
    const bodies = [
      `{"variantId":"${variantId}","quantity":NaN}`,
      `{"variantId":"${variantId}","quantity":1e999}`,
      `{"variantId":"x","quantity":1}`,
      `{"variantId":"${variantId}\\u0000","quantity":1}`,
      `[]`,
      `null`,
      `"text"`,
      ``,
      `{"__proto__":{"quantity":1},"variantId":"${variantId}"}`,
    ];
    for (const body of bodies) {
      const { status } = await problem('POST', `${CART}/items`, { body, headers: json });
      expect([400, 422], body).toContain(status);
    }
    expect((await problem('PATCH', `${CART}/items/1`, { body: { quantity: 1 } })).status).toBe(400);
    expect((await problem('POST', `${CART}/codes`, { body: { code: 'A\u0000B' } })).status).toBe(
      400,
    );
    expect((await problem('DELETE', `${CART}/codes/A%00B`)).status).toBe(404);
  });

  it.each([
    'price',
    'unitPrice',
    'unit_price',
    'total',
    'discount',
    'currency',
    'userId',
    'cartId',
  ])('refuses a body that names its own %s', async (field) => {
    const { variantId } = await t.given.sellable();
    const answer = await problem('POST', `${CART}/items`, {
      body: { variantId, quantity: 1, [field]: '0.01' },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: `/${field}`, code: 'unknown_field' }] },
    });
  });

  it('sells only what shoppers can see, and says why it does not sell the rest', async () => {
    const add = (variantId: string, quantity = 1) =>
      problem('POST', `${CART}/items`, { body: { variantId, quantity } });
    const hidden = await t.given.sellable({ published: false });
    const ended = await t.given.sellable({ status: 'discontinued' });
    const rare = await t.given.sellable({ stock: 1 });
    for (const id of [NOBODY, hidden.variantId]) {
      expect(await add(id)).toMatchObject({
        status: 404,
        body: { code: 'catalog.variant_not_found' },
      });
    }
    expect(await add(ended.variantId)).toMatchObject({
      status: 422,
      body: { code: 'cart.variant_not_sold' },
    });
    expect(await add(rare.variantId, 3)).toMatchObject({
      status: 200,
      body: {
        orderable: false,
        items: [{ problems: [{ code: 'insufficient_stock', available: 1 }] }],
      },
    });
    const { rows } = await t.owner.query(`SELECT 1 FROM cart_items WHERE variant_id = ANY ($1)`, [
      [hidden.variantId, ended.variantId],
    ]);
    expect(rows).toEqual([]);
  });

  it('refuses what no order could hold with 422', async () => {
    const { variantId } = await t.given.sellable({ price: '99999999.99' });
    const answer = await problem('POST', `${CART}/items`, { body: { variantId, quantity: 2 } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'money.amount_out_of_range' } });
  });

  it('tells what happened to the lines meanwhile and still prices the rest', async () => {
    const user = await t.given.customer();
    const [fine, dearer, gone, ended] = [
      await t.given.sellable({ price: '10.00' }),
      await t.given.sellable({ price: '20.00' }),
      await t.given.sellable({ price: '5.00', stock: 0 }),
      await t.given.sellable({ price: '7.00', status: 'discontinued' }),
    ];
    const { itemIds } = await t.given.cart({
      userId: user.id,
      lines: [fine, { ...dearer, price: '18.00' }, gone, ended],
    });
    const caller = { token: user.token };
    const { body } = await cart('GET', '', caller);
    expect(body.items.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      [],
      ['price_changed'],
      ['out_of_stock'],
      ['unavailable'],
    ]);
    expect(body).toMatchObject({ subtotal: '30.00', orderable: false });
    expect(body.items[1]?.problems[0]).toMatchObject({ previousPrice: '18.00' });

    const accept = await cart('PATCH', `/items/${itemIds[1] ?? ''}`, {
      ...caller,
      body: { quantity: 1 },
    });
    expect(accept.body.items[1]?.problems).toEqual([]);
    for (const id of itemIds.slice(2)) await cart('DELETE', `/items/${id}`, caller);
    expect((await cart('GET', '', caller)).body.orderable).toBe(true);
  });

  it('refuses a change of a version that is no longer there with 412', async () => {
    const user = await t.given.customer();
    const { variantId } = await t.given.sellable();
    const add = (ifMatch?: string) =>
      cart('POST', '/items', {
        token: user.token,
        body: { variantId, quantity: 1 },
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
      });
    expect((await add('"0"')).status).toBe(200);
    expect((await add('"1"')).status).toBe(200);
    for (const stale of ['"0"', '"1"', '"99"', 'nonsense']) {
      expect(await add(stale)).toMatchObject({ status: 412, body: { code: 'cart.changed' } });
    }
    expect((await cart('GET', '', { token: user.token })).body).toMatchObject({
      version: 2,
      quantity: 2,
    });
  });

  it('takes codes in any case, once each, and says of each what it does', async () => {
    const user = await t.given.customer();
    const caller = { token: user.token };
    const { variantId } = await t.given.sellable({ price: '100.00', requiresShipping: false });
    await t.given.cart({ userId: user.id, lines: [{ variantId }] });
    await t.given.discount({ code: 'TEN' });
    await t.given.discount({ code: 'OVER500', minimumAmount: '500.00' });
    await cart('POST', '/codes', { ...caller, body: { code: ' ten ' } });
    await cart('POST', '/codes', { ...caller, body: { code: 'TEN' } });
    const { body } = await cart('POST', '/codes', { ...caller, body: { code: 'over500' } });
    expect(body.discounts).toMatchObject([
      { code: 'TEN', applied: true, amount: '10.00', reason: null },
      { code: 'OVER500', applied: false, amount: '0.00', reason: 'minimum_not_reached' },
    ]);
    expect(body).toMatchObject({ subtotal: '100.00', discount: '10.00', total: '90.00' });
    expect(await cart('POST', '/codes', { ...caller, body: { code: 'NOPE' } })).toMatchObject({
      status: 422,
      body: { code: 'cart.code_unknown' },
    });
    expect((await cart('DELETE', '/codes/ten', caller)).body).toMatchObject({ total: '100.00' });
    expect(await cart('DELETE', '/codes/ten', caller)).toMatchObject({
      status: 404,
      body: { code: 'cart.code_not_found' },
    });
  });

  it('counts the limits of a customer and his groups', async () => {
    const user = await t.given.customer();
    const caller = { token: user.token };
    const { variantId } = await t.given.sellable();
    const used = await t.given.discount({ code: 'ONCE', userLimit: 1 });
    const group = await t.owner.query<{ id: string }>(
      `INSERT INTO customer_groups (code, name) VALUES ('vip', 'VIP') RETURNING id`,
    );
    const groupId = group.rows[0]?.id ?? '';
    await t.given.discount({ code: 'VIP', targets: [{ kind: 'customer_group', id: groupId }] });
    await t.given.cart({ userId: user.id, lines: [{ variantId }], codes: ['ONCE', 'VIP'] });
    const reasons = async () =>
      new Map(
        (await cart('GET', '', caller)).body.discounts.map(({ code, reason }) => [code, reason]),
      );
    expect([...(await reasons())]).toEqual([
      ['ONCE', null],
      ['VIP', 'not_eligible'],
    ]);
    await t.owner.query(
      `INSERT INTO discount_user_counters (discount_id, customer_key, used_count) VALUES ($1, $2, 1)`,
      [used.id, user.id],
    );
    await t.owner.query(`INSERT INTO customer_group_members (group_id, user_id) VALUES ($1, $2)`, [
      groupId,
      user.id,
    ]);
    expect([...(await reasons())]).toEqual([
      ['VIP', null],
      ['ONCE', 'user_limit_reached'],
    ]);
  });

  it("merges a guest's cart on the first call after login and gives it away only once", async () => {
    const [alice, bob] = [await t.given.customer(), await t.given.customer()];
    const { variantId } = await t.given.sellable();
    const guest = await t.given.cart({ lines: [{ variantId, quantity: 2 }] });
    const cartToken = guest.token ?? '';
    const seenBy = (token: string | null) => clientOf(t, { token, cartToken }).cart.getCart();
    const first = await seenBy(alice.token);
    expect(first).toMatchObject({ quantity: 2 });
    expect(first.token).toBeUndefined();
    expect((await seenBy(bob.token)).quantity).toBe(0);
    expect((await seenBy(null)).quantity).toBe(0);
  });
});
