import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { CartUpkeepService } from '../../../src/modules/cart/cart-upkeep.service.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import {
  PlaceOrder,
  type PlaceOrderCommand,
} from '../../../src/modules/orders/placing/place-order.js';
import { ReadOrders } from '../../../src/modules/orders/use-cases/read-orders.js';
import { useIntegration } from '../../setup/test-app.js';
import { warmPool } from './concurrency.js';
import { expectInvariants } from './invariants.js';

const BILLING = {
  recipient: 'Accounts Payable',
  phoneNumber: null,
  street: '1 Ledger Lane',
  ward: null,
  district: 'Centre',
  city: 'Salem',
  postalCode: '97301',
  country: 'US',
};

describe('What bounds an order', () => {
  const t = useIntegration({
    only: [OrdersHttpModule],
    env: {
      DATABASE_POOL_MAX: '22',
      MAX_OPEN_UNPAID_ORDERS: '3',
      MAX_STOCK_SHARE: '50',
      MAX_STOCK_SHARE_FROM: '10',
    },
  });
  const ctx = systemContext('test');
  const place = async (command: PlaceOrderCommand): Promise<{ id: string }> =>
    JSON.parse((await t.get(PlaceOrder).execute(ctx, command)).body) as { id: string };

  it('leaves three of twenty that a guest places at once', async () => {
    await warmPool(t, 20);
    const email = `hoarder-${randomUUID()}@example.com`;
    const buyers = await Promise.all(
      Array.from({ length: 20 }, () => t.given.buyer({ isGuest: true })),
    );
    const ended = await Promise.allSettled(
      buyers.map((buyer, n) => place(buyer.order({ email: n % 2 ? email : email.toUpperCase() }))),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(new Set(t.codesOf(ended))).toEqual(new Set(['orders.too_many_open_orders']));
    await expectInvariants(t);
  });

  it('counts those of a customer that wait for money, and no others', async () => {
    const first = await t.given.buyer({ paymentMethodCode: 'cod' });
    const customer = first.customer;
    if (customer === null) throw new Error('no customer');
    await place(first.order());
    for (let n = 0; n < 3; n += 1) await place((await t.given.buyer({ customer })).order());
    const fourth = await t.given.buyer({ customer });
    await expect(place(fourth.order())).rejects.toMatchObject({
      code: 'orders.too_many_open_orders',
      details: { limit: 3, open: 3 },
    });
    await place(fourth.order({ paymentMethodCode: 'cod' }));
  });

  it('refuses an unpaid order more than half of many pieces, not of few', async () => {
    const many = await t.given.sellable({ stock: 10 });
    const lines = [{ variantId: many.variantId, quantity: 6 }];
    await expect(place((await t.given.buyer({ lines })).order())).rejects.toMatchObject({
      code: 'orders.too_much_stock',
      details: { lines: [{ variantId: many.variantId, quantity: 6, maximum: 5 }] },
    });
    expect(await t.given.stockOf(many.variantId)).toBe(10);
    await place((await t.given.buyer({ lines, paymentMethodCode: 'cod' })).order());
    const few = await t.given.sellable({ stock: 9 });
    const all = [{ variantId: few.variantId, quantity: 9 }];
    await place((await t.given.buyer({ lines: all })).order());
  });

  it('keeps the address of the bill as ciphertext, and the notes of cart and line', async () => {
    const buyer = await t.given.buyer();
    await t.owner.query(`UPDATE shopping_carts SET notes = 'A gift' WHERE id = $1`, [buyer.cartId]);
    await t.owner.query(`UPDATE cart_items SET notes = 'In blue' WHERE cart_id = $1`, [
      buyer.cartId,
    ]);
    const { id } = await place(buyer.order({ billingAddress: BILLING }));
    const stored = await t.owner.query<{ text: string }>(
      'SELECT billing_address::text AS text FROM orders WHERE id = $1',
      [id],
    );
    expect(stored.rows[0]?.text).not.toMatch(/Accounts|Ledger/);
    const access = { kind: 'user', userId: buyer.customer?.id ?? '' } as const;
    expect(await t.get(ReadOrders).get(ctx, id, access)).toMatchObject({
      billingAddress: BILLING,
      notes: 'A gift',
      items: [{ notes: 'In blue' }],
    });
    const other = await t.given.buyer();
    const second = await place(other.order());
    const own = { kind: 'user', userId: other.customer?.id ?? '' } as const;
    const order = await t.get(ReadOrders).get(ctx, second.id, own);
    expect(order.billingAddress).toEqual(order.shippingAddress);
    const foreign = await t.given.buyer();
    await expect(place(foreign.order({ billingAddressId: randomUUID() }))).rejects.toMatchObject({
      code: 'orders.address_unknown',
    });
    await expect(
      place(foreign.order({ billingAddressId: randomUUID(), billingAddress: BILLING })),
    ).rejects.toMatchObject({ code: 'orders.billing_address_ambiguous' });
  });

  it('clears away carts whose time is over, none that an order needs, and tells of a silence once', async () => {
    const age = (id: string, days: number) =>
      t.owner.query(
        `ALTER TABLE shopping_carts DISABLE TRIGGER update_shopping_carts_updated_at; UPDATE shopping_carts
           SET updated_at = now() - interval '${days} days',
             expires_at = CASE WHEN user_id IS NULL THEN now() - interval '1 day' END
           WHERE id = '${id}';
         ALTER TABLE shopping_carts ENABLE TRIGGER update_shopping_carts_updated_at`,
      );
    const guest = await t.given.buyer({ isGuest: true });
    const waiting = await t.given.buyer();
    await place(waiting.order());
    const sold = await t.given.buyer({ paymentMethodCode: 'cod' });
    const { id: soldId } = await place(sold.order());
    await t.owner.query(`UPDATE orders SET status = 'cancelled' WHERE id = $1`, [soldId]);
    const left = await t.given.buyer();
    for (const { cartId } of [guest, waiting, sold]) await age(cartId, 40);
    await age(left.cartId, 3);
    await t.owner.query(
      `INSERT INTO idempotency_keys (scope, route, key, fingerprint, response_status, response_body, expires_at)
       VALUES ('user:x', 'POST /orders', 'old', 'f', 201, '{}', now() - interval '1 second')`,
    );
    const upkeep = t.get(CartUpkeepService);
    const [one, two] = await Promise.all([upkeep.tend(ctx), upkeep.tend(systemContext('too'))]);
    expect(one.guests + two.guests).toBe(1);
    expect(one.checkedOut + two.checkedOut).toBe(1);
    expect(one.answers + two.answers).toBe(1);
    const { rows } = await t.owner.query<{ id: string }>('SELECT id FROM shopping_carts');
    const kept = rows.map(({ id }) => id);
    expect(kept).toContain(waiting.cartId);
    expect(kept).not.toContain(guest.cartId);
    expect(kept).not.toContain(sold.cartId);
    const told = async () =>
      (await t.outboxOf('cart.abandoned')).filter(
        ({ payload }) => (payload as { cartId: string }).cartId === left.cartId,
      ).length;
    expect(await told()).toBe(1);
    await upkeep.tend(ctx);
    expect(await told()).toBe(1);
    await t.owner.query('UPDATE shopping_carts SET abandoned_at = NULL WHERE id = $1', [
      left.cartId,
    ]);
    await age(left.cartId, 3);
    await upkeep.tend(ctx);
    expect(await told()).toBe(2);
  });
});
