import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { countStatements } from '../../../src/database/statement-counter.js';
import type { IdempotentReply } from '../../../src/database/idempotency/idempotency.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import {
  PlaceOrder,
  type PlaceOrderCommand,
} from '../../../src/modules/orders/placing/place-order.js';
import { ReadOrders } from '../../../src/modules/orders/use-cases/read-orders.js';
import { useIntegration } from '../../setup/test-app.js';
import { expectInvariants, pictureOf } from './invariants.js';

interface Placed {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly totalAmount: string;
  readonly discountAmount: string;
  readonly expiresAt: string | null;
  readonly orderToken?: string;
  readonly items: readonly { readonly quantity: number; readonly variantId: string }[];
  readonly payment: { readonly id: string; readonly reference: string } | null;
}

describe('PlaceOrder', () => {
  const t = useIntegration({ only: [OrdersHttpModule], env: { DATABASE_POOL_MAX: '20' } });
  const execute = (command: PlaceOrderCommand): Promise<IdempotentReply> =>
    t.get(PlaceOrder).execute(systemContext('test'), command);
  const place = async (command: PlaceOrderCommand): Promise<Placed> =>
    JSON.parse((await execute(command)).body) as Placed;
  const one = async <Row extends object>(sql: string, values: unknown[]): Promise<Row> => {
    const { rows } = await t.owner.query<Row>(sql, values);
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    return row;
  };

  it('writes the order with everything that belongs to it', async () => {
    const discount = await t.given.discount({ code: 'TEN', value: '10.00', userLimit: 1 });
    const shirt = await t.given.sellable({ price: '19.99', stock: 5, name: 'Shirt' });
    const mug = await t.given.sellable({ price: '7.50', stock: 3, name: 'Mug' });
    const lines = [
      { variantId: shirt.variantId, quantity: 2 },
      { variantId: mug.variantId, quantity: 1 },
    ];
    const buyer = await t.given.buyer({ lines, codes: ['TEN'] });
    const placed = await place(buyer.order({ notes: 'Ring twice' }));

    expect(placed).toMatchObject({
      status: 'pending',
      totalAmount: '48.63',
      discountAmount: '4.75',
    });
    expect(placed.orderNumber).toMatch(/^ORD-\d{8}$/);
    expect(placed.orderToken).toBeUndefined();
    const userId = buyer.customer?.id ?? '';
    const order = await t
      .get(ReadOrders)
      .get(systemContext('test'), placed.id, { kind: 'user', userId });
    expect(order).toMatchObject({
      orderNumber: placed.orderNumber,
      subtotal: '47.48',
      shippingCost: '5.90',
      notes: 'Ring twice',
      email: buyer.customer?.email,
      expiresAt: placed.expiresAt,
      shippingAddress: { recipient: 'Test Person', street: '12 Harbour Street', city: 'Portland' },
      history: [{ from: null, to: 'pending', reason: 'placed' }],
      payments: [{ id: placed.payment?.id, attempt: 1, status: 'pending', amount: '48.63' }],
    });
    expect(order.items.map(({ productName, quantity }) => [productName, quantity])).toEqual([
      ['Shirt', 2],
      ['Mug', 1],
    ]);
    expect(await t.given.stockOf(shirt.variantId)).toBe(3);
    expect(await t.given.stockOf(mug.variantId)).toBe(2);
    expect(await one('SELECT used_count FROM discounts WHERE id = $1', [discount.id])).toEqual({
      used_count: 1,
    });
    expect((await t.outboxOf('order.placed')).map((row) => row.payload)).toEqual([
      { orderId: placed.id },
    ]);
    await expectInvariants(t);
  });

  it('keeps recipient, phone and street of the address as ciphertext', async () => {
    const buyer = await t.given.buyer();
    const { id } = await place(buyer.order());
    const { address } = await one<{ address: Record<string, string> }>(
      'SELECT shipping_address AS address FROM orders WHERE id = $1',
      [id],
    );
    expect(address).toMatchObject({ city: 'Portland', country: 'US' });
    expect(JSON.stringify(address)).not.toMatch(/Test Person|Harbour|2025550100/);
    const { body } = await one<{ body: string }>(
      `SELECT response_body AS body FROM idempotency_keys WHERE response_body LIKE '%' || $1 || '%'`,
      [id],
    );
    expect(body).not.toMatch(/Test Person|Harbour|@example\.com/);
  });

  it.each([1, 200])('takes five round trips with %i lines', async (count) => {
    const variants = await Promise.all(Array.from({ length: count }, () => t.given.sellable()));
    const buyer = await t.given.buyer({ lines: variants });
    const sent = await countStatements(t.get(DataSource), () => execute(buyer.order()));
    expect(sent).toHaveLength(5);
    expect(sent[0]).toMatch(/^BEGIN/);
    expect(sent[4]).toBe('COMMIT');
  });

  it('confirms at once what is paid on delivery, and what costs nothing', async () => {
    const cod = await place((await t.given.buyer({ paymentMethodCode: 'cod' })).order());
    expect(cod).toMatchObject({ status: 'confirmed', expiresAt: null });
    await t.given.discount({ code: 'ALL', value: '100.00' });
    await t.given.discount({ code: 'SHIP', type: 'free_shipping', value: '0.00' });
    const free = await place((await t.given.buyer({ codes: ['ALL', 'SHIP'] })).order());
    expect(free).toMatchObject({ status: 'confirmed', totalAmount: '0.00', payment: null });
    const confirmed = await t.outboxOf('order.confirmed');
    // A mail and an invoice for each.
    expect(new Set(confirmed.map(({ payload }) => JSON.stringify(payload)))).toEqual(
      new Set([cod, free].map(({ id }) => JSON.stringify({ orderId: id }))),
    );
    expect(confirmed).toHaveLength(4);
    await expectInvariants(t);
  });

  it('gives a guest a token whose hash alone is stored', async () => {
    const buyer = await t.given.buyer({ isGuest: true });
    const command = buyer.order();
    const first = await execute(command);
    const { id, orderToken = '' } = JSON.parse(first.body) as Placed;
    expect(orderToken).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const again = await execute(command);
    expect(again).toEqual({ status: 201, body: first.body, replayed: true });
    const { rows } = await t.owner.query(
      `SELECT 1 FROM orders o, idempotency_keys k WHERE o.id = $1
       AND (o::text LIKE '%' || $2 || '%' OR k::text LIKE '%' || $2 || '%')`,
      [id, orderToken],
    );
    expect(rows).toEqual([]);
    const known = {
      orderNumber: (JSON.parse(first.body) as Placed).orderNumber,
      token: orderToken,
    };
    const email = buyer.input.email?.toUpperCase() ?? '';
    expect((await t.get(ReadOrders).lookUp(systemContext('test'), { ...known, email })).id).toBe(
      id,
    );
    await expect(
      t.get(ReadOrders).lookUp(systemContext('test'), { ...known, email: 'other@example.com' }),
    ).rejects.toMatchObject({ code: 'orders.not_found' });
  });

  it('answers a repeated key byte for byte, and another body with 422', async () => {
    const buyer = await t.given.buyer();
    const command = buyer.order({}, 'my-key');
    const first = await execute(command);
    expect(await execute(command)).toEqual({ ...first, replayed: true });
    await expect(execute(buyer.order({ notes: 'other' }, 'my-key'))).rejects.toMatchObject({
      code: 'idempotency.key_reused',
    });
    const stranger = await t.given.buyer();
    expect((await execute(stranger.order({}, 'my-key'))).replayed).toBe(false);
  });

  it('counts a guest by his e-mail for the limit per customer', async () => {
    await t.given.discount({ code: 'ONCE', userLimit: 1 });
    const email = 'Same.Guest@example.com';
    const first = await t.given.buyer({ isGuest: true, codes: ['ONCE'] });
    await place(first.order({ email }));
    const second = await t.given.buyer({ isGuest: true, codes: ['ONCE'] });
    await expect(execute(second.order({ email: email.toLowerCase() }))).rejects.toMatchObject({
      code: 'orders.discount_not_usable',
      details: { discounts: [{ code: 'ONCE', reason: 'user_limit_reached' }] },
    });
    await expectInvariants(t);
  });

  describe('refuses, and changes nothing', () => {
    const refusal = async (command: PlaceOrderCommand): Promise<unknown> => {
      const before = await pictureOf(t);
      const error: unknown = await execute(command).then(
        () => null,
        (cause: unknown) => cause,
      );
      expect(await pictureOf(t)).toBe(before);
      return error;
    };

    it('an empty cart and no cart', async () => {
      const empty = await t.given.buyer({ lines: [] });
      expect(await refusal(empty.order())).toMatchObject({ code: 'orders.cart_empty' });
      const done = await t.given.buyer();
      await place(done.order());
      expect(await refusal(done.order())).toMatchObject({ code: 'orders.cart_empty' });
    });

    it('an unverified e-mail address', async () => {
      const buyer = await t.given.buyer({ verified: false });
      expect(await refusal(buyer.order())).toMatchObject({ code: 'orders.email_not_verified' });
    });

    it("somebody else's address, no address and two", async () => {
      const buyer = await t.given.buyer();
      const other = await t.given.buyer();
      const { addressId } = other.input;
      expect(await refusal(buyer.order({ addressId }))).toMatchObject({
        code: 'orders.address_unknown',
      });
      expect(await refusal(buyer.order({ addressId: undefined }))).toMatchObject({
        code: 'orders.address_missing',
      });
    });

    it('what is sold out, with a reason for each line', async () => {
      const scarce = await t.given.sellable({ stock: 1 });
      const gone = await t.given.sellable({ stock: 0 });
      const lines = [
        { variantId: scarce.variantId, quantity: 2 },
        { variantId: gone.variantId, quantity: 1 },
      ];
      const buyer = await t.given.buyer({ lines });
      expect(await refusal(buyer.order())).toMatchObject({
        code: 'orders.out_of_stock',
        details: {
          lines: [
            { variantId: scarce.variantId, reasons: ['insufficient_stock'], available: 1 },
            { variantId: gone.variantId, reasons: ['out_of_stock'], available: 0 },
          ],
        },
        errors: [
          { pointer: '/cart/items/0', code: 'insufficient_stock' },
          { pointer: '/cart/items/1', code: 'out_of_stock' },
        ],
      });
    });

    it('what may not be sold', async () => {
      const { variantId } = await t.given.sellable({ status: 'discontinued' });
      const buyer = await t.given.buyer({ lines: [{ variantId }] });
      expect(await refusal(buyer.order())).toMatchObject({
        code: 'orders.cart_not_orderable',
        details: { lines: [{ variantId, reasons: ['unavailable'] }] },
      });
    });

    it('a price that changed, unless the customer names the new total', async () => {
      const { variantId } = await t.given.sellable({ price: '12.00' });
      const buyer = await t.given.buyer({ lines: [{ variantId, price: '10.00' }] });
      expect(await refusal(buyer.order())).toMatchObject({
        code: 'orders.price_changed',
        details: { total: '17.90', lines: [{ shownPrice: '10.00', unitPrice: '12.00' }] },
      });
      expect(await refusal(buyer.order({ expectedTotal: '15.90' }))).toMatchObject({
        code: 'orders.price_changed',
      });
      expect(await place(buyer.order({ expectedTotal: '17.9' }))).toMatchObject({
        totalAmount: '17.90',
      });
    });

    it('another total than the expected one', async () => {
      const buyer = await t.given.buyer();
      expect(await refusal(buyer.order({ expectedTotal: '15.89' }))).toMatchObject({
        code: 'orders.total_changed',
        details: { total: '15.90', currency: 'USD' },
      });
      const quoteHash = 'x'.repeat(43);
      expect(await refusal(buyer.order({ quoteHash }))).toMatchObject({
        code: 'orders.total_changed',
      });
    });

    it('a code that is used up', async () => {
      await t.given.discount({ code: 'GONE', usageLimit: 1, usedCount: 1 });
      const buyer = await t.given.buyer({ codes: ['GONE'] });
      expect(await refusal(buyer.order())).toMatchObject({
        code: 'orders.discount_not_usable',
        details: { discounts: [{ code: 'GONE', reason: 'usage_limit_reached' }] },
      });
      await t.owner.query(`DELETE FROM discounts WHERE code = 'GONE'`);
    });

    it('a shipping method and a payment method that do not fit', async () => {
      const buyer = await t.given.buyer();
      for (const shippingMethodCode of [undefined, 'rocket']) {
        expect(await refusal(buyer.order({ shippingMethodCode }))).toMatchObject({
          code: 'orders.shipping_unavailable',
          details: { offers: [{ code: 'standard', price: '5.90' }] },
        });
      }
      expect(await refusal(buyer.order({ paymentMethodCode: 'nothing' }))).toMatchObject({
        code: 'payments.method_unavailable',
      });
    });

    it('more money than an order can hold', async () => {
      const { variantId } = await t.given.sellable({ price: '99999999.99' });
      const buyer = await t.given.buyer({ lines: [{ variantId, quantity: 2 }] });
      expect(await refusal(buyer.order())).toMatchObject({ code: 'money.amount_out_of_range' });
    });
  });
});
