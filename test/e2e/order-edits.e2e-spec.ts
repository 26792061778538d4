import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { countStatements } from '../../src/database/statement-counter.js';
import { IssueInvoices } from '../../src/modules/orders/documents/issue-invoices.js';
import { SendOrderNotice } from '../../src/modules/orders/mails/send-order-notice.js';
import { NotificationsWorkerModule } from '../../src/modules/orders/notifications.worker.module.js';
import { OrdersWorkerModule } from '../../src/modules/orders/orders.worker.module.js';
import { FinishRefund } from '../../src/modules/orders/refunds/finish-refund.js';
import { useApi } from '../setup/test-api.js';
import { openEditing } from './order-editing.js';

describe('Edits of orders', () => {
  const t = useApi({ imports: [OrdersWorkerModule, NotificationsWorkerModule], mail: true });
  const {
    edit,
    preview,
    apply,
    stored,
    ordered,
    pieces,
    lineOf,
    record,
    ask,
    detail,
    expectWhole,
  } = openEditing(t);
  let shirt: string;
  let mug: string;
  beforeAll(async () => {
    await t.given.taxRate();
    shirt = (await t.given.sellable({ stock: 500 })).variantId;
    mug = (await t.given.sellable({ stock: 500, price: '4.30' })).variantId;
  });

  it('shows what is to be collected, writes nothing, and makes just that', async () => {
    const order = await ordered([{ variantId: shirt, quantity: 2 }]);
    const before = await stored(order.id);
    const changes = {
      ...(await pieces(order.id, shirt, 3)),
      add: [{ variantId: mug, quantity: 1 }],
    };
    const shown = await preview(order.id, changes);
    expect(shown.body).toMatchObject({
      subtotal: '34.30',
      shippingCost: '5.90',
      taxAmount: '2.83',
      totalAmount: '43.03',
      toCollect: '15.48',
      toGiveBack: null,
      isPossible: true,
    });
    expect(await stored(order.id)).toEqual(before);
    const made = await edit(order.id, changes);
    expect(made).toMatchObject({ revision: 1, amountDue: '15.48', refundAmount: '0.00' });
    expect(await detail(order.id)).toMatchObject({ amountDue: '15.48', totalAmount: '43.03' });
    const { body } = await ask<{ items: { reason: string; totalAfter: string }[] }>(
      'GET',
      `/${order.id}/edits`,
    );
    expect(body.items).toMatchObject([
      { revision: 1, reason: 'The customer has called', totalBefore: '27.55', totalAfter: '43.03' },
    ]);
    expect((await t.outboxOf('order.edited')).at(-1)?.payload).toMatchObject({ orderId: order.id });
  });

  it('takes the difference by a payment of its own, which is no second charge', async () => {
    const customer = await t.given.customer();
    const order = await ordered([{ variantId: shirt, quantity: 1 }], { customer });
    await edit(order.id, await pieces(order.id, shirt, 2));
    const pay = () =>
      t.http<{ paymentId: string; code?: string }>('POST', `/api/v1/orders/${order.id}/payments`, {
        token: customer.token,
        body: {},
      });
    const started = await pay();
    expect(started.body.code).toBeUndefined();
    expect((await pay()).body.paymentId).toBe(started.body.paymentId);
    const { rows } = await t.owner.query('SELECT amount FROM payments WHERE id = $1', [
      started.body.paymentId,
    ]);
    expect(rows).toEqual([{ amount: '10.82' }]);
    await t.given.paid(started.body.paymentId);
    expect(await record(order, started.body.paymentId)).toBe('nothing');
    expect(await detail(order.id)).toMatchObject({ amountDue: '0.00', refunds: [] });
    expect((await pay()).body.code).toBe('orders.not_payable');
    await expectWhole(order.id);
  });

  it('gives up an open additional payment when the total falls; its late money goes back by itself', async () => {
    const customer = await t.given.customer();
    const order = await ordered([{ variantId: shirt, quantity: 1 }], { customer });
    await edit(order.id, await pieces(order.id, shirt, 3));
    const started = await t.http<{ paymentId: string }>(
      'POST',
      `/api/v1/orders/${order.id}/payments`,
      {
        token: customer.token,
        body: {},
      },
    );
    await edit(order.id, await pieces(order.id, shirt, 2));
    const { rows } = await t.owner.query('SELECT status FROM payments WHERE id = $1', [
      started.body.paymentId,
    ]);
    expect(rows).toEqual([{ status: 'cancelled' }]);
    await t.given.paid(started.body.paymentId);
    expect(await record(order, started.body.paymentId)).toBe('refund_due');
    const { refunds, ...now } = await detail(order.id);
    expect(now).toMatchObject({ amountDue: '0.00' });
    // 21.64 came, 10.82 were owed.
    expect(refunds).toMatchObject([{ amount: '10.83' }]);
    await expectWhole(order.id);
  });

  it('gives back what was paid too much, never what was not', async () => {
    const order = await ordered([
      { variantId: shirt, quantity: 3 },
      { variantId: mug, quantity: 1 },
    ]);
    const first = await edit(order.id, await pieces(order.id, mug, 0));
    expect(first).toMatchObject({ refundAmount: '4.65', amountDue: '0.00' });
    expect(first.refundIds).toHaveLength(1);
    expect(await edit(order.id, await pieces(order.id, shirt, 1))).toMatchObject({
      refundAmount: '21.65',
      revision: 2,
    });
    expect(await detail(order.id)).toMatchObject({ refundedAmount: '0.00', amountDue: '0.00' });
    // Back up: what went back is owed again.
    const up = await edit(order.id, await pieces(order.id, shirt, 3));
    expect(up).toMatchObject({ amountDue: '21.65', refundAmount: '0.00' });
    const unpaid = await ordered([{ variantId: shirt, quantity: 2 }], {}, false);
    expect(await edit(unpaid.id, await pieces(unpaid.id, shirt, 1))).toMatchObject({
      refundAmount: '0.00',
      amountDue: '16.73',
      refundIds: [],
    });
    const { rows } = await t.owner.query(
      'SELECT status, amount FROM payments WHERE order_id = $1',
      [unpaid.id],
    );
    expect(rows).toEqual([{ status: 'pending', amount: '16.73' }]);
  });

  it('follows the total of an order that is paid on delivery', async () => {
    const order = await ordered(
      [{ variantId: shirt, quantity: 1 }],
      { paymentMethodCode: 'cod' },
      false,
    );
    await edit(order.id, { add: [{ variantId: mug, quantity: 2 }] });
    const paid = await ask<{ amountDue: string; payments: { capturedAmount: string }[] }>(
      'POST',
      `/${order.id}/payments/record`,
      { reason: 'Paid on delivery' },
    );
    expect(paid.body.payments).toMatchObject([{ capturedAmount: '26.04' }]);
    expect(paid.body.amountDue).toBe('0.00');
    await edit(order.id, {
      add: [{ variantId: (await t.given.sellable()).variantId, quantity: 1 }],
    });
    const again = await ask<{ amountDue: string }>('POST', `/${order.id}/payments/record`, {
      reason: 'The rest',
    });
    expect(again.body.amountDue).toBe('0.00');
    await expectWhole(order.id);
  });

  it('is refused when what is open would be more than its method takes, by the preview too', async () => {
    const order = await ordered(
      [{ variantId: shirt, quantity: 1 }],
      { paymentMethodCode: 'cod' },
      false,
    );
    const before = await stored(order.id);
    const changes = await pieces(order.id, shirt, 2);
    const seen = await preview(order.id, changes);
    await t.owner.query(`UPDATE payment_methods SET max_amount = 20 WHERE code = 'cod'`);
    const refused = {
      status: 422,
      body: { code: 'payments.method_unavailable', details: { reason: 'amount_too_large' } },
    };
    expect(await preview(order.id, changes)).toMatchObject(refused);
    expect(await apply(order.id, changes, seen.body)).toMatchObject(refused);
    expect(await stored(order.id)).toEqual(before);
    await t.owner.query(`UPDATE payment_methods SET max_amount = NULL WHERE code = 'cod'`);
    await edit(order.id, changes);
  });

  it('leaves nothing when what was added goes again, and when a line is back where it was', async () => {
    await t.given.discount({ code: 'TRACE', type: 'fixed_amount', value: '3.33' });
    const order = await ordered(
      [
        { variantId: shirt, quantity: 3 },
        { variantId: mug, quantity: 7 },
      ],
      { codes: ['TRACE'] },
    );
    const before = { ...(await stored(order.id)), lines: await linesOf(order.id) };
    const other = (await t.given.sellable()).variantId;
    await edit(order.id, { add: [{ variantId: other, quantity: 2 }] });
    await edit(order.id, await pieces(order.id, other, 0));
    expect({ ...(await stored(order.id)), lines: await linesOf(order.id) }).toEqual(before);
    for (const quantity of [1, 6, 2, 7])
      await edit(order.id, await pieces(order.id, mug, quantity));
    expect({ ...(await stored(order.id)), lines: await linesOf(order.id) }).toEqual(before);
    expect(await t.given.stockOf(other)).toBe(10);
  });

  const linesOf = async (id: string) => {
    const { rows } = await t.owner.query<{ id: string; quantity: number }>(
      `SELECT id, quantity, unit_price, total_price, discount_amount, tax_amount, taxes FROM order_items
       WHERE order_id = $1 ORDER BY position`,
      [id],
    );
    return rows;
  };

  it('keeps the unit price of lines, and takes today’s for what comes', async () => {
    const { variantId } = await t.given.sellable({ price: '20.00' });
    const order = await ordered([{ variantId, quantity: 1 }]);
    await t.owner.query('UPDATE product_variants SET price = 99 WHERE id = $1', [variantId]);
    expect(await edit(order.id, await pieces(order.id, variantId, 2))).toMatchObject({
      amountDue: '21.65',
    });
    const line = await lineOf(order.id, variantId);
    const shown = await preview(order.id, { add: [{ variantId, quantity: 1 }] });
    expect(shown.body).toMatchObject({
      code: 'orders.edit_variant_present',
      details: { orderItemId: line },
    });
  });

  it('refuses an edit that does not come to what was shown', async () => {
    const { variantId } = await t.given.sellable({ price: '20.00' });
    const order = await ordered([{ variantId: shirt, quantity: 1 }]);
    const changes = { add: [{ variantId, quantity: 1 }] };
    const shown = (await preview(order.id, changes)).body;
    await t.owner.query('UPDATE product_variants SET price = 21 WHERE id = $1', [variantId]);
    const refused = await apply(order.id, changes, shown);
    expect([refused.status, refused.body.code]).toEqual([409, 'orders.edit_changed']);
    const again = (await preview(order.id, changes)).body;
    await t.owner.query('UPDATE product_variants SET inventory_quantity = 0 WHERE id = $1', [
      variantId,
    ]);
    await t.owner.query(
      `INSERT INTO stock_movements (variant_id, quantity, cause) VALUES ($1, -10, 'adjustment')`,
      [variantId],
    );
    const gone = await apply(order.id, changes, again);
    expect([gone.status, gone.body.code]).toEqual([409, 'inventory.not_enough_stock']);
    expect((await preview(order.id, changes)).body).toMatchObject({ isPossible: false });
    const stale = await apply(order.id, changes, { ...again, etag: '"other"' });
    expect(stale.status).toBe(412);
    expect(await linesOf(order.id)).toHaveLength(1);
  });

  it('corrects the invoice, and the papers agree with the order', async () => {
    const customer = await t.given.customer();
    const order = await ordered([{ variantId: shirt, quantity: 3 }], { customer });
    const issue = () => t.get(IssueInvoices).execute(systemContext('test'), order.id);
    await issue();
    const { refundIds } = await edit(order.id, await pieces(order.id, shirt, 1));
    await t
      .get(FinishRefund)
      .execute(systemContext('test'), refundIds[0] ?? '', { outcome: 'succeeded' });
    await issue();
    await issue();
    const { rows } = await t.owner.query(
      `SELECT kind, revision, total_amount AS total FROM invoices WHERE order_id = $1 ORDER BY sequence`,
      [order.id],
    );
    const { total, status } = await stored(order.id);
    expect(rows).toEqual([
      { kind: 'invoice', revision: 1, total: '38.38' },
      { kind: 'credit_note', revision: 1, total: '38.38' },
      { kind: 'invoice', revision: 2, total },
    ]);
    expect([status, total]).toEqual(['confirmed', '16.73']);
    expect(await detail(order.id)).toMatchObject({ refundedAmount: '0.00', amountDue: '0.00' });
    await expectWhole(order.id);
    await expectIncluded(order.id, customer.token);
  });

  /** Beside the order itself, by one statement each. */
  const expectIncluded = async (id: string, token: string) => {
    interface Whole {
      readonly invoices?: object[];
      readonly edits?: object[];
      readonly code?: string;
    }
    const staff = (include: string) => ask<Whole>('GET', `/${id}${include}`);
    const lists = {
      invoices: (await ask<{ items: object[] }>('GET', `/${id}/invoices`)).body.items,
      edits: (await ask<{ items: object[] }>('GET', `/${id}/edits`)).body.items,
    };
    expect([lists.invoices.length, lists.edits.length]).toEqual([3, 1]);
    const statements: number[] = [];
    for (const include of ['', '?include=invoices', '?include=invoices,edits']) {
      let body: Whole = {};
      const sent = await countStatements(t.get(DataSource), async () => {
        ({ body } = await staff(include));
      });
      statements.push(sent.length);
      const { invoices, edits } = body;
      expect([include, invoices, edits]).toEqual([
        include,
        include === '' ? undefined : lists.invoices,
        include.endsWith('edits') ? lists.edits : undefined,
      ]);
    }
    const plain = statements[0] ?? 0;
    expect(statements.map((count) => count - plain)).toEqual([0, 1, 2]);
    const own = (include: string) =>
      t.http<Whole>('GET', `/api/v1/orders/${id}${include}`, { token });
    expect((await own('?include=invoices')).body.invoices).toEqual(lists.invoices);
    expect((await own('')).body.invoices).toBeUndefined();
    for (const include of ['edits', 'payments', 'invoices,invoices']) {
      const { status, body } = await own(`?include=${include}`);
      expect([include, status, body.code]).toEqual([include, 400, 'request.invalid']);
    }
  };

  it('writes to the customer', async () => {
    const customer = await t.given.customer();
    const order = await ordered([{ variantId: shirt, quantity: 1 }], { customer });
    await edit(order.id, await pieces(order.id, shirt, 2));
    const notice = { orderId: order.id, notice: 'edited' as const };
    await t.get(SendOrderNotice).execute(systemContext('test'), null, notice);
    const [mail] = await t.mailTo(customer.email);
    expect(mail?.subject).toBe(`Your order ${order.orderNumber} was changed`);
    expect(mail?.text).toContain('10.82');
  });
});
