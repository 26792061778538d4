import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { OrdersWorkerModule } from '../../src/modules/orders/orders.worker.module.js';
import { FinishRefund } from '../../src/modules/orders/refunds/finish-refund.js';
import { warmPool } from '../integration/orders/concurrency.js';
import { expectInvariants } from '../integration/orders/invariants.js';
import { useApi } from '../setup/test-api.js';
import { type DeskOrder, openDesk } from './order-desk.js';

const CROWD = 6;
const ONE_OF_MANY = [201, ...Array.from({ length: CROWD - 1 }, () => 409)];

/** The same request many times at once. */
const crowd = <Answer>(call: () => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: CROWD }, call));

describe('Parcels, refunds and returns', () => {
  const t = useApi({
    imports: [OrdersWorkerModule],
    env: { RETURN_DAYS: '14', DATABASE_POOL_MAX: '20' },
  });
  beforeAll(() => warmPool(t, 20));
  const { ask, detail, lineOf, sold, pack, send, refund, pieces } = openDesk(t);
  afterAll(() => expectInvariants(t));

  it('sends an order in parcels, never more than there is, and it follows them', async () => {
    const order = await sold(5);
    const lines = await pieces(order, 3);
    const packed = await crowd(() => ask('POST', `/${order.id}/fulfilments`, { lines }));
    const [made, ...refused] = packed.sort((a, b) => a.status - b.status);
    expect([made?.status, ...refused.map(({ status }) => status)]).toEqual(ONE_OF_MANY);
    for (const { body } of refused) {
      expect(body).toMatchObject({
        code: 'orders.too_many_pieces',
        details: { lines: [{ wanted: 3, available: 2 }] },
      });
    }
    const first = (await detail(order.id)).parcels[0]?.id ?? '';
    const path = `/${order.id}/fulfilments/${first}`;
    expect((await ask('POST', `${path}/deliver`)).status).toBe(409);
    const label = { carrier: 'Post', trackingNumber: 'T-2' };
    expect((await ask('PATCH', path, label)).body.parcels[0]).toMatchObject(label);
    const shipped = await crowd(() => ask('POST', `${path}/ship`));
    expect(shipped.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await detail(order.id)).status).toBe('delivering');
    expect((await ask('POST', `${path}/deliver`)).body.status).toBe('delivering');
    const cancelled = await t.http(`POST`, `/api/v1/orders/${order.id}/cancel`, {
      token: order.customer.token,
      body: {},
    });
    expect(cancelled.status).toBe(409);
    const last = await send(order, 2);
    expect(last.status).toBe('delivered');
    const done = await ask('POST', `/${order.id}/transitions`, { to: 'completed', reason: 'x' });
    expect(done.body.status).toBe('completed');
    expect(done.body.history.map(({ to }) => to)).toEqual([
      'pending',
      'confirmed',
      'delivering',
      'delivered',
      'completed',
    ]);
    expect(await t.given.stockOf(order.variantId)).toBe(15);
    const seen = await t.http<DeskOrder>('GET', `/api/v1/orders/${order.id}`, {
      token: order.customer.token,
    });
    expect(seen.body.parcels).toMatchObject([
      { status: 'delivered', trackingNumber: 'T-2' },
      { status: 'delivered', trackingNumber: 'T-1' },
    ]);
    expect(Object.keys(seen.body.history[0] ?? {})).not.toContain('actorId');
  });

  it('takes a parcel apart again, a sent one too', async () => {
    const order = await sold(2);
    const packed = (await pack(order, 2)).body.parcels[0]?.id ?? '';
    const path = `/${order.id}/fulfilments/${packed}`;
    await ask('POST', `${path}/ship`);
    expect((await ask('POST', `${path}/cancel`)).body.parcels[0]?.status).toBe('cancelled');
    expect((await ask('POST', `${path}/ship`)).status).toBe(409);
    expect((await send(order, 2)).status).toBe('delivered');
    const foreign = await sold(1);
    const other = await ask('POST', `/${foreign.id}/fulfilments/${packed}/ship`);
    expect(other).toMatchObject({ status: 404, body: { code: 'orders.fulfilment_not_found' } });
  });

  it('refuses parcels that nobody could pack', async () => {
    const order = await sold(1);
    const orderItemId = await lineOf(order.id);
    const unpaid = await sold(1, {}, false);
    expect((await pack(unpaid, 1)).body.code).toBe('orders.not_shippable');
    const post = (lines: unknown) => ask('POST', `/${order.id}/fulfilments`, { lines });
    for (const lines of [
      [],
      [{ orderItemId, quantity: 0 }],
      [{ orderItemId, quantity: 1e9 }],
      [{ orderItemId, quantity: 1.5 }],
      [{ orderItemId: '\0', quantity: 1 }],
      [
        { orderItemId, quantity: 1 },
        { orderItemId, quantity: 1 },
      ],
      [null],
      'x',
    ]) {
      expect([JSON.stringify(lines), (await post(lines)).status]).toEqual([
        JSON.stringify(lines),
        400,
      ]);
    }
    expect((await post([{ orderItemId: randomUUID(), quantity: 1 }])).body.code).toBe(
      'orders.line_unknown',
    );
    const twice = t.owner.query(
      `WITH f AS (INSERT INTO fulfilments (order_id) VALUES ($1) RETURNING id)
       INSERT INTO fulfilment_items (fulfilment_id, order_item_id, quantity) SELECT id, $2, 2 FROM f`,
      [order.id, orderItemId],
    );
    await expect(twice).rejects.toMatchObject({ constraint: 'ck_fulfilment_items_within_line' });
  });

  it('gives back lines, shipping and goodwill, in any split exactly what was paid', async () => {
    const order = await sold(3);
    const parts = [
      await refund(order, { lines: await pieces(order, 1) }),
      await refund(order, { lines: await pieces(order, 2), shippingAmount: '5.90' }),
    ];
    expect(parts.map(({ body }) => body.amount)).toEqual(['10.00', '25.90']);
    expect(await t.given.stockOf(order.variantId)).toBe(20);
    const again = await refund(order, { lines: await pieces(order, 1) });
    expect(again).toMatchObject({ status: 409, body: { code: 'orders.too_many_pieces' } });
    expect((await refund(order, { goodwillAmount: '0.01' })).body.code).toBe(
      'payments.refund_too_large',
    );
    expect((await refund(order, { shippingAmount: '0.01' })).body.code).toBe(
      'orders.shipping_refund_too_large',
    );
    expect((await refund(order, {})).body.code).toBe('orders.nothing_to_refund');
    const waiting = (await detail(order.id)).refunds;
    expect((await detail(order.id)).refundedAmount).toBe('0.00');
    const finish = t.get(FinishRefund);
    for (const { id } of waiting) {
      const done = { outcome: 'succeeded' } as const;
      expect(await finish.execute(systemContext('test'), id, done)).toBe(true);
      expect(await finish.execute(systemContext('test'), id, done)).toBe(false);
    }
    expect(await detail(order.id)).toMatchObject({
      status: 'refunded',
      refundedAmount: '35.90',
      payments: [{ status: 'refunded' }],
    });
    expect(await t.given.stockOf(order.variantId)).toBe(20);
  });

  it('takes a refund once per key, and two at once never give too much', async () => {
    const order = await sold(1);
    const body = { goodwillAmount: '10.00' };
    const same = await Promise.all([1, 2, 3].map(() => refund(order, body, 'one')));
    const answers = same.filter(({ status }) => status === 201).map(({ text }) => text);
    expect(new Set(answers).size).toBe(1);
    expect(await refund(order, body, 'one')).toMatchObject({ status: 201, text: answers[0] });
    expect((await refund(order, { goodwillAmount: '1.00' }, 'one')).status).toBe(422);
    const rest = await Promise.all([refund(order, body), refund(order, body)]);
    expect(rest.map(({ status }) => status)).toEqual([422, 422]);
    expect((await detail(order.id)).refunds).toHaveLength(1);
    const other = await sold(2);
    const lines = await pieces(other, 2);
    const asked = await crowd(() => refund(other, { lines }));
    expect(asked.map(({ status }) => status).sort()).toEqual(ONE_OF_MANY);
    expect((await detail(other.id)).refunds).toMatchObject([{ amount: '20.00' }]);
  });

  it('ends an order whose money is all back: what has not left is free, its codes count no more', async () => {
    const { code } = await t.given.discount({ code: 'DESK', value: '10' });
    const order = await sold(3, { codes: [code ?? ''] });
    await send(order, 1);
    await pack(order, 1);
    const amount = (await detail(order.id)).payments[0]?.capturedAmount;
    const { body } = await refund(order, { goodwillAmount: amount });
    expect((await detail(order.id)).status).toBe('delivering');
    const done = { outcome: 'succeeded' } as const;
    await t.get(FinishRefund).execute(systemContext('test'), body.refundIds[0] ?? '', done);
    expect(await detail(order.id)).toMatchObject({
      status: 'refunded',
      parcels: [{ status: 'delivered' }, { status: 'cancelled' }],
      items: [{ cancelledQuantity: 2 }],
    });
    expect(await t.given.stockOf(order.variantId)).toBe(19);
    const { rows } = await t.owner.query<{ n: number }>(
      'SELECT used_count AS n FROM discounts WHERE code = $1',
      [code],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('gives nothing back of an order that nobody paid, and what is left of a cancelled one', async () => {
    const unpaid = await sold(1, {}, false);
    const early = await refund(unpaid, { lines: await pieces(unpaid, 1) });
    expect(early).toMatchObject({ status: 422, body: { code: 'payments.refund_too_large' } });
    const order = await sold(1);
    await ask('POST', `/${order.id}/transitions`, { to: 'cancelled', reason: 'x' });
    const [first] = (await detail(order.id)).refunds;
    const failed = { outcome: 'failed', reason: 'closed account' } as const;
    await t.get(FinishRefund).execute(systemContext('test'), first?.id ?? '', failed);
    const again = await refund(order, { lines: await pieces(order, 1), shippingAmount: '5.90' });
    expect(again).toMatchObject({ status: 201, body: { amount: '15.90' } });
    expect(await t.given.stockOf(order.variantId)).toBe(20);
  });

  it('lets a failed refund be asked for again', async () => {
    const order = await sold(2);
    const { body } = await refund(order, { lines: await pieces(order, 1) });
    const failed = { outcome: 'failed', reason: 'closed account' } as const;
    await t.get(FinishRefund).execute(systemContext('test'), body.refundIds[0] ?? '', failed);
    const line = (await detail(order.id)).items[0];
    expect(line).toMatchObject({
      refundedQuantity: 0,
      refundedAmount: '0.00',
      cancelledQuantity: 1,
    });
    expect((await refund(order, { lines: await pieces(order, 2) })).body.amount).toBe('20.00');
    expect((await detail(order.id)).items[0]).toMatchObject({ cancelledQuantity: 2 });
  });

  it('takes goods back: asked for, approved, received, paid back', async () => {
    const order = await sold(3);
    const { token } = order.customer;
    const path = `/api/v1/orders/${order.id}/returns`;
    const wish = async (quantity: number, who: string | null = token) =>
      t.http<DeskOrder>('POST', path, {
        token: who,
        body: { lines: await pieces(order, quantity), reason: '<b>Too small</b>' },
      });
    expect((await wish(1)).body.code).toBe('orders.not_returnable');
    await send(order, 2);
    expect((await wish(3)).body.details).toMatchObject({ lines: [{ wanted: 3, available: 2 }] });
    expect((await wish(1, (await t.given.customer()).token)).status).toBe(404);
    expect((await wish(1, null)).status).toBe(401);
    const two = { lines: await pieces(order, 2), reason: '<b>Too small</b>' };
    const wished = await crowd(() => t.http('POST', path, { token, body: two }));
    expect(wished.map(({ status }) => status).sort()).toEqual(ONE_OF_MANY);
    const returnId = (await detail(order.id)).returns[0]?.id ?? '';
    const step = (name: string, body: object = {}) =>
      ask('POST', `/${order.id}/returns/${returnId}/${name}`, body);
    const orderItemId = await lineOf(order.id);
    const came = (restocked: number, writtenOff: number) =>
      step('receive', { lines: [{ orderItemId, restocked, writtenOff }] });
    expect((await came(1, 1)).status).toBe(409);
    expect((await step('approve', { answer: 'Welcome' })).body.returns[0]?.status).toBe('approved');
    expect((await came(2, 1)).body.code).toBe('orders.too_many_pieces');
    const received = await came(1, 1);
    expect(received.body).toMatchObject({
      returns: [{ status: 'received' }],
      refunds: [{ amount: '20.00', returnId }],
      items: [{ returnedQuantity: 2, refundedQuantity: 2, cancelledQuantity: 0 }],
    });
    expect((await came(1, 1)).status).toBe(409);
    expect(await t.given.stockOf(order.variantId)).toBe(18);
    const refundId = received.body.refunds[0]?.id ?? '';
    await t.get(FinishRefund).execute(systemContext('test'), refundId, { outcome: 'succeeded' });
    expect(await detail(order.id)).toMatchObject({
      status: 'delivering',
      refundedAmount: '20.00',
      returns: [{ status: 'closed' }],
    });
    expect((await send(order, 1)).status).toBe('delivered');
    await t.owner.query(`UPDATE fulfilments SET delivered_at = now() - interval '15 days'`);
    expect((await wish(1)).body.details).toMatchObject({ lines: [{ isTooLate: true }] });
  });

  it('lists refunds and returns of all orders for those who may see them', async () => {
    const order = await sold(3);
    await send(order, 3);
    await t.http('POST', `/api/v1/orders/${order.id}/returns`, {
      token: order.customer.token,
      body: { lines: await pieces(order, 1), reason: 'Too small' },
    });
    await refund(order, { goodwillAmount: '1.50' });
    await refund(order, { goodwillAmount: '0.50', reason: 'Once more' });
    const clerk = await t.given.staff({ orders: 'r' });
    const cashier = await t.given.staff({ refunds: 'r' });
    const list = (path: string, { token }: { token: string }) =>
      t.http<{ items: Record<string, unknown>[]; code?: string }>('GET', `/api/v1/admin/${path}`, {
        token,
      });
    const { items } = (await list(`refunds?orderId=${order.id}&sort=-amount`, cashier)).body;
    const whose = { orderId: order.id, currency: 'USD', isArchived: false };
    expect(items).toMatchObject([
      { ...whose, amount: '1.50', status: 'pending', reason: 'Sorry', surplus: false, lines: [] },
      { ...whose, amount: '0.50', reason: 'Once more', paymentId: order.payment.id },
    ]);
    const returns = await list(`returns?orderId=${order.id}&status=requested`, clerk);
    expect(returns.body.items).toMatchObject([
      { ...whose, status: 'requested', customerId: order.customer.id, reason: 'Too small' },
    ]);
    expect(returns.body.items[0]?.['items']).toMatchObject([{ quantity: 1, receivedQuantity: 0 }]);
    const none = [
      `refunds?orderId=${order.id}&status=failed`,
      `refunds?orderId=${order.id}&to=2020-01-01T00:00:00Z`,
      `returns?orderId=${order.id}&status=closed`,
      `returns?orderId=${order.id}&from=2999-01-01T00:00:00Z`,
    ];
    for (const path of none) {
      const who = path.startsWith('refunds') ? cashier : clerk;
      expect([path, (await list(path, who)).body.items]).toEqual([path, []]);
    }
    expect((await list('refunds', clerk)).status).toBe(403);
    expect((await list('returns', cashier)).status).toBe(403);
    expect((await list('returns', order.customer)).status).toBe(403);
    for (const bad of ['status=paid', 'sort=status', 'orderId=1', 'from=soon', 'cursor=x']) {
      expect([bad, (await list(`refunds?${bad}`, cashier)).status]).toEqual([bad, 400]);
    }
  });

  it('lets a customer keep what he wanted to send back, until the shop has answered', async () => {
    const order = await sold(2);
    await send(order, 2);
    const { token } = order.customer;
    const path = `/api/v1/orders/${order.id}/returns`;
    const wish = async () => {
      const body = { lines: await pieces(order, 2) };
      const { body: wished } = await t.http<DeskOrder>('POST', path, { token, body });
      return wished.returns.find(({ status }) => status === 'requested')?.id ?? 'none';
    };
    const withdraw = (id: string, who: string | null = token) =>
      t.http<DeskOrder>('POST', `${path}/${id}/withdraw`, { token: who });
    const first = await wish();
    expect((await withdraw(first, (await t.given.customer()).token)).status).toBe(404);
    expect((await withdraw(first, null)).status).toBe(401);
    expect((await withdraw(randomUUID())).body.code).toBe('orders.return_not_found');
    expect((await withdraw('%00')).status).toBe(400);
    const twice = await crowd(() => withdraw(first));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, ...ONE_OF_MANY.slice(1)]);
    expect((await ask('POST', `/${order.id}/returns/${first}/approve`, {})).status).toBe(409);
    // Its pieces are free to be asked for again; whoever comes first, customer or staff, decides.
    for (let round = 0; round < 4; round += 1) {
      const id = await wish();
      const answers = await Promise.all([
        ask('POST', `/${order.id}/returns/${id}/approve`, {}),
        withdraw(id),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const isApproved = answers[0].status === 200;
      const now = (await detail(order.id)).returns.find((one) => one.id === id)?.status;
      expect(now).toBe(isApproved ? 'approved' : 'withdrawn');
      if (isApproved) await ask('POST', `/${order.id}/returns/${id}/reject`, { answer: 'No' });
    }
  });
});
