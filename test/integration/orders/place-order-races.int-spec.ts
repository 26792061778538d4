import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { ChangeCart } from '../../../src/modules/cart/use-cases/change-cart.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import {
  PlaceOrder,
  type PlaceOrderCommand,
} from '../../../src/modules/orders/placing/place-order.js';
import type { GivenBuyer } from '../../setup/given/orders.js';
import { useIntegration } from '../../setup/test-app.js';
import { countWaiters, warmPool } from './concurrency.js';
import { expectInvariants } from './invariants.js';

describe('PlaceOrder, many at once', () => {
  const t = useIntegration({ only: [OrdersHttpModule], env: { DATABASE_POOL_MAX: '64' } });
  beforeAll(() => warmPool(t, 64));
  const execute = (command: PlaceOrderCommand) =>
    t.get(PlaceOrder).execute(systemContext('test'), command);
  const bodyOf = async (command: PlaceOrderCommand) => (await execute(command)).body;
  const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  const all = (buyers: readonly GivenBuyer[]) =>
    Promise.allSettled(buyers.map((buyer) => execute(buyer.order())));
  const placedAmong = (results: readonly PromiseSettledResult<unknown>[]): number =>
    results.filter(({ status }) => status === 'fulfilled').length;
  const countOf = async (sql: string, values: unknown[] = []): Promise<number> => {
    const { rows } = await t.owner.query<{ n: number }>(`SELECT (${sql})::int AS n`, values);
    return rows[0]?.n ?? -1;
  };

  it('sells 10 pieces to 60 buyers exactly ten times', async () => {
    const { variantId } = await t.given.sellable({ stock: 10 });
    const buyers = await many(60, () => t.given.buyer({ lines: [{ variantId }] }));
    const results = await all(buyers);
    expect(placedAmong(results)).toBe(10);
    expect(t.codesOf(results)).toEqual(Array(50).fill('orders.out_of_stock'));
    expect(await t.given.stockOf(variantId)).toBe(0);
    expect(await t.outboxOf('order.placed')).toHaveLength(10);
    await expectInvariants(t);
  });

  it('takes each line of one product from its own variant', async () => {
    const { variantId, productId } = await t.given.sellable({ stock: 3 });
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO product_variants (product_id, name, sku, price, inventory_quantity)
       VALUES ($1, 'Large', 'LARGE-1', 10, 2) RETURNING id`,
      [productId],
    );
    const large = rows[0]?.id ?? '';
    const lines = [
      { variantId, quantity: 2 },
      { variantId: large, quantity: 2 },
    ];
    const results = await all(await many(5, () => t.given.buyer({ lines })));
    expect(placedAmong(results)).toBe(1);
    expect([await t.given.stockOf(variantId), await t.given.stockOf(large)]).toEqual([1, 0]);
    await expectInvariants(t);
  });

  it('grants the last use of a discount to one of twenty', async () => {
    await t.given.discount({ code: 'LAST', usageLimit: 5, usedCount: 4, userLimit: null });
    await t.owner.query(
      `INSERT INTO discount_usages (discount_id, guest_hash, order_id)
       SELECT d.id, 'h' || n, o.id FROM discounts d, generate_series(1, 4) n,
         LATERAL (SELECT id FROM orders ORDER BY created_at, id OFFSET n LIMIT 1) o WHERE d.code = 'LAST'`,
    );
    const buyers = await many(20, () => t.given.buyer({ codes: ['LAST'] }));
    const results = await all(buyers);
    expect(placedAmong(results)).toBe(1);
    expect(t.codesOf(results)).toEqual(Array(19).fill('orders.discount_not_usable'));
    expect(await countOf(`SELECT used_count FROM discounts WHERE code = 'LAST'`)).toBe(5);
  });

  it('holds the limit per customer when a guest orders from ten carts at once', async () => {
    await t.given.discount({ code: 'THRICE', userLimit: 3 });
    const buyers = await many(10, () => t.given.buyer({ isGuest: true, codes: ['THRICE'] }));
    const email = 'ten.carts@example.com';
    const results = await Promise.allSettled(
      buyers.map((buyer) => execute(buyer.order({ email }))),
    );
    expect(placedAmong(results)).toBe(3);
    expect(await countOf(`SELECT used_count FROM discounts WHERE code = 'THRICE'`)).toBe(3);
  });

  it('makes one order of one key that comes fifty times, with equal answers', async () => {
    const buyer = await t.given.buyer();
    const command = buyer.order({}, 'fifty-times');
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => execute(command)));
    const bodies = results.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value.body] : [],
    );
    expect(bodies.length).toBeGreaterThan(0);
    expect(new Set(bodies).size).toBe(1);
    const refused = new Set(t.codesOf(results));
    expect([...refused].filter((code) => code !== 'idempotency.in_progress')).toEqual([]);
    expect(await countOf('SELECT count(*) FROM orders WHERE cart_id = $1', [buyer.cartId])).toBe(1);
    expect((await execute(command)).body).toBe(bodies[0]);
  });

  it('answers 409 while the first request with the key still runs, without waiting for it', async () => {
    const { variantId } = await t.given.sellable();
    const buyer = await t.given.buyer({ lines: [{ variantId }] });
    const command = buyer.order({}, 'slow');
    const { first } = await t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      await tx.query('SELECT 1 FROM product_variants WHERE id = $1 FOR UPDATE', [variantId]);
      const first = execute(command);
      await expect.poll(() => countWaiters(t)).toBeGreaterThan(0);
      await expect(execute(command)).rejects.toMatchObject({
        code: 'idempotency.in_progress',
        details: { retryAfterSeconds: 1 },
      });
      return { first };
    });
    const { body } = await first;
    expect(await bodyOf(command)).toBe(body);
  });

  it('makes one order of a cart that is ordered with ten different keys', async () => {
    const buyer = await t.given.buyer();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => execute(buyer.order())),
    );
    expect(placedAmong(results)).toBe(1);
    expect(t.codesOf(results)).toEqual(Array(9).fill('orders.cart_empty'));
  });

  it('does not deadlock on carts with the same lines in opposite order', async () => {
    const variants = await many(20, () => t.given.sellable({ stock: 1000 }));
    const reversed = [...variants].reverse();
    const buyers = await many(60, (index) =>
      t.given.buyer({ lines: index % 2 === 0 ? variants : reversed }),
    );
    const before = t.get(UnitOfWork).retries;
    const results = await all(buyers);
    expect(t.codesOf(results)).toEqual([]);
    expect(t.get(UnitOfWork).retries).toBe(before);
    await expectInvariants(t);
  });

  it('orders a line that is added meanwhile either wholly or not at all', async () => {
    const buyers = await many(15, () => t.given.buyer());
    const { variantId } = await t.given.sellable({ stock: 1000 });
    const add = (userId: string) =>
      t
        .get(ChangeCart)
        .execute(
          systemContext('test'),
          { userId, token: null },
          { kind: 'add', variantId, quantity: 1 },
        );
    const results = await Promise.allSettled(
      buyers.flatMap((buyer) => [
        bodyOf(buyer.order()),
        add(buyer.customer?.id ?? '').then(() => ''),
      ]),
    );
    expect(t.codesOf(results)).toEqual([]);
    // Whatever the order has is paid for, and the piece is in the order or in an open cart, never in both.
    const lost = await countOf(
      `SELECT count(*) FROM shopping_carts c JOIN cart_items i ON i.cart_id = c.id
       LEFT JOIN orders o ON o.cart_id = c.id
       LEFT JOIN order_items l ON l.order_id = o.id AND l.variant_id = i.variant_id
       WHERE i.variant_id = $1 AND ((c.status = 'checked_out') <> (l.id IS NOT NULL))`,
      [variantId],
    );
    expect(lost).toBe(0);
    expect(
      await countOf('SELECT count(*) FROM cart_items WHERE variant_id = $1', [variantId]),
    ).toBe(15);
    await expectInvariants(t);
  });

  it('lets others put a variant into their carts while it is being ordered', async () => {
    const { variantId } = await t.given.sellable();
    const { id: userId } = await t.given.customer();
    await t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      await tx.query('SELECT 1 FROM product_variants WHERE id = $1 FOR NO KEY UPDATE', [variantId]);
      await t
        .get(ChangeCart)
        .execute(
          systemContext('test'),
          { userId, token: null },
          { kind: 'add', variantId, quantity: 1 },
        );
    });
    expect(
      await countOf('SELECT count(*) FROM cart_items WHERE variant_id = $1', [variantId]),
    ).toBe(1);
  });

  it.each([
    ['its price', 'price = price + 1', 'orders.price_changed'],
    ['whether it is sold', 'is_active = false', 'orders.cart_not_orderable'],
    ['that it exists', 'deleted_at = now()', 'orders.cart_not_orderable'],
    ['its stock', 'inventory_quantity = 0', 'orders.out_of_stock'],
  ])('notices that %s changes between looking and writing', async (_what, change, code) => {
    const { variantId } = await t.given.sellable();
    const buyer = await t.given.buyer({ lines: [{ variantId }] });
    // The change holds the row: the order is computed from the old one and waits to be written.
    const { order } = await t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      await tx.query(`UPDATE product_variants SET ${change} WHERE id = $1`, [variantId]);
      const placing = execute(buyer.order());
      placing.catch(() => undefined);
      await expect.poll(() => countWaiters(t)).toBeGreaterThan(0);
      return { order: placing };
    });
    await expect(order).rejects.toMatchObject({ code });
    expect(await countOf('SELECT count(*) FROM orders WHERE cart_id = $1', [buyer.cartId])).toBe(0);
  });
});
