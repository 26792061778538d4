import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { OrdersRepository } from '../../../src/modules/orders/data/orders.repository.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { OrdersWorkerModule } from '../../../src/modules/orders/orders.worker.module.js';
import { PlaceOrder } from '../../../src/modules/orders/placing/place-order.js';
import { EndOrders } from '../../../src/modules/orders/use-cases/end-orders.js';
import { RecordPaymentResult } from '../../../src/modules/orders/use-cases/record-payment-result.js';
import type { BuyerWish, GivenBuyer, GivenOrder } from '../../setup/given/orders.js';
import { useIntegration } from '../../setup/test-app.js';
import { warmPool } from './concurrency.js';

interface PlacedAnswer extends GivenOrder {
  readonly discountAmount: string;
}

describe('Uses of discounts, many at once', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, OrdersWorkerModule],
    env: { DATABASE_POOL_MAX: '40' },
  });
  beforeAll(() => warmPool(t, 40));
  const ctx = () => systemContext('test');
  const buyersOf = (count: number, wish: BuyerWish = {}): Promise<GivenBuyer[]> =>
    Promise.all(Array.from({ length: count }, () => t.given.buyer(wish)));
  const place = async (buyer: GivenBuyer, email?: string): Promise<PlacedAnswer> => {
    const { body } = await t
      .get(PlaceOrder)
      .execute(ctx(), buyer.order(email === undefined ? {} : { email }));
    return JSON.parse(body) as PlacedAnswer;
  };
  const all = (buyers: readonly GivenBuyer[], email?: string) =>
    Promise.allSettled(buyers.map((buyer) => place(buyer, email)));
  const placedAmong = (results: readonly PromiseSettledResult<PlacedAnswer>[]): PlacedAnswer[] =>
    results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const end = (id: string, cause: 'order_cancelled' | 'order_expired' = 'order_cancelled') =>
    t.get(UnitOfWork).run(ctx(), async (tx) => {
      const order = await t.get(OrdersRepository).lockById(tx, id);
      if (order?.status === 'pending') await t.get(EndOrders).cancel(tx, [id], cause, 'test');
    });
  const pay = async (order: GivenOrder) => {
    await t.given.paid(order.payment.id);
    const result = { orderId: order.id, paymentId: order.payment.id };
    return t.get(RecordPaymentResult).execute(ctx(), null, result);
  };
  const usedOf = async (id: string): Promise<number> => {
    const { rows } = await t.owner.query<{ n: number }>(
      `SELECT used_count AS n FROM discounts WHERE id = $1 AND used_count =
         (SELECT count(*) FROM discount_usages WHERE discount_id = $1 AND released_at IS NULL)
         AND used_count = (SELECT coalesce(sum(used_count), 0) FROM discount_user_counters WHERE discount_id = $1)`,
      [id],
    );
    return rows[0]?.n ?? -1;
  };
  const ownerOf = async (code: string): Promise<string | null | undefined> => {
    const { rows } = await t.owner.query<{ order_id: string | null }>(
      'SELECT order_id FROM discount_codes WHERE code = $1',
      [code],
    );
    return rows[0]?.order_id;
  };

  it('gives ten uses to sixty orders that want two discounts', async () => {
    const few = await t.given.discount({ code: 'FEW', usageLimit: 10, userLimit: null });
    const many = await t.given.discount({ code: 'MANY', usageLimit: 15, userLimit: 1 });
    const results = await all(await buyersOf(60, { codes: ['MANY', 'FEW'] }));
    expect(placedAmong(results)).toHaveLength(10);
    expect([await usedOf(few.id), await usedOf(many.id)]).toEqual([10, 10]);
    const refusals = new Set(t.codesOf(results));
    refusals.delete('orders.placing_contended');
    // Sixty at once wait for ten connections, on a busy machine too long.
    refusals.delete('Error: timeout exceeded when trying to connect');
    expect([...refusals]).toEqual(['orders.discount_not_usable']);
  });

  it('lets one of eight orders have a single-use code, and gives it back with the order, once', async () => {
    const { id } = await t.given.discount({ singleUse: ['ONCE-1', 'ONCE-2'], userLimit: null });
    const results = await all(await buyersOf(8, { codes: ['ONCE-1'] }));
    const [placed, ...others] = placedAmong(results);
    expect([others.length, placed?.discountAmount]).toEqual([0, '1.00']);
    expect(t.codesOf(results)).toEqual(Array(7).fill('orders.discount_not_usable'));
    expect(await ownerOf('ONCE-1')).toBe(placed?.id);
    const orderId = placed?.id ?? '';
    await Promise.all([end(orderId), end(orderId, 'order_expired'), end(orderId)]);
    expect([await ownerOf('ONCE-1'), await usedOf(id)]).toEqual([null, 0]);
    await place(await t.given.buyer({ codes: ['ONCE-1'] }));
    expect(await usedOf(id)).toBe(1);
  });

  it('takes a code again for money that comes late, unless it is gone', async () => {
    const { id } = await t.given.discount({ singleUse: ['LATE-1', 'LATE-2'], userLimit: null });
    const first = await place(await t.given.buyer({ codes: ['LATE-1'] }));
    await end(first.id, 'order_expired');
    expect(await pay(first)).toBe('reopened');
    expect([await ownerOf('LATE-1'), await usedOf(id)]).toEqual([first.id, 1]);
    const second = await place(await t.given.buyer({ codes: ['LATE-2'] }));
    await end(second.id, 'order_expired');
    const third = await place(await t.given.buyer({ codes: ['LATE-2'] }));
    expect(await pay(second)).toBe('refund_due');
    expect([await ownerOf('LATE-2'), await usedOf(id)]).toEqual([third.id, 2]);
  });

  it('uses one code of several of a discount, and no code that gives nothing', async () => {
    const { id } = await t.given.discount({ singleUse: ['TWO-A', 'TWO-B'], userLimit: null });
    const none = await t.given.discount({ singleUse: ['NONE-A'], minimumAmount: '500.00' });
    await place(await t.given.buyer({ codes: ['TWO-B', 'TWO-A', 'NONE-A'] }));
    expect([await ownerOf('TWO-A'), await ownerOf('TWO-B')]).toEqual([expect.any(String), null]);
    expect([await usedOf(id), await usedOf(none.id), await ownerOf('NONE-A')]).toEqual([
      1,
      0,
      null,
    ]);
  });

  it('knows one first order of a guest, whatever discounts and carts he tries at once', async () => {
    const wish = { firstOrderOnly: true, userLimit: null };
    const hello = await t.given.discount({ ...wish, code: 'HELLO' });
    const again = await t.given.discount({ ...wish, code: 'AGAIN' });
    const carts = [
      ...(await buyersOf(4, { isGuest: true, codes: ['HELLO'] })),
      ...(await buyersOf(4, { isGuest: true, codes: ['AGAIN'] })),
    ];
    const results = await all(carts, 'Newcomer@Example.com');
    expect(placedAmong(results)).toHaveLength(1);
    expect(t.codesOf(results)).toEqual(Array(7).fill('orders.discount_not_usable'));
    expect((await usedOf(hello.id)) + (await usedOf(again.id))).toBe(1);
    // An order that was cancelled was none.
    await end(placedAmong(results)[0]?.id ?? '');
    const [cart] = await buyersOf(1, { isGuest: true, codes: ['AGAIN'] });
    if (cart === undefined) throw new Error('No buyer');
    expect((await place(cart, 'newcomer@example.com')).discountAmount).toBe('1.00');
  });

  it('counts orders of an account, and those of its e-mail as a guest', async () => {
    await t.given.discount({ code: 'FIRST', firstOrderOnly: true, userLimit: null });
    const guest = await place(await t.given.buyer({ isGuest: true }), 'ada@example.com');
    const customer = await t.given.customer();
    await t.owner.query('UPDATE users SET email = $2, verified_email = true WHERE id = $1', [
      customer.id,
      'ada@example.com',
    ]);
    const late = await t.given.buyer({ customer, codes: ['FIRST'] });
    const refused = await Promise.allSettled([place(late)]);
    expect(t.codesOf(refused)).toEqual(['orders.discount_not_usable']);
    await end(guest.id);
    const own = await place(late);
    expect(own.discountAmount).toBe('1.00');
    const { rows } = await t.owner.query<{ own: boolean; besides: boolean }>(
      'SELECT has_live_order($1, NULL, NULL) AS own, has_live_order($1, NULL, $2) AS besides',
      [customer.id, own.id],
    );
    expect(rows).toEqual([{ own: true, besides: false }]);
  });
});
