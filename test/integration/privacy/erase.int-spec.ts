import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import type { OrderStatus } from '../../../src/modules/orders/domain/order-status.js';
import { PrivacyWorkerModule } from '../../../src/modules/privacy/privacy.worker.module.js';
import { ErasuresRepository } from '../../../src/modules/privacy/data/erasures.repository.js';
import { ApplyErasure } from '../../../src/modules/privacy/use-cases/apply-erasure.js';
import { ReapplyErasures } from '../../../src/modules/privacy/use-cases/reapply-erasures.js';
import { PlaceOrder } from '../../../src/modules/orders/placing/place-order.js';
import { findInDatabase } from '../../setup/dump.js';
import type { GivenOrder } from '../../setup/given/orders.js';
import type { GivenUser } from '../../setup/given/users.js';
import { useApi } from '../../setup/test-api.js';
import { expectInvariants } from '../orders/invariants.js';

const WAY: readonly OrderStatus[] = ['confirmed', 'delivering', 'delivered', 'completed'];
let counter = 0;

/** Values that nobody else has. */
function uniqueValues() {
  counter += 1;
  const tag = `zq${counter}xw`;
  return {
    email: `${tag}mail@example.com`,
    username: `${tag}user`,
    firstName: `${tag}first`,
    lastName: `${tag}last`,
    phoneNumber: `+1202555${String(4000 + counter)}`,
    recipient: `${tag}recipient`,
    street: `${tag}street`,
    ward: `${tag}ward`,
    text: `${tag}text`,
  };
}

describe('Erasing a person', () => {
  const t = useApi({
    imports: [PrivacyWorkerModule, OrderArchivingWorkerModule],
    env: { DATABASE_POOL_MAX: '20' },
  });
  const ctx = () => systemContext('test');
  const erase = (id: string, batchSize = 500) =>
    t.get(ApplyErasure).execute(ctx(), id, { settleSeconds: 0, batchSize });
  const run = async (sql: string, values: readonly unknown[] = []): Promise<void> => {
    await t.owner.query(sql, [...values]);
  };
  /** Steps of orders with their history; only those steps that are allowed are made. */
  const move = async (column: 'id' | 'user_id', id: string, to: OrderStatus): Promise<void> => {
    const from = {
      pending: '',
      confirmed: 'pending',
      delivering: 'confirmed',
      delivered: 'delivering',
    };
    const steps: Readonly<Record<string, string>> = { ...from, completed: 'delivered' };
    await run(
      `WITH moved AS (
         UPDATE orders SET status = $2::text::order_status
         WHERE ${column} = $1 AND status = ANY ($3::text[]::order_status[]) RETURNING id
       )
       INSERT INTO order_status_history (order_id, from_status, to_status, reason)
       SELECT m.id, (SELECT h.to_status FROM order_status_history h WHERE h.order_id = m.id
                     ORDER BY seq DESC LIMIT 1), $2::text::order_status, 'moved_on' FROM moved m`,
      [id, to, to === 'cancelled' ? ['pending', 'confirmed'] : [steps[to]]],
    );
  };
  const advance = async (order: GivenOrder, to: OrderStatus): Promise<void> => {
    await t.given.paid(order.payment.id);
    for (const status of WAY.slice(0, WAY.indexOf(to) + 1)) await move('id', order.id, status);
    await run(
      `UPDATE stock_reservations SET status = 'claimed', ended_at = now() WHERE order_id = $1`,
      [order.id],
    );
  };
  /** Puts words of the person into every place of an order that takes words. */
  const write = async (orderId: string, text: string): Promise<void> => {
    await run('UPDATE orders SET notes = $2 WHERE id = $1', [orderId, text]);
    await run(
      `UPDATE payments SET gateway_response = jsonb_build_object('name', $2::text), failure_reason = $2,
         redirect_url = 'https://bank.example/' || $2 WHERE order_id = $1`,
      [orderId, text],
    );
    await run(
      `INSERT INTO payment_events (gateway, event_id, kind, payment_id, body)
       SELECT 'sandbox', $2 || id, 'success', id, '{"holder":"' || $3 || '"}' FROM payments WHERE order_id = $1`,
      [orderId, `evt-${orderId}`, text],
    );
    await run(`INSERT INTO returns (order_id, reason) VALUES ($1, $2)`, [orderId, text]);
    await run(`INSERT INTO fulfilments (order_id, tracking_number) VALUES ($1, $2)`, [
      orderId,
      text,
    ]);
    await run(
      `INSERT INTO order_status_history (order_id, from_status, to_status, reason, actor_id)
       SELECT order_id, to_status, to_status, $2, NULL FROM order_status_history
       WHERE order_id = $1 ORDER BY seq DESC LIMIT 1`,
      [orderId, `Please ring, ${text}`],
    );
    await run(
      `WITH moved AS (UPDATE product_variants v SET inventory_quantity = inventory_quantity + 1
         FROM order_items i WHERE i.order_id = $1 AND v.id = i.variant_id RETURNING v.id)
       INSERT INTO stock_movements (variant_id, quantity, cause, order_id, note)
       SELECT id, 1, 'adjustment', $1, $2 FROM moved`,
      [orderId, text],
    );
  };
  const personWith = async (value: ReturnType<typeof uniqueValues>): Promise<GivenUser> => {
    const person = await t.given.customer(value);
    await t.given.address(person, value);
    await t.given.savedCard(person);
    await t.given.totpSecret(person);
    await t.given.apiKey(person, { orders: 'r' });
    await run('UPDATE user_sessions SET user_agent = $2 WHERE user_id = $1', [
      person.id,
      value.text,
    ]);
    await run(
      `INSERT INTO email_verifications (user_id, email, verify_code) VALUES ($1, $2, 'x')`,
      [person.id, value.email],
    );
    await run(
      `INSERT INTO account_notices (user_id, kind, email, created_at) VALUES ($1, 'changed', $2, now() - interval '1 minute')`,
      [person.id, value.email],
    );
    await run(
      `INSERT INTO phone_verifications (user_id, phone_number, code_hash, expired_at) VALUES ($1, $2, 'x', now())`,
      [person.id, value.phoneNumber],
    );
    return person;
  };
  const orderOf = async (
    customer: GivenUser,
    value: ReturnType<typeof uniqueValues>,
    to: OrderStatus,
  ) => {
    const buyer = await t.given.buyer({ customer, codes: ['ERASED'] });
    const { addressId: _book, ...input } = buyer.input;
    const shippingAddress = {
      recipient: value.recipient,
      phoneNumber: value.phoneNumber,
      street: value.street,
      ward: value.ward,
      district: 'Downtown',
      city: 'Portland',
      postalCode: '97201',
      country: 'US',
    };
    const command = { ...buyer.order(), input: { ...input, shippingAddress } };
    const { body } = await t.get(PlaceOrder).execute(ctx(), command);
    const order = JSON.parse(body) as GivenOrder;
    if (to !== 'pending') await advance(order, to);
    await write(order.id, value.text);
    return order;
  };

  it('leaves no value of theirs in any table, and orders and sums as they were', async () => {
    await t.given.discount({ code: 'ERASED', userLimit: null });
    const value = uniqueValues();
    const person = await personWith(value);
    const other = uniqueValues();
    const neighbour = await personWith(other);
    const done = await orderOf(person, value, 'completed');
    const archived = await orderOf(person, value, 'completed');
    await orderOf(neighbour, other, 'completed');
    await t.given.grownOld(archived.id);
    expect(await t.get(ArchiveOrders).execute(ctx())).toBe(1);
    await t.given.cart({
      userId: person.id,
      lines: [{ variantId: (await t.given.sellable()).variantId }],
    });
    await run('UPDATE shopping_carts SET notes = $2 WHERE user_id = $1', [person.id, value.text]);
    const { rows: products } = await t.owner.query<{ id: string }>(
      'SELECT id FROM products LIMIT 1',
    );
    await run(
      `INSERT INTO ratings (product_id, user_id, rating, title, content) VALUES ($1, $2, 4, $3::text, $3::text)`,
      [products[0]?.id, person.id, value.text],
    );
    await run(`INSERT INTO data_exports (user_id, code_hash) VALUES ($1, 'x')`, [person.id]);
    const sums = async () =>
      (
        await t.owner.query<object>(
          `SELECT order_number, status, subtotal, tax_amount, total_amount FROM orders UNION ALL
           SELECT order_number, status, subtotal, tax_amount, total_amount FROM orders_archive ORDER BY 1`,
        )
      ).rows;
    const before = await sums();
    const words = Object.values(value);
    expect((await findInDatabase(t.owner, words)).length).toBeGreaterThan(20);

    const { id } = await t.given.erasure(person);
    // Two at once, in the smallest steps.
    const results = await Promise.all([erase(id, 1), erase(id, 1), erase(id)]);
    expect(results.every((open) => open === 0 || open === null)).toBe(true);

    expect(await findInDatabase(t.owner, words)).toEqual([]);
    const { rows } = await t.owner.query('SELECT status, open_orders FROM erasures WHERE id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ status: 'applied', open_orders: 0 }]);
    expect(await sums()).toEqual(before);
    await expectInvariants(t);
    // Whoever stands beside has lost nothing.
    const kept = await findInDatabase(t.owner, Object.values(other));
    expect(kept).toContain(`public.users: ${other.email}`);
    expect(kept).toContain(`public.orders: ${other.text}`);
    expect(await t.outboxOf('privacy.person-erased')).toHaveLength(1);
    expect(await erase(id)).toBeNull();
    const { rows: rated } = await t.owner.query(
      'SELECT rating, title, content FROM ratings WHERE user_id = $1',
      [person.id],
    );
    expect(rated).toEqual([{ rating: 4, title: null, content: null }]);
    const admin = await t.given.admin();
    expect(await t.http('GET', `/api/v1/me`, { token: person.token })).toMatchObject({
      status: 401,
    });
    const login = { login: value.email, password: person.password };
    expect(await t.http('POST', '/api/v1/auth/login', { body: login })).toMatchObject({
      status: 401,
    });
    const sentinel = { login: `erased-${person.id}`, password: person.password };
    expect(await t.http('POST', '/api/v1/auth/login', { body: sentinel })).toMatchObject({
      status: 401,
    });
    expect(await t.http('GET', `/api/v1/orders/${done.id}`, { token: admin.token })).toMatchObject({
      status: 404,
    });
  });

  it('keeps the address of an order on its way until it has arrived', async () => {
    const value = uniqueValues();
    const person = await personWith(value);
    const order = await orderOf(person, value, 'delivering');
    const { id } = await t.given.erasure(person);
    expect(await erase(id)).toBe(1);
    const words = [value.email, value.username, value.firstName];
    expect(await findInDatabase(t.owner, words)).toEqual([`public.orders: ${value.email}`]);
    const { rows } = await t.owner.query<{ status: string; street: string }>(
      `SELECT e.status, o.shipping_address ->> 'street' AS street FROM erasures e, orders o WHERE e.id = $1 AND o.id = $2`,
      [id, order.id],
    );
    expect(rows[0]?.status).toBe('waiting');
    expect(rows[0]?.street).toMatch(/^[A-Za-z0-9-]+\./);
    await move('id', order.id, 'delivered');
    expect(await erase(id)).toBe(0);
    expect(await findInDatabase(t.owner, Object.values(value))).toEqual([]);
  });

  it('erases a guest by the address of his orders, and his uses of discounts still count', async () => {
    await t.given.discount({ code: 'GUESTS', userLimit: 2 });
    const value = uniqueValues();
    const place = async (email: string) => {
      const buyer = await t.given.buyer({ isGuest: true, codes: ['GUESTS'] });
      const { body } = await t.get(PlaceOrder).execute(ctx(), buyer.order({ email }));
      return JSON.parse(body) as GivenOrder;
    };
    const first = await place(value.email);
    const second = await place(value.email.toUpperCase());
    const third = await place('somebody.else@example.com');
    await advance(first, 'completed');
    await write(first.id, value.text);
    await advance(second, 'delivering');
    await advance(third, 'completed');
    const admin = await t.given.admin();
    const asked = await t.http<{ id: string; status: string }>('POST', '/api/v1/admin/erasures', {
      token: admin.token,
      body: { email: value.email },
    });
    expect(asked).toMatchObject({ status: 202, body: { status: 'requested' } });
    const { id } = asked.body;
    expect(await erase(id)).toBe(1);
    await expectInvariants(t);
    await move('id', second.id, 'delivered');
    expect(await erase(id)).toBe(0);
    expect(await findInDatabase(t.owner, [value.email, value.text])).toEqual([]);
    const { rows } = await t.owner.query<{ guest: string; n: number }>(
      `SELECT guest_hash AS guest, count(*)::int AS n FROM discount_usages u JOIN discounts d ON d.id = u.discount_id
       WHERE d.code = 'GUESTS' GROUP BY 1 ORDER BY 2`,
    );
    expect(rows.map(({ n }) => n)).toEqual([1, 2]);
    await expectInvariants(t);
    expect(
      await t.http('POST', '/api/v1/admin/erasures', {
        token: admin.token,
        body: { email: value.email },
      }),
    ).toMatchObject({ status: 404, body: { code: 'privacy.nobody_to_erase' } });
  });

  it('ends the same wherever it is cut off', async () => {
    const value = uniqueValues();
    const person = await personWith(value);
    await orderOf(person, value, 'completed');
    const { id } = await t.given.erasure(person);
    const uow = t.get(UnitOfWork);
    const whole = uow.run.bind(uow);
    let cuts = 0;
    for (let left = 0; ; left += 1) {
      let steps = 0;
      const cut = vi.spyOn(uow, 'run').mockImplementation((context, work) => {
        steps += 1;
        return steps > left ? Promise.reject(new Error('killed')) : whole(context, work);
      });
      const outcome = await erase(id).catch(() => 'killed');
      cut.mockRestore();
      if (outcome !== 'killed') break;
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(20);
    expect(await findInDatabase(t.owner, Object.values(value))).toEqual([]);
    await expectInvariants(t);
  });

  it('is asked for by staff, who erase nobody that has more rights', async () => {
    const value = uniqueValues();
    const person = await personWith(value);
    const [admin, support] = [await t.given.admin(), await t.given.staff({ users: 'rx' })];
    const ask = (who: GivenUser | null, userId: string) =>
      t.http<{ id: string; code: string }>('POST', `/api/v1/admin/users/${userId}/erase`, {
        token: who?.token ?? null,
      });
    expect((await ask(null, person.id)).status).toBe(401);
    expect((await ask(person, admin.id)).status).toBe(403);
    expect((await ask(support, admin.id)).body.code).toBe('access.exceeds_own_rights');
    expect((await ask(support, support.id)).body.code).toBe('access.own_account');
    expect((await ask(support, randomUUID())).body.code).toBe('users.not_found');
    const asked = await ask(support, person.id);
    expect(asked).toMatchObject({ status: 202, body: { userId: person.id, status: 'requested' } });
    // At once, before any worker has looked.
    expect((await t.http('GET', '/api/v1/me', { token: person.token })).status).toBe(401);
    expect((await ask(support, person.id)).body.code).toBe('users.not_found');
    const list = await t.http<{ items: { id: string }[] }>('GET', '/api/v1/admin/erasures', {
      token: support.token,
    });
    expect(list.body.items.map((item) => item.id)).toContain(asked.body.id);
    const last = await t.owner.query<{ status: string }>(
      'SELECT u.deleted_at IS NOT NULL AND u.locked AS closed FROM users u WHERE id = $1',
      [person.id],
    );
    expect(last.rows).toEqual([{ closed: true }]);
    await erase(asked.body.id);
    expect(await findInDatabase(t.owner, Object.values(value))).toEqual([]);
  });

  it('is done again after a backup was restored, by the list that was kept', async () => {
    const value = uniqueValues();
    const person = await personWith(value);
    const { id } = await t.given.erasure(person);
    await run('UPDATE erasures SET requested_at = now() - interval $$1 hour$$ WHERE id = $1', [id]);
    const erasures = t.get(ErasuresRepository);
    const kept = (await erasures.list(ctx(), false)).map(({ requestedAt, ...entry }) => {
      return { ...entry, requestedAt: requestedAt.toISOString() };
    });
    await run('DELETE FROM erasures');
    const first = await t.get(ReapplyErasures).execute(ctx(), kept);
    expect(first).toMatchObject({ adopted: kept.length, applied: kept.length });
    expect(await findInDatabase(t.owner, Object.values(value))).toEqual([]);
    // As a restored row would look.
    await run('UPDATE users SET email = $2, deleted_at = NULL, locked = FALSE WHERE id = $1', [
      person.id,
      value.email,
    ]);
    expect(await t.get(ReapplyErasures).execute(ctx(), kept)).toMatchObject({ adopted: 0 });
    expect(await findInDatabase(t.owner, Object.values(value))).toEqual([]);
  });

  it('catches what somebody orders in the very moment', async () => {
    const value = uniqueValues();
    const person = await personWith(value);
    const orders = Promise.allSettled(
      Array.from({ length: 8 }, async () => orderOf(person, value, 'completed')),
    );
    await sleep(60);
    const { id } = await t.given.erasure(person);
    await t.get(ApplyErasure).execute(ctx(), id, { settleSeconds: 30 });
    await orders;
    // Not settled yet: it is not over, and a second look is on its way.
    const { rows } = await t.owner.query('SELECT status FROM erasures WHERE id = $1', [id]);
    expect(rows).not.toEqual([{ status: 'applied' }]);
    await move('user_id', person.id, 'delivered');
    await move('user_id', person.id, 'confirmed');
    await move('user_id', person.id, 'delivering');
    await move('user_id', person.id, 'delivered');
    expect(await erase(id)).toBe(0);
    expect(await findInDatabase(t.owner, Object.values(value))).toEqual([]);
  });
});
