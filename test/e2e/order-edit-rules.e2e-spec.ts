import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { countStatements } from '../../src/database/statement-counter.js';
import { ArchiveOrders } from '../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../src/modules/orders/archiving.worker.module.js';
import { OrdersWorkerModule } from '../../src/modules/orders/orders.worker.module.js';
import { meetAt, warmPool } from '../integration/orders/concurrency.js';
import type { DiscountWish } from '../setup/given/discounts.js';
import { useApi } from '../setup/test-api.js';
import { openEditing } from './order-editing.js';

const CODES: readonly (readonly [string, DiscountWish, pending: string, frozen: string])[] = [
  ['percentage', { value: '10' }, '3.00', '2.00'],
  ['fixed_amount', { value: '5.01' }, '5.01', '5.01'],
  ['buy_x_get_y', { rules: { buyQuantity: 1, getQuantity: 1 } }, '10.00', '10.00'],
  ['free_shipping', {}, '5.90', '5.90'],
  [
    'tiered',
    {
      rules: {
        by: 'quantity',
        tiers: [
          { from: '2', percent: '5' },
          { from: '3', percent: '20' },
        ],
      },
    },
    '6.00',
    '1.00',
  ],
];

describe('Rules of order edits', () => {
  const t = useApi({
    imports: [OrdersWorkerModule, OrderArchivingWorkerModule],
    env: { DATABASE_POOL_MAX: '20' },
  });
  const desk = openEditing(t);
  const { edit, preview, apply, stored, ordered, pieces, ask, detail, expectWhole } = desk;
  let shirt: string;
  beforeAll(async () => {
    await t.given.taxRate();
    shirt = (await t.given.sellable({ stock: 900 })).variantId;
    await warmPool(t, 20);
  });

  const usesOf = async (code: string): Promise<{ used: number; uses: number }> => {
    const { rows } = await t.owner.query<{ used: number; uses: number }>(
      `SELECT d.used_count AS used, (SELECT count(*)::int FROM discount_usages u
         WHERE u.discount_id = d.id AND u.released_at IS NULL) AS uses FROM discounts d
       WHERE d.code = $1 OR d.id IN (SELECT discount_id FROM discount_codes WHERE code = $1)`,
      [code],
    );
    return rows[0] ?? { used: -1, uses: -1 };
  };

  describe.each(CODES)('%s', (type, wish, pending, frozen) => {
    const code = `EDIT${type.replaceAll('_', '').toUpperCase()}`;

    it('is computed anew for a pending order, and frozen for a confirmed one', async () => {
      await t.given.discount({ ...wish, code, type: type as 'percentage' });
      for (const [paid, expected] of [
        [false, pending],
        [true, frozen],
      ] as const) {
        const order = await ordered([{ variantId: shirt, quantity: 2 }], { codes: [code] }, paid);
        const before = await stored(order.id);
        await edit(order.id, await pieces(order.id, shirt, 3));
        expect((await stored(order.id)).discount).toBe(expected);
        await edit(order.id, await pieces(order.id, shirt, 2));
        expect(await stored(order.id)).toEqual(before);
        await edit(order.id, await pieces(order.id, shirt, 1));
        const { variantId } = await t.given.sellable();
        await edit(order.id, { add: [{ variantId, quantity: 1 }] });
        await edit(order.id, await pieces(order.id, shirt, 0));
        const { used, uses } = await usesOf(code);
        expect(used).toBe(uses);
      }
    });
  });

  it('gives the use of a code back that gives nothing any more, a single-use code too', async () => {
    await t.given.discount({
      code: 'MANY',
      type: 'fixed_amount',
      value: '4',
      minimumAmount: '20',
      usageLimit: 1,
    });
    await t.given.discount({
      singleUse: ['ONCE-1'],
      type: 'fixed_amount',
      value: '2',
      minimumAmount: '20',
    });
    const lines = [{ variantId: shirt, quantity: 2 }];
    const order = await ordered(lines, { codes: ['MANY', 'ONCE-1'] }, false);
    expect((await stored(order.id)).discount).toBe('6.00');
    // Its own use is not in its way.
    await edit(order.id, await pieces(order.id, shirt, 3));
    expect((await stored(order.id)).discount).toBe('6.00');
    await edit(order.id, await pieces(order.id, shirt, 1));
    expect((await stored(order.id)).discount).toBe('0.00');
    expect([await usesOf('MANY'), await usesOf('ONCE-1')]).toEqual([
      { used: 0, uses: 0 },
      { used: 0, uses: 0 },
    ]);
    const next = await ordered(lines, { codes: ['MANY', 'ONCE-1'] }, false);
    expect((await stored(next.id)).discount).toBe('6.00');
  });

  it('takes an automatic discount that an edit reaches, inside its limit', async () => {
    const { id } = await t.given.discount({
      type: 'fixed_amount',
      value: '7',
      minimumAmount: '150',
      usageLimit: 1,
    });
    const order = await ordered([{ variantId: shirt, quantity: 1 }], {}, false);
    const other = await ordered([{ variantId: shirt, quantity: 1 }], {}, false);
    const wish = await Promise.all(
      [order, other].map(async (one) => {
        const changes = await pieces(one.id, shirt, 15);
        return { id: one.id, changes, seen: (await preview(one.id, changes)).body };
      }),
    );
    const results = await meetAt(t, { table: 'discounts', id }, 2, () =>
      wish.map((one) => apply(one.id, one.changes, one.seen)),
    );
    const codes = results.map((result) =>
      result.status === 'fulfilled' ? result.value.status : 0,
    );
    expect(codes.sort()).toEqual([201, 409]);
    await expectWhole(order.id);
    await t.owner.query('UPDATE discounts SET is_active = false WHERE id = $1', [id]);
  });

  it('prices shipping anew for another place or method, and taxes with it; a street changes nothing', async () => {
    await t.given.shippingRate({ code: 'express', price: '15.00' });
    await t.given.shippingRate({ countries: ['CA'], price: '20.00' });
    const order = await ordered([{ variantId: shirt, quantity: 2 }]);
    const address = { ...(await addressOf(order.id)), street: '99 Other Street' };
    const same = await stored(order.id);
    await edit(order.id, { shippingAddress: address });
    expect(await stored(order.id)).toEqual(same);
    expect(await addressOf(order.id)).toMatchObject({ street: '99 Other Street' });
    await edit(order.id, { shippingMethodCode: 'express' });
    expect(await stored(order.id)).toMatchObject({ shipping: '15.00', tax: same.tax });
    const abroad = { ...address, country: 'CA', city: 'Toronto' };
    const shown = await preview(order.id, { shippingAddress: abroad });
    expect(shown.body.code).toBe('orders.shipping_unavailable');
    await edit(order.id, { shippingAddress: abroad, shippingMethodCode: 'standard' });
    expect(await stored(order.id)).toMatchObject({
      shipping: '20.00',
      tax: '0.00',
      total: '40.00',
    });
    expect(await addressOf(order.id)).toMatchObject({
      country: 'CA',
      recipient: address.recipient,
    });
  });

  const addressOf = async (id: string) => {
    const { body } = await ask<{ shippingAddress: { recipient: string } }>('GET', `/${id}`);
    return body.shippingAddress;
  };

  it('lets one of two edits at once through, and each key once', async () => {
    const order = await ordered([{ variantId: shirt, quantity: 2 }]);
    const changes = await pieces(order.id, shirt, 5);
    const seen = (await preview(order.id, changes)).body;
    const results = await meetAt(t, { table: 'orders', id: order.id }, 2, () =>
      [1, 2].map(() => apply(order.id, changes, seen)),
    );
    const codes = results.map((result) =>
      result.status === 'fulfilled' ? result.value.status : 0,
    );
    expect(codes.sort()).toEqual([201, 412]);
    const [key, less] = [randomUUID(), await pieces(order.id, shirt, 3)];
    const shown = (await preview(order.id, less)).body;
    const twice = await Promise.all([1, 2].map(() => apply(order.id, less, shown, key)));
    expect(twice.map(({ status }) => status).sort()).toEqual([201, expect.any(Number)]);
    const again = await apply(order.id, less, shown, key);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const { body } = await ask<{ items: unknown[] }>('GET', `/${order.id}/edits`);
    expect(body.items).toHaveLength(2);
    await expectWhole(order.id);
  });

  it.each(['cancel', 'pack', 'pay'] as const)('meets a %s at the same moment', async (what) => {
    const paid = what !== 'pay';
    const order = await ordered([{ variantId: shirt, quantity: 2 }], {}, paid);
    const changes = await pieces(order.id, shirt, 1);
    const seen = (await preview(order.id, changes)).body;
    const line = await desk.lineOf(order.id, shirt);
    if (!paid) await t.given.paid(order.payment.id);
    const other = {
      cancel: () => ask('POST', `/${order.id}/transitions`, { to: 'cancelled', reason: 'now' }),
      pack: () =>
        ask('POST', `/${order.id}/fulfilments`, { lines: [{ orderItemId: line, quantity: 2 }] }),
      pay: () => desk.record(order),
    }[what];
    await meetAt<unknown>(t, { table: 'orders', id: order.id }, 2, () => [
      apply(order.id, changes, { previewHash: seen.previewHash }),
      other(),
    ]);
    await desk.record(order);
    await expectWhole(order.id);
    const { status, total } = await stored(order.id);
    if (what === 'pay')
      expect([status, total]).toEqual(['confirmed', expect.stringMatching(/^(27.55|16.73)$/)]);
    const { rows } = await t.owner.query(
      `SELECT o.id FROM orders o WHERE o.id = $1 AND o.status = 'confirmed' AND o.total_amount <>
         (SELECT sum(p.captured_amount) FROM payments p WHERE p.order_id = o.id)
         - (SELECT coalesce(sum(r.amount), 0) FROM refunds r WHERE r.order_id = o.id)`,
      [order.id],
    );
    expect(rows).toEqual([]);
  });

  it('says why an order cannot be edited', async () => {
    const order = await ordered([{ variantId: shirt, quantity: 4 }]);
    const line = await desk.lineOf(order.id, shirt);
    const parcel = await ask<{ parcels: { id: string }[] }>('POST', `/${order.id}/fulfilments`, {
      lines: [{ orderItemId: line, quantity: 2 }],
    });
    const fixed = await preview(order.id, await pieces(order.id, shirt, 1));
    expect(fixed.status).toBe(409);
    expect(fixed.body).toMatchObject({
      code: 'orders.edit_lines_fixed',
      details: { lines: [{ reason: 'packed', least: 2 }] },
    });
    await edit(order.id, await pieces(order.id, shirt, 3));
    const packed = await preview(order.id, { shippingMethodCode: 'standard' });
    expect(packed.body.details?.reasons).toEqual(['packed']);
    const path = `/${order.id}/fulfilments/${parcel.body.parcels[0]?.id ?? ''}`;
    await ask('POST', `${path}/ship`);
    const sent = await preview(order.id, await pieces(order.id, shirt, 4));
    expect([sent.status, sent.body.details?.reasons]).toEqual([409, ['status']]);
    const old = await ordered([{ variantId: shirt, quantity: 1 }], {}, false);
    await ask('POST', `/${old.id}/transitions`, { to: 'cancelled', reason: 'old' });
    await t.owner.query(`UPDATE orders SET created_at = now() - interval '5 years' WHERE id = $1`, [
      old.id,
    ]);
    await t.get(ArchiveOrders).execute(systemContext('test'));
    const archived = await preview(old.id, { add: [{ variantId: shirt, quantity: 1 }] });
    expect([archived.status, archived.body.details?.reasons]).toEqual([409, ['archived']]);
    expect((await ask('GET', `/${old.id}/edits`)).status).toBe(200);
  });

  it('leaves lines alone that were refunded, and the price above what went back', async () => {
    const { variantId } = await t.given.sellable();
    const order = await ordered([
      { variantId: shirt, quantity: 3 },
      { variantId, quantity: 1 },
    ]);
    const lines = [{ orderItemId: await desk.lineOf(order.id, shirt), quantity: 1 }];
    const body = { lines, goodwillAmount: '30.00', reason: 'Sorry' };
    const key = { 'idempotency-key': randomUUID() };
    expect((await ask('POST', `/${order.id}/refunds`, body, key)).status).toBe(201);
    const fixed = await preview(order.id, await pieces(order.id, shirt, 2));
    expect(fixed.body).toMatchObject({
      code: 'orders.edit_lines_fixed',
      details: { lines: [{ reason: 'refunded' }] },
    });
    const less = await preview(order.id, await pieces(order.id, variantId, 0));
    expect(less.body.details?.reasons).toEqual(['refunds']);
    await edit(order.id, await pieces(order.id, variantId, 2));
    // A cent that is left over from sharing out the tax goes to either line.
    const { amountDue } = (await ask<{ amountDue: string }>('GET', `/${order.id}`)).body;
    expect(amountDue).toMatch(/^10\.8[23]$/);
  });

  it('promises pieces that are still to come', async () => {
    const { variantId } = await t.given.sellable({ stock: 1 });
    await t.owner.query('UPDATE product_variants SET backorder_limit = 2 WHERE id = $1', [
      variantId,
    ]);
    const order = await ordered([{ variantId: shirt, quantity: 1 }]);
    await edit(order.id, { add: [{ variantId, quantity: 3 }] });
    const stock = async () =>
      (
        await t.owner.query<{ free: number; owed: number }>(
          'SELECT inventory_quantity AS free, backordered_quantity AS owed FROM product_variants WHERE id = $1',
          [variantId],
        )
      ).rows;
    expect(await stock()).toEqual([{ free: 0, owed: 2 }]);
    const more = await preview(order.id, await pieces(order.id, variantId, 4));
    expect(more.body.lines.find((line) => line.variantId === variantId)?.problems).toEqual([
      { code: 'out_of_stock' },
    ]);
    await edit(order.id, await pieces(order.id, variantId, 1));
    expect(await stock()).toEqual([{ free: 0, owed: 0 }]);
  });

  it('confirms a pending order that has become free or is paid by now', async () => {
    await t.given.discount({
      code: 'FREE3',
      type: 'fixed_amount',
      value: '60',
      minimumAmount: '30',
    });
    const order = await ordered([{ variantId: shirt, quantity: 4 }], { codes: ['FREE3'] }, false);
    await t.owner.query('UPDATE discounts SET minimum_amount = 60 WHERE code = $1', ['FREE3']);
    const digital = (await t.given.sellable({ requiresShipping: false, stock: 90 })).variantId;
    await t.owner.query(`UPDATE discounts SET minimum_amount = 20 WHERE code = 'FREE3'`);
    const { lines = [] } = await pieces(order.id, shirt, 0);
    const made = await edit(order.id, { lines, add: [{ variantId: digital, quantity: 3 }] });
    expect(made).toMatchObject({ totalAfter: '0.00', amountDue: '0.00' });
    expect(await stored(order.id)).toMatchObject({ status: 'confirmed', shipping: '0.00' });
    const up = await edit(order.id, await pieces(order.id, digital, 4));
    expect(up.amountDue).toBe('10.83');
  });

  it('refuses what makes no sense, and who may not', async () => {
    const order = await ordered([{ variantId: shirt, quantity: 1 }]);
    const line = await desk.lineOf(order.id, shirt);
    const nobody = randomUUID();
    const cases: readonly (readonly [unknown, number, string])[] = [
      [{}, 422, 'orders.edit_changes_nothing'],
      [{ lines: [{ orderItemId: line, quantity: 1 }] }, 422, 'orders.edit_changes_nothing'],
      [{ lines: [{ orderItemId: line, quantity: 0 }] }, 422, 'orders.edit_leaves_nothing'],
      [{ lines: [{ orderItemId: nobody, quantity: 1 }] }, 422, 'orders.line_unknown'],
      [{ shippingMethodCode: 'nothing' }, 422, 'orders.shipping_unavailable'],
      [{ shippingMethodCode: 'a\u0000b' }, 400, 'request.invalid'],
      [{ lines: [{ orderItemId: line, quantity: 1e9 }] }, 400, 'request.invalid'],
      [{ lines: [{ orderItemId: line, quantity: -1 }] }, 400, 'request.invalid'],
      [{ lines: [{ orderItemId: line, quantity: 1.5 }] }, 400, 'request.invalid'],
      [{ lines: [null] }, 400, 'request.invalid'],
      [{ add: [{ variantId: shirt, quantity: 'NaN' }] }, 400, 'request.invalid'],
      [{ add: [{ variantId: nobody, quantity: 1, price: '0.01' }] }, 400, 'request.invalid'],
      [JSON.parse('{"__proto__": {"lines": []}, "total": 1}'), 400, 'request.invalid'],
      [null, 400, 'request.invalid'],
    ];
    for (const [changes, status, code] of cases) {
      const answer = await preview(order.id, changes as object);
      expect([answer.status, answer.body.code], JSON.stringify(changes)).toEqual([status, code]);
    }
    const unknown = await preview(order.id, { add: [{ variantId: nobody, quantity: 1 }] });
    expect(unknown.body).toMatchObject({ isPossible: false });
    const refused = await apply(
      order.id,
      { add: [{ variantId: nobody, quantity: 1 }] },
      unknown.body,
    );
    expect([refused.status, refused.body.code]).toEqual([409, 'orders.edit_not_possible']);
    const path = `/api/v1/admin/orders/${order.id}/edits`;
    const { token } = await t.given.customer();
    const reader = await t.given.staff({ orders: 'r' });
    const body = { changes: {}, previewHash: 'x'.repeat(43), reason: 'no' };
    expect((await t.http('POST', path, { token, body })).status).toBe(403);
    expect((await t.http('POST', path, { token: reader.token, body })).status).toBe(403);
    expect((await t.http('POST', `${path}/preview`, { token: reader.token, body })).status).toBe(
      403,
    );
    expect((await t.http('GET', path, { token: reader.token })).status).toBe(200);
    expect((await t.http('GET', path, { token })).status).toBe(403);
    expect((await preview(nobody, {})).status).toBe(404);
  });

  it('takes as many statements for 200 lines as for one', async () => {
    const counts: number[] = [];
    for (const lines of [1, 200]) {
      const variants = await Promise.all(Array.from({ length: lines }, () => t.given.sellable()));
      const order = await ordered(variants.map(({ variantId }) => ({ variantId, quantity: 2 })));
      const { items } = await detail(order.id);
      const changes = { lines: items.map(({ id }) => ({ orderItemId: id, quantity: 1 })) };
      const seen = (await preview(order.id, changes)).body;
      const sent = await countStatements(t.get(DataSource), async () => {
        expect((await apply(order.id, changes, seen)).status).toBe(201);
      });
      counts.push(sent.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
