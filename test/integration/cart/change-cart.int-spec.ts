import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { countStatements } from '../../../src/database/statement-counter.js';
import { CartModule } from '../../../src/modules/cart/cart.module.js';
import { ChangeCart, type CartChange } from '../../../src/modules/cart/use-cases/change-cart.js';
import { QuoteCheckout } from '../../../src/modules/cart/use-cases/quote-checkout.js';
import { ViewCart } from '../../../src/modules/cart/use-cases/view-cart.js';
import { useIntegration } from '../../setup/test-app.js';

describe('ChangeCart', () => {
  const t = useIntegration({ only: [CartModule], env: { DATABASE_POOL_MAX: '20' } });
  const change = (caller: { userId?: string; token?: string | null }, what: CartChange) =>
    t
      .get(ChangeCart)
      .execute(
        systemContext('test'),
        { userId: caller.userId ?? null, token: caller.token ?? null },
        what,
      );
  const view = (caller: { userId?: string; token?: string | null }) =>
    t.get(ViewCart).execute(systemContext('test'), {
      userId: caller.userId ?? null,
      token: caller.token ?? null,
    });
  const quantities = async (caller: { userId?: string; token?: string | null }) =>
    (await view(caller)).lines.map(({ line }) => line.quantity);
  const cartsOf = async (userId: string): Promise<number> => {
    const { rows } = await t.owner.query(
      `SELECT id FROM shopping_carts WHERE user_id = $1 AND status = 'active'`,
      [userId],
    );
    return rows.length;
  };
  const all = <T>(count: number, make: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)));

  it('loses no piece and makes one cart when one user adds the same variant 20 times at once', async () => {
    const { id: userId } = await t.given.customer();
    const { variantId } = await t.given.sellable();
    await all(20, () => change({ userId }, { kind: 'add', variantId, quantity: 2 }));
    expect(await quantities({ userId })).toEqual([40]);
    expect(await cartsOf(userId)).toBe(1);
    expect((await view({ userId })).version).toBe(20);
  });

  it('makes one cart for a user who starts with ten variants at once', async () => {
    const variants = await all(10, () => t.given.sellable());
    for (let round = 0; round < 5; round += 1) {
      const { id: userId } = await t.given.customer();
      // With no rows in sight but his own: a cart that another call has just made is not there at first.
      const ctx = { ...systemContext('test'), actorId: userId, scope: 'own' } as const;
      await Promise.all(
        variants.map(({ variantId }) => {
          const what: CartChange = { kind: 'add', variantId, quantity: 1 };
          return t.get(ChangeCart).execute({ ...ctx }, { userId, token: null }, what);
        }),
      );
      expect(await cartsOf(userId)).toBe(1);
      expect(await quantities({ userId })).toEqual(Array(10).fill(1));
    }
  });

  it('loses no piece of a guest either', async () => {
    const { variantId } = await t.given.sellable();
    const { token } = await change({}, { kind: 'add', variantId, quantity: 1 });
    await all(10, () => change({ token }, { kind: 'add', variantId, quantity: 1 }));
    expect(await quantities({ token })).toEqual([11]);
  });

  it('holds 999 pieces exactly when many add at once', async () => {
    const { id: userId } = await t.given.customer();
    const { variantId } = await t.given.sellable();
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, () =>
        change({ userId }, { kind: 'add', variantId, quantity: 100 }),
      ),
    );
    expect(t.codesOf(results)).toEqual(Array(3).fill('cart.quantity_too_large'));
    expect(await quantities({ userId })).toEqual([900]);
  });

  it('gives each stale If-Match of a race but one a refusal', async () => {
    const { id: userId } = await t.given.customer();
    const { variantId } = await t.given.sellable();
    const { view: first } = await change({ userId }, { kind: 'add', variantId, quantity: 1 });
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        t
          .get(ChangeCart)
          .execute(
            systemContext('test'),
            { userId, token: null },
            { kind: 'add', variantId, quantity: 1 },
            first.version,
          ),
      ),
    );
    expect(t.codesOf(results)).toEqual(Array(4).fill('cart.changed'));
    expect(await quantities({ userId })).toEqual([2]);
  });

  it('puts a checked out cart aside: the next add makes a new one', async () => {
    const { variantId } = await t.given.sellable();
    const { id: userId } = await t.given.customer();
    const own = await t.given.cart({ userId, lines: [{ variantId, quantity: 5 }] });
    const guest = await t.given.cart({ lines: [{ variantId, quantity: 5 }] });
    const { rowCount } = await t.owner.query(
      `UPDATE shopping_carts SET status = 'checked_out' WHERE id = ANY ($1)`,
      [[own.id, guest.id]],
    );
    expect(rowCount).toBe(2);
    await change({ userId }, { kind: 'add', variantId, quantity: 1 });
    expect(await quantities({ userId })).toEqual([1]);
    const again = await change({ token: guest.token }, { kind: 'add', variantId, quantity: 1 });
    expect(again.token).not.toBeNull();
    expect(again.token).not.toBe(guest.token);
    const { rows } = await t.owner.query<{ quantity: number }>(
      `SELECT quantity FROM cart_items WHERE cart_id = ANY ($1)`,
      [[own.id, guest.id]],
    );
    expect(rows.map((row) => row.quantity)).toEqual([5, 5]);
  });

  it('makes a new cart when the old one is checked out while an add waits for it', async () => {
    const { variantId } = await t.given.sellable();
    const { id: userId } = await t.given.customer();
    const carts = [
      await t.given.cart({ lines: [{ variantId, quantity: 5 }] }),
      await t.given.cart({ userId, lines: [{ variantId, quantity: 5 }] }),
    ];
    for (const cart of carts) {
      const caller = cart.token === null ? { userId } : { token: cart.token };
      const client = await t.owner.connect();
      try {
        await client.query('BEGIN');
        await client.query(`SELECT 1 FROM shopping_carts WHERE id = $1 FOR NO KEY UPDATE`, [
          cart.id,
        ]);
        const adding = change(caller, { kind: 'add', variantId, quantity: 1 });
        await waitForWaiter(client);
        await client.query(`UPDATE shopping_carts SET status = 'checked_out' WHERE id = $1`, [
          cart.id,
        ]);
        await client.query('COMMIT');
        const { view: added } = await adding;
        expect(added.id).not.toBe(cart.id);
        expect(added.lines.map(({ line }) => line.quantity)).toEqual([1]);
      } finally {
        await client.query('ROLLBACK');
        client.release();
      }
    }
  });

  describe('a guest who logs in', () => {
    it('finds both carts in one: quantities added up and cut at 999, codes united', async () => {
      const { id: userId } = await t.given.customer();
      const [shared, mine, his] = [
        await t.given.sellable({ stock: 5000 }),
        await t.given.sellable(),
        await t.given.sellable(),
      ];
      await t.given.discount({ code: 'MINE' });
      await t.given.discount({ code: 'HIS' });
      await t.given.cart({
        userId,
        lines: [{ ...shared, quantity: 600 }, mine],
        codes: ['MINE'],
      });
      const guest = await t.given.cart({
        lines: [
          { ...shared, quantity: 500 },
          { ...his, quantity: 2 },
        ],
        codes: ['HIS', 'MINE'],
      });
      const merged = await view({ userId, token: guest.token });
      const found = Object.fromEntries(
        merged.lines.map(({ line, problems }) => [
          line.variantId,
          [line.quantity, problems.map(({ code }) => code)],
        ]),
      );
      expect(found).toEqual({
        [shared.variantId]: [999, ['quantity_reduced']],
        [mine.variantId]: [1, []],
        [his.variantId]: [2, []],
      });
      expect(merged.breakdown.discounts.map(({ code }) => code).toSorted()).toEqual([
        'HIS',
        'MINE',
      ]);
      expect((await view({ token: guest.token })).id).toBeNull();
      expect(await quantities({ userId, token: guest.token })).toHaveLength(3);
    });

    it('is merged once when he comes with five requests at once, and loses nothing', async () => {
      const { id: userId } = await t.given.customer();
      const { variantId } = await t.given.sellable();
      const guest = await t.given.cart({ lines: [{ variantId, quantity: 3 }] });
      const caller = { userId, token: guest.token };
      await all(5, () => change(caller, { kind: 'add', variantId, quantity: 1 }));
      expect(await quantities({ userId })).toEqual([8]);
      expect(await cartsOf(userId)).toBe(1);
    });

    it('keeps what the guest adds at the same moment, in one of the two carts', async () => {
      const { id: userId } = await t.given.customer();
      const { variantId } = await t.given.sellable();
      const guest = await t.given.cart({ lines: [{ variantId, quantity: 1 }] });
      const [, added] = await Promise.all([
        view({ userId, token: guest.token }),
        change({ token: guest.token }, { kind: 'add', variantId, quantity: 1 }),
      ]);
      const [own = 0] = await quantities({ userId });
      const [left = 0] = added.token === null ? [] : await quantities({ token: added.token });
      expect(own + left).toBe(2);
    });

    it('never takes a cart that belongs to a user, nor lets a token open one', async () => {
      const [alice, bob] = [await t.given.customer(), await t.given.customer()];
      const { variantId } = await t.given.sellable();
      const { token, id } = await t.given.cart({ lines: [{ variantId }] });
      await t.owner.query(`UPDATE shopping_carts SET user_id = $2 WHERE id = $1`, [id, alice.id]);
      expect(await quantities({ userId: bob.id, token })).toEqual([]);
      expect(await quantities({ token })).toEqual([]);
      expect(await quantities({ userId: alice.id })).toEqual([1]);
    });
  });

  describe('round trips', () => {
    const count = async (work: () => Promise<unknown>) =>
      (await countStatements(t.get(DataSource), work)).length;

    it('are the same for one line and for 200', async () => {
      const { id: userId } = await t.given.customer();
      await t.given.discount();
      await t.given.discount({ code: 'BUDGET' });
      const variants = await all(200, () => t.given.sellable({ price: '1.00' }));
      const [first, ...others] = variants;
      const variantId = first?.variantId ?? '';
      const steps = async () => ({
        add: await count(() => change({ userId }, { kind: 'add', variantId, quantity: 1 })),
        code: await count(() => change({ userId }, { kind: 'addCode', code: 'budget' })),
        view: await count(() => view({ userId })),
        quote: await count(() =>
          t.get(QuoteCheckout).execute(
            systemContext('test'),
            { userId, token: null },
            {
              destination: null,
              shippingMethodCode: null,
              lines: variants.map((variant) => ({ ...variant, quantity: 1 })),
              codes: ['BUDGET'],
              currency: null,
            },
          ),
        ),
      });
      const budget = { add: 4, code: 4, view: 1, quote: 1 };
      expect(await steps()).toEqual(budget);
      await t.owner.query(
        `INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, unit_price)
         SELECT c.id, v.product_id, v.id, 1, v.price FROM shopping_carts c, product_variants v
         WHERE c.user_id = $1 AND v.id = ANY ($2)`,
        [userId, others.map((other) => other.variantId)],
      );
      expect(await steps()).toEqual(budget);
      expect(await quantities({ userId })).toHaveLength(200);
    });

    it('are four for a guest, and five the one time that a cart is merged', async () => {
      const { id: userId } = await t.given.customer();
      const { variantId } = await t.given.sellable();
      const { token } = await change({}, { kind: 'add', variantId, quantity: 1 });
      const add = (caller: { userId?: string; token: string | null }) =>
        count(() => change(caller, { kind: 'add', variantId, quantity: 1 }));
      expect(await add({ token })).toBe(4);
      expect(await add({ userId, token })).toBe(5);
      expect(await add({ userId, token })).toBe(4);
      expect(await quantities({ userId })).toEqual([4]);
    });
  });
});

/** Waits until somebody waits for what this client has locked. */
async function waitForWaiter(client: PoolClient): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`,
    );
    if ((rowCount ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('Nobody waited for the lock.');
}
