import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { countStatements } from '../../src/database/statement-counter.js';
import { ArchiveOrders } from '../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../src/modules/orders/archiving.worker.module.js';
import { OrdersWorkerModule } from '../../src/modules/orders/orders.worker.module.js';
import { TransfersWorkerModule } from '../../src/modules/transfers/transfers.worker.module.js';
import { RunFileExport } from '../../src/modules/transfers/use-cases/run-file-export.js';
import type { GivenOrder } from '../setup/given/orders.js';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';
import { openDesk } from './order-desk.js';

/** Processes of this database that wait for a lock. */
const WAITING = `SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE NOT l.granted AND a.datname = current_database()`;

/** What became of many orders. */
interface Transitions {
  readonly results: readonly { orderId: string; outcome: string; status: string | null }[];
  readonly refused: number;
}

const ADMIN = '/api/v1/admin/orders';
/** An ETag of the body alone. */
const NO_VERSION = /^"[\w-]{16}"$/;

describe('Orders at the desk', () => {
  const t = useApi({
    imports: [OrdersWorkerModule, OrderArchivingWorkerModule, TransfersWorkerModule],
  });
  const { open, ask, detail, sold, send } = openDesk(t);
  let staff: GivenUser;
  beforeAll(async () => {
    staff = await open();
  });

  /** The order, cancelled long ago and moved to the archive. */
  const archived = async <Order extends GivenOrder>(order: Order): Promise<Order> => {
    await ask('POST', `/${order.id}/transitions`, { to: 'cancelled', reason: 'old' });
    await t.owner.query(`UPDATE orders SET created_at = now() - interval '5 years' WHERE id = $1`, [
      order.id,
    ]);
    expect(await t.get(ArchiveOrders).execute(systemContext('test'))).toBe(1);
    return order;
  };

  it('finds orders by whatever staff knows of them, archived ones too', async () => {
    const order = await sold(2);
    const other = await sold(1, {}, false);
    await t.owner.query(`UPDATE orders SET email = 'Desk@Example.com' WHERE id = $1`, [order.id]);
    const { rows } = await t.owner.query<{ sku: string }>(
      'SELECT sku FROM product_variants WHERE id = $1',
      [order.variantId],
    );
    const found = async (query: string) => {
      const { body, status } = await ask<{ items: { id: string }[]; total?: number }>(
        'GET',
        `?${query}`,
      );
      expect(status).toBe(200);
      return body.items.map(({ id }) => id);
    };
    for (const query of [
      'email=desk%40example.COM',
      `orderNumber=${order.orderNumber}`,
      `customerId=${order.customer.id}`,
      `sku=${rows[0]?.sku ?? ''}`,
    ]) {
      expect(await found(query)).toEqual([order.id]);
    }
    const both = [order.id, other.id].sort();
    expect((await found('from=2022-01-01&to=2100-01-01')).sort()).toEqual(both);
    const old = await archived(await sold(1, {}, false));
    expect(await found('to=2022-01-01')).toEqual([old.id]);
    expect(await detail(old.id)).toMatchObject({ status: 'cancelled', isArchived: true });
    expect((await ask('GET', `/${old.id}`)).headers.get('etag')).toMatch(NO_VERSION);
    expect((await ask('POST', `/${old.id}/payments/record`, { reason: 'x' })).status).toBe(404);
    expect(await found('from=2022-01-01&sort=createdAt')).toEqual([order.id, other.id]);
    expect(await found('status=confirmed,delivering')).toEqual([order.id]);
    expect(await found('status=cancelled,pending')).toEqual([other.id, old.id]);
    for (const none of ['delivering', 'refunded', 'completed', '']) {
      expect(await found(`status=${none}`)).toEqual([]);
    }
    expect(await found('paymentState=paid')).toEqual([order.id]);
    expect(await found('paymentState=unpaid')).toEqual([other.id, old.id]);
    expect(await found('hasReturns=true')).toEqual([]);
    expect(await found(`minTotal=${order.totalAmount}`)).toEqual([order.id]);
    expect(await found(`maxTotal=${other.totalAmount}`)).toEqual([other.id, old.id]);
    expect((await found('sort=totalAmount')).at(-1)).toBe(order.id);
    const first = await ask<{ nextCursor: string; total: number }>(
      'GET',
      '?limit=1&sort=-totalAmount&total=true',
    );
    expect(first.body.total).toBe(3);
    const cursor = encodeURIComponent(first.body.nextCursor);
    const rest = await found(`limit=2&sort=-totalAmount&cursor=${cursor}`);
    expect(rest.sort()).toEqual([other.id, old.id].sort());
    for (const bad of [
      `sort=createdAt&cursor=${cursor}`,
      'status=nonsense',
      'minTotal=1e9',
      'maxTotal=NaN',
      'email=%00',
      'sku=%00',
      'from=2024-13-45',
      'customerId=__proto__',
      'limit=1000000000',
      'nothing=1',
    ]) {
      expect([bad, (await ask('GET', `?${bad}`)).status]).toEqual([bad, 400]);
    }
  });

  it('exports the orders that the filters name', async () => {
    const order = await sold(4);
    await sold(1, { customer: order.customer });
    const { rows } = await t.owner.query<{ sku: string }>(
      'SELECT sku FROM product_variants WHERE id = $1',
      [order.variantId],
    );
    const customerId = order.customer.id;
    for (const filter of [
      { sku: rows[0]?.sku },
      { customerId, minTotal: '40.00', hasReturns: false },
      { customerId, minTotal: '40.00', status: 'confirmed' },
      { customerId, minTotal: '40.00', status: ['cancelled', 'confirmed'] },
      { customerId, minTotal: '40.00', status: [] },
    ]) {
      const made = await t.http<{ id: string }>('POST', '/api/v1/admin/exports/orders', {
        token: staff.token,
        body: { format: 'jsonl', maxTotal: '50.00', ...filter },
      });
      expect(made.status, made.text).toBe(202);
      while (await t.get(RunFileExport).execute(systemContext('test'), made.body.id));
      const path = `/api/v1/admin/exports/orders/${made.body.id}/file`;
      const { text } = await t.http('GET', path, { token: staff.token });
      expect(text).toContain(order.orderNumber);
      expect(text.trim().split('\n')).toHaveLength(1);
    }
    for (const status of ['sold', ['confirmed', 'sold'], [['confirmed']], { confirmed: 1 }]) {
      const body = { status };
      const path = '/api/v1/admin/exports/orders';
      expect((await t.http('POST', path, { token: staff.token, body })).status).toBe(400);
    }
    const none = { customerId, status: ['pending', 'cancelled'] };
    const path = '/api/v1/admin/exports/orders';
    const body = { format: 'jsonl', ...none };
    const empty = await t.http<{ id: string }>('POST', path, { token: staff.token, body });
    while (await t.get(RunFileExport).execute(systemContext('test'), empty.body.id));
    const file = `${path}/${empty.body.id}/file`;
    expect((await t.http('GET', file, { token: staff.token })).text).toBe('');
  });

  it('shows who did what and why, and lets nobody else look', async () => {
    const order = await sold(1, {}, false);
    const changed = await ask('POST', `/${order.id}/transitions`, {
      to: 'cancelled',
      reason: 'He has called',
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { status: 'cancelled', customer: { id: order.customer.id } },
    });
    expect(changed.body.history.at(-1)).toMatchObject({
      from: 'pending',
      to: 'cancelled',
      reason: 'He has called',
      actorId: staff.id,
    });
    const reader = await t.given.staff({ orders: 'r' });
    const as = (token: string | null, method: string, path: string) =>
      t.http(method, `${ADMIN}/${order.id}${path}`, {
        token,
        body: method === 'GET' ? undefined : {},
      });
    expect((await as(reader.token, 'GET', '')).status).toBe(200);
    expect((await as(reader.token, 'POST', '/transitions')).status).toBe(403);
    expect((await as(reader.token, 'POST', '/fulfilments')).status).toBe(403);
    expect((await as(reader.token, 'POST', '/refunds')).status).toBe(403);
    expect((await as(order.customer.token, 'GET', '')).status).toBe(403);
    expect((await as(null, 'GET', '')).status).toBe(401);
    expect((await ask('GET', `/${randomUUID()}`)).status).toBe(404);
  });

  it('says what is allowed where a change of state is not, and minds the ETag', async () => {
    const order = await sold(1, {}, false);
    const change = (to: string, headers = {}) =>
      ask('POST', `/${order.id}/transitions`, { to, reason: 'x' }, headers);
    expect(await change('delivered')).toMatchObject({
      status: 409,
      body: {
        code: 'common.illegal_transition',
        details: { from: 'pending', allowed: ['confirmed', 'cancelled'] },
      },
    });
    const { headers } = await ask('GET', `/${order.id}`);
    const seen = { 'if-match': headers.get('etag') ?? '' };
    const confirmed = await change('confirmed', seen);
    expect(confirmed).toMatchObject({
      status: 200,
      body: { status: 'confirmed', payments: [{ status: 'success', capturedAmount: '15.90' }] },
    });
    expect((await change('cancelled', seen)).status).toBe(412);
    const paidTwice = await ask('POST', `/${order.id}/payments/record`, { reason: 'again' });
    expect(paidTwice).toMatchObject({ status: 409, body: { code: 'payments.already_paid' } });
    const cancelled = await change('cancelled');
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      refunds: [{ status: 'pending', amount: '15.90' }],
    });
    expect(await t.given.stockOf(order.variantId)).toBe(20);
  });

  it('writes off what a cancelled order would give back, when it is not there', async () => {
    const order = await sold(3);
    await ask('POST', `/${order.id}/transitions`, {
      to: 'cancelled',
      reason: 'lost',
      restock: false,
    });
    expect(await t.given.stockOf(order.variantId)).toBe(17);
  });

  it('cancels and completes many orders at once, each by the rules of one', async () => {
    const [paid, sent, over] = [await sold(1), await sold(1), await sold(1, {}, false)];
    const { variantId } = await t.given.sellable({ stock: 20 });
    const lines = [{ variantId, quantity: 2 }];
    const fresh: GivenOrder[] = [];
    for (let n = 0; n < 5; n += 1) {
      fresh.push(await t.given.order({ customer: await t.given.customer(), lines }));
    }
    const delivered = await send(sent, 1);
    expect(delivered.status).toBe('delivered');
    await ask('POST', `/${over.id}/transitions`, { to: 'cancelled', reason: 'x' });
    const ids = [paid, sent, over, ...fresh].map(({ id }) => id);
    const many = (to: string, orderIds: readonly string[]) =>
      ask<Transitions>('POST', '/transitions', { to, orderIds, reason: 'Cleaned up' });
    const count = async (orderIds: readonly string[]) => {
      let answer: Awaited<ReturnType<typeof many>> | undefined;
      const statements = await countStatements(t.get(DataSource), async () => {
        answer = await many('cancelled', orderIds);
      });
      return { body: answer?.body, statements: statements.length };
    };
    const one = await count([fresh[0]?.id ?? '']);
    expect(one.body).toEqual({
      results: [{ orderId: fresh[0]?.id, outcome: 'changed', status: 'cancelled' }],
      refused: 0,
    });
    const two = await count(fresh.slice(1, 3).map(({ id }) => id));
    expect([two.body?.refused, two.statements]).toEqual([0, one.statements]);
    const none = randomUUID();
    // Two at once, who have both begun before either is through: each order is cancelled once.
    const holder = await t.owner.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM orders WHERE id = ANY ($1) FOR UPDATE', [ids]);
    const both = Promise.all([many('cancelled', [...ids, none]), many('cancelled', ids)]);
    await expect.poll(async () => (await t.owner.query(WAITING)).rowCount).toBe(2);
    await holder.query('COMMIT');
    holder.release();
    const [all, again] = await both;
    expect(all.body.results.map(({ orderId }) => orderId)).toEqual([...ids, none]);
    const outcomes = [all.body, again.body].map((body) => body.results.map((row) => row.outcome));
    const wins = outcomes.map((row) => row.slice(6, 8).join());
    expect(wins.sort()).toEqual(['changed,changed', 'unchanged,unchanged']);
    for (const row of outcomes) {
      expect(row.slice(0, 3)).toEqual(['has_money', 'not_allowed', 'unchanged']);
      expect(row.slice(3, 6)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    }
    expect(outcomes[0]?.[8]).toBe('not_found');
    expect(await t.given.stockOf(variantId)).toBe(20);
    const last = await detail(fresh[4]?.id ?? '');
    expect(last.history.at(-1)).toMatchObject({ to: 'cancelled', reason: 'Cleaned up' });
    expect((await detail(paid.id)).status).toBe('confirmed');
    const done = await many('completed', [sent.id, paid.id]);
    expect(done.body).toMatchObject({
      results: [{ outcome: 'changed', status: 'completed' }, { outcome: 'not_allowed' }],
      refused: 1,
    });
    for (const wrong of [[], [none, none], ['x'], Array.from({ length: 501 }, () => randomUUID())])
      expect((await many('cancelled', wrong)).status).toBe(400);
    expect((await many('confirmed', ids)).status).toBe(400);
    const { status } = await t.http('POST', `${ADMIN}/transitions`, {
      token: (await t.given.staff({ orders: 'rw' })).token,
      body: { to: 'completed', orderIds: [none], reason: 'x' },
    });
    expect(status).toBe(403);
  });

  it('takes money for an order that is paid on delivery', async () => {
    const order = await sold(1, { paymentMethodCode: 'cod' }, false);
    const paid = await ask('POST', `/${order.id}/payments/record`, { reason: 'Paid on delivery' });
    expect(paid.body).toMatchObject({ status: 'confirmed', payments: [{ status: 'success' }] });
  });

  it('finds the order of a guest by number, address and token, and tells nothing when one is wrong', async () => {
    const { orderNumber, orderToken: token = '' } = await t.given.order({ isGuest: true });
    const { rows } = await t.owner.query<{ email: string }>(
      'SELECT email FROM orders WHERE order_number = $1',
      [orderNumber],
    );
    const known = { orderNumber, email: rows[0]?.email, token };
    const look = (change: object) =>
      t.http<Record<string, unknown>>('POST', '/api/v1/orders/lookup', {
        body: { ...known, ...change },
      });
    expect((await look({})).status).toBe(200);
    const wrong = [
      await look({ orderNumber: 'ORD-99999999' }),
      await look({ email: 'somebody@example.com' }),
      await look({ token: 'x'.repeat(43) }),
    ];
    const told = wrong.map(({ status, body: { requestId: _requestId, ...body } }) => {
      return { status, body };
    });
    expect(told[0]).toMatchObject({ status: 404, body: { code: 'orders.not_found' } });
    expect(told).toEqual([told[0], told[0], told[0]]);
  });

  it('gives the orders of a guest to whoever proves that they are his, and to nobody else', async () => {
    const customer = await t.given.customer();
    const { rows } = await t.owner.query<{ email: string }>(
      'SELECT email FROM users WHERE id = $1',
      [customer.id],
    );
    const guest = async (): Promise<GivenOrder> => t.given.order({ isGuest: true });
    const [mine, byToken, foreign] = [await guest(), await guest(), await guest()];
    const long = await guest();
    await t.owner.query('UPDATE orders SET email = $2 WHERE id = $1', [long.id, rows[0]?.email]);
    await archived(long);
    await t.owner.query('UPDATE orders SET email = upper($2) WHERE id = $1', [
      mine.id,
      rows[0]?.email,
    ]);
    const others = await sold(1);
    await t.owner.query('UPDATE orders SET email = $2 WHERE id = $1', [others.id, rows[0]?.email]);
    const claim = (body?: object, who: GivenUser = customer) =>
      t.http<{ claimed?: number; code?: string }>('POST', '/api/v1/me/orders/claim', {
        token: who.token,
        body,
      });
    const unverified = await t.given.customer({ verified: false });
    expect((await claim(undefined, unverified)).body.code).toBe('orders.email_not_verified');
    const twice = await Promise.all([claim(), claim()]);
    expect(twice.map(({ body }) => body.claimed).sort()).toEqual([0, 2]);
    expect((await claim()).body.claimed).toBe(0);
    const { orderNumber, orderToken: token } = byToken;
    expect((await claim({ orderNumber: foreign.orderNumber, token })).status).toBe(404);
    expect((await claim({ orderNumber })).status).toBe(400);
    expect((await claim({ orderNumber, token })).body.claimed).toBe(1);
    expect((await claim({ orderNumber, token })).status).toBe(404);
    const list = await t.http<{ items: { id: string }[]; total: number }>(
      'GET',
      '/api/v1/orders?total=true',
      { token: customer.token },
    );
    expect(list.body.total).toBe(3);
    const claimed = [mine.id, byToken.id, long.id].sort();
    expect(list.body.items.map(({ id }) => id).sort()).toEqual(claimed);
    const asGuest = await t.http('GET', `/api/v1/orders/${byToken.id}`, {
      headers: { 'x-order-token': token ?? '' },
    });
    expect(asGuest.status).toBe(404);
  });
});
