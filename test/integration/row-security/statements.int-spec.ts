import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RequestContext, withAllRows } from '../../../src/common/request-context.js';
import { Db } from '../../../src/database/db.js';
import { namedQuery } from '../../../src/database/named-query.js';
import { applyRowSecurity } from '../../../src/database/row-security.js';
import type { Statement } from '../../../src/database/statement.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { ChangeCart } from '../../../src/modules/cart/use-cases/change-cart.js';
import { CartModule } from '../../../src/modules/cart/cart.module.js';
import { ViewCart } from '../../../src/modules/cart/use-cases/view-cart.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { CancelOrder } from '../../../src/modules/orders/use-cases/cancel-order.js';
import { PlaceOrder } from '../../../src/modules/orders/placing/place-order.js';
import { ReadOrders } from '../../../src/modules/orders/use-cases/read-orders.js';
import { AddressesService } from '../../../src/modules/users/users.service.js';
import { UsersModule } from '../../../src/modules/users/users.module.js';
import type { GivenBuyer } from '../../setup/given/orders.js';
import { useIntegration } from '../../setup/test-app.js';

const nobody: RequestContext = { actorId: null, requestId: 'test', scope: 'own' };

describe('Statements that have lost their filter', () => {
  const t = useIntegration({ only: [CartModule, UsersModule, OrdersHttpModule] });
  let db: Db;
  let ada: GivenBuyer;
  let bob: GivenBuyer;
  const as = (buyer: GivenBuyer): RequestContext => ({
    ...nobody,
    actorId: buyer.customer?.id ?? null,
  });
  const idOf = (buyer: GivenBuyer): string => buyer.customer?.id ?? '';

  beforeAll(async () => {
    db = t.get(Db);
    ada = await t.given.buyer();
    bob = await t.given.buyer();
    for (const buyer of [ada, bob]) {
      await t.get(PlaceOrder).execute(as(buyer), buyer.order());
    }
  });
  afterEach(() => vi.restoreAllMocks());

  /** The statement that some work sends, with its values. */
  const sentBy = async (work: () => Promise<unknown>): Promise<[Statement, readonly unknown[]]> => {
    const sent = vi.spyOn(Db.prototype, 'queryAs');
    await work();
    const call = sent.mock.calls[0];
    if (!call) throw new Error('Nothing was sent');
    return [call[1], call[2] ?? []];
  };
  const without = ({ name, text }: Statement, filter: string): Statement => {
    expect(text).toContain(filter);
    return { name: `${name}-open`, text: text.replaceAll(filter, '$1::uuid IS NOT NULL') };
  };

  const LISTS: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    [
      'the list of orders',
      'o.user_id = $1::uuid',
      () => t.get(ReadOrders).list(as(ada), idOf(ada), { limit: 20 }),
    ],
    [
      'the address book',
      'user_id = $1',
      () => t.get(AddressesService).list(as(ada), idOf(ada), 20, null),
    ],
  ];

  it.each(LISTS)(
    '%s shows nothing of others with it, and would without',
    async (_, filter, work) => {
      const [statement, values] = await sentBy(work);
      const open = without(statement, filter);
      const own = await db.queryAs(as(ada), statement, values);
      expect(own).toHaveLength(1);
      expect(await db.queryAs(as(ada), open, values)).toEqual(own);
      await applyRowSecurity(t.ownerUrl, false);
      expect(await db.queryAs(as(ada), open, values)).toHaveLength(2);
      await applyRowSecurity(t.ownerUrl);
      expect(await db.queryAs(as(ada), open, values)).toEqual(own);
    },
  );

  it('nothing is left for the next one on the connection: after a commit, a failure, a rollback', async () => {
    const COUNT = { name: 'test-count-users', text: 'SELECT count(*)::int AS n FROM users' };
    const FAIL = { name: 'test-fail', text: 'SELECT 1 / $1::int AS n' };
    const uow = t.get(UnitOfWork);
    // As many at once as the pool has connections: each of them has been used.
    const onAll = (work: () => Promise<unknown>): Promise<unknown> =>
      Promise.allSettled(Array.from({ length: t.env.DATABASE_POOL_MAX }, work));
    const seen = async (): Promise<Set<unknown>> => {
      const counts = Array.from({ length: t.env.DATABASE_POOL_MAX }, () =>
        db.query<{ n: number }>(COUNT),
      );
      return new Set((await Promise.all(counts)).map(([row]) => row?.n));
    };
    await onAll(() => db.queryAs(withAllRows(as(ada)), COUNT));
    expect(await seen()).toEqual(new Set([0]));
    await onAll(() => db.queryAs(withAllRows(as(ada)), FAIL, [0]));
    expect(await seen()).toEqual(new Set([0]));
    await onAll(() => uow.run({ ...withAllRows(as(ada)) }, (tx) => namedQuery(tx, FAIL, [0])));
    expect(await seen()).toEqual(new Set([0]));
    await onAll(() =>
      uow.run(as(ada), async (tx) => {
        expect(await namedQuery(tx, COUNT)).toEqual([{ n: 1 }]);
        throw new Error('changed his mind');
      }),
    );
    expect(await seen()).toEqual(new Set([0]));
  });

  it('in a transaction one sees no more than outside', async () => {
    const ALL = { name: 'test-all-orders', text: 'SELECT user_id AS "userId" FROM orders' };
    const rows = await t.get(UnitOfWork).run(as(bob), (tx) => namedQuery(tx, ALL));
    expect(rows).toEqual([{ userId: idOf(bob) }]);
  });

  it('a use case that asks for another’s rows by mistake finds nothing', async () => {
    expect((await t.get(ReadOrders).list(as(ada), idOf(bob), { limit: 20 })).items).toEqual([]);
    const access = { kind: 'user', userId: idOf(bob) } as const;
    const { items } = await t.get(ReadOrders).list(as(bob), idOf(bob), { limit: 20 });
    const orderId = items[0]?.id ?? '';
    const cancelled = t.get(CancelOrder).execute(as(ada), orderId, access, null);
    await expect(cancelled).rejects.toMatchObject({ code: 'orders.not_found' });
    expect((await t.get(ReadOrders).get(as(bob), orderId, access)).status).toBe('pending');
  });

  it('guests fill, order, see and cancel by their tokens alone', async () => {
    const { variantId } = await t.given.sellable();
    const add = { kind: 'add', variantId, quantity: 1 } as const;
    const caller = { userId: null, token: null };
    const { token } = await t.get(ChangeCart).execute(nobody, caller, add);
    expect(token).not.toBeNull();
    const view = (ctx: RequestContext) => t.get(ViewCart).execute(ctx, { userId: null, token });
    expect((await view(nobody)).lines).toEqual([]);

    const guest = await t.given.buyer({ isGuest: true });
    const { owner } = guest;
    if (owner.kind !== 'guest') throw new Error('No guest');
    const withCart = { ...nobody, tokenHashes: [owner.tokenHash] };
    await expect(t.get(PlaceOrder).execute(nobody, guest.order())).rejects.toMatchObject({
      code: 'orders.cart_empty',
    });
    const command = guest.order();
    const placed = await t.get(PlaceOrder).execute(withCart, command);
    const { id, orderToken } = JSON.parse(placed.body) as { id: string; orderToken: string };
    const again = await t.get(PlaceOrder).execute(withCart, command);
    expect(again).toMatchObject({ replayed: true, body: placed.body });
    const tokenHash = await tokenHashOf(id);
    expect(orderToken).toHaveLength(43);
    const access = { kind: 'guest', tokenHash } as const;
    await expect(t.get(ReadOrders).get(withCart, id, access)).rejects.toMatchObject({
      code: 'orders.not_found',
    });
    const withOrder = { ...nobody, tokenHashes: [tokenHash] };
    await t.get(CancelOrder).execute(withOrder, id, access, null);
    expect((await t.get(ReadOrders).get(withOrder, id, access)).status).toBe('cancelled');
  });

  const tokenHashOf = async (id: string): Promise<string> => {
    const found = await t.owner.query<{ token_hash: string }>(
      'SELECT token_hash FROM orders WHERE id = $1',
      [id],
    );
    return found.rows[0]?.token_hash ?? '';
  };
});
