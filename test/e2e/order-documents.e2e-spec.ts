import { randomUUID } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { InvoicesRepository } from '../../src/modules/orders/documents/invoices.repository.js';
import { MakeDocuments } from '../../src/modules/orders/documents/make-documents.js';
import { SendOrderConfirmation } from '../../src/modules/orders/mails/send-order-confirmation.js';
import { NotificationsWorkerModule } from '../../src/modules/orders/notifications.worker.module.js';
import type { OrderTax } from '../../src/modules/orders/orders.types.js';
import { OrdersWorkerModule } from '../../src/modules/orders/orders.worker.module.js';
import { FinishRefund } from '../../src/modules/orders/refunds/finish-refund.js';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';
import { openDesk } from './order-desk.js';

interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly totalAmount: string;
}

interface Amounts {
  readonly orderNumber: string;
  readonly subtotal: string;
  readonly shippingCost: string;
  readonly totalAmount: string;
  readonly shippingAddress: { readonly recipient: string };
}

interface Taxed extends Amounts {
  readonly taxAmount: string;
  readonly taxes: readonly OrderTax[];
  readonly shippingTaxes: readonly OrderTax[];
  readonly items: readonly { readonly taxAmount: string; readonly taxes: readonly OrderTax[] }[];
}

describe('Papers of orders', () => {
  const t = useApi({
    imports: [OrdersWorkerModule, NotificationsWorkerModule],
    mail: true,
    env: {
      SELLER_NAME: 'Harbour Shop',
      SELLER_ADDRESS: '1 Quay; Portland',
      SELLER_TAX_ID: 'US-77',
    },
  });
  const { open, ask, pack, sold } = openDesk(t);
  let staff: GivenUser;
  beforeAll(async () => {
    staff = await open();
  });

  const make = async (orderId: string, parcelId?: string) =>
    t.get(MakeDocuments).execute(systemContext('test'), { orderId, parcelId });
  const get = async (path: string, token?: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${t.baseUrl}/api/v1${path}`, {
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const code = isJson ? (JSON.parse(bytes.toString()) as { code?: string }).code : undefined;
    return { status: answer.status, headers: answer.headers, bytes, code };
  };
  const textOf = async (bytes: Buffer): Promise<string> => {
    const file = await getDocumentProxy(new Uint8Array(bytes));
    return (await extractText(file, { mergePages: true })).text;
  };
  const invoicesOf = async (orderId: string) =>
    (await ask<{ items: Invoice[] }>('GET', `/${orderId}/invoices`)).body.items;
  const jobsOf = async (orderId: string) => {
    const { rows } = await t.owner.query(
      `SELECT id FROM outbox_events WHERE job = 'make-document' AND aggregate_id = $1`,
      [orderId],
    );
    return rows.length;
  };

  it('come when the order is paid, say its sums, and are for its customer and staff alone', async () => {
    const order = await sold(3, {}, false);
    const [path, { token }] = [`/orders/${order.id}/invoice.pdf`, order.customer];
    expect(await get(path, token)).toMatchObject({
      status: 409,
      code: 'orders.invoice_not_issued',
    });
    const paid = await sold(3);
    const own = `/orders/${paid.id}/invoice.pdf`;
    const early = await get(own, paid.customer.token);
    expect(early).toMatchObject({ status: 409, code: 'orders.document_not_ready' });
    expect(early.headers.get('retry-after')).toBe('2');
    await get(own, paid.customer.token);
    expect(await jobsOf(paid.id)).toBe(1);
    await make(paid.id);

    const { status, headers, bytes } = await get(own, paid.customer.token);
    const [{ number } = { number: '' }] = await invoicesOf(paid.id);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${number}.pdf"`);
    const { body } = await t.http<Amounts>('GET', `/api/v1/orders/${paid.id}`, {
      token: paid.customer.token,
    });
    const text = await textOf(bytes);
    for (const part of [number, body.orderNumber, body.shippingAddress.recipient, 'US-77']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(new RegExp(`Subtotal ${body.subtotal}\\s+Shipping ${body.shippingCost}`));
    expect(text).toContain(`Total USD ${body.totalAmount}`);

    const admin = `/admin/orders/${paid.id}/invoice.pdf`;
    expect((await get(admin, staff.token)).bytes.equals(bytes)).toBe(true);
    expect((await get(own)).status).toBe(401);
    expect((await get(own, (await t.given.customer()).token)).status).toBe(404);
    expect((await get(admin, paid.customer.token)).status).toBe(403);
    expect((await get(`/orders/${randomUUID()}/invoice.pdf`, staff.token)).status).toBe(404);
    expect((await get('/orders/%00/invoice.pdf', staff.token)).status).toBe(400);
  });

  it('name the taxes as they were charged, whatever the rates are called later', async () => {
    await t.given.taxRate({ name: 'Sales tax', rate: '0.0825' });
    await t.given.taxRate({ name: 'Freight tax', rate: '0.02', taxClass: 'shipping' });
    const paid = await sold(3);
    await t.owner.query(`UPDATE tax_rates SET name = 'Renamed', rate = 0.5`);
    const { body } = await t.http<Taxed>('GET', `/api/v1/orders/${paid.id}`, {
      token: paid.customer.token,
    });
    const [line] = body.items;
    const goods = { name: 'Sales tax', rate: '0.0825', base: body.subtotal };
    const freight = { name: 'Freight tax', rate: '0.02', base: body.shippingCost, amount: '0.12' };
    expect(line?.taxes).toEqual([{ ...goods, amount: line?.taxAmount }]);
    expect(body.shippingTaxes).toEqual([freight]);
    expect(body.taxes).toEqual([...(line?.taxes ?? []), freight]);
    const cents = (amount = '0') => Math.round(Number(amount) * 100);
    expect(cents(line?.taxAmount) + 12).toBe(cents(body.taxAmount));
    expect((await ask('GET', `/${paid.id}`)).body).toMatchObject({
      shippingSource: 'shop',
      taxSource: 'shop',
    });
    await make(paid.id);
    const { bytes } = await get(`/orders/${paid.id}/invoice.pdf`, paid.customer.token);
    const text = await textOf(bytes);
    expect(text).toContain(`Sales tax 8.25 % ${body.subtotal} ${line?.taxAmount ?? '-'}`);
    expect(text).toContain(`Freight tax 2 % ${body.shippingCost} 0.12`);
    await t.owner.query('DELETE FROM tax_rates');
  });

  it('open for a guest by the token of his order', async () => {
    const order = await t.given.order({ isGuest: true, paymentMethodCode: 'cod' });
    await make(order.id);
    const path = `/orders/${order.id}/invoice.pdf`;
    const token = order.orderToken ?? '';
    expect((await get(path, undefined, { 'x-order-token': token })).status).toBe(200);
    const other = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await get(path, undefined, { 'x-order-token': other })).status).toBe(404);
    const { rows } = await t.owner.query<{ email: string }>(
      'SELECT email FROM orders WHERE id = $1',
      [order.id],
    );
    await t.get(SendOrderConfirmation).execute(systemContext('test'), null, order.id);
    const [mail] = await t.mailTo(rows[0]?.email ?? '');
    expect(mail?.text).toContain(`${t.baseUrl}/api/v1${path}?token=${token}`);
    expect((await get(`${path}?token=${token}`)).status).toBe(200);
    expect((await get(`${path}?token=${other}`)).status).toBe(404);
    expect((await get(`${path}?token=x`)).status).toBe(400);
    const list = `/orders/${order.id}/invoices`;
    expect((await get(list, undefined, { 'x-order-token': token })).status).toBe(200);
    expect((await get(list, undefined, { 'x-order-token': other })).status).toBe(404);
  });

  it('have numbers without a gap, one for each order, whoever issues them at once', async () => {
    const orders = [await sold(1), await sold(1), await sold(1), await sold(1)];
    const undone = t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      await t.get(InvoicesRepository).issue(tx, {
        kind: 'invoice',
        orderId: randomUUID(),
        revision: 1,
        currency: 'USD',
        totalAmount: '1.00',
        content: {} as never,
      });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await Promise.all([...orders, ...orders].map(({ id }) => make(id)));
    for (const { id } of orders) expect(await invoicesOf(id)).toHaveLength(1);
    const { rows } = await t.owner.query<{ gaps: number; files: number }>(
      `SELECT max(sequence) - count(*)::int AS gaps,
        (SELECT count(*)::int FROM order_documents) - count(*)::int AS files FROM invoices`,
    );
    expect(rows[0]).toEqual({ gaps: 0, files: 0 });
  });

  it('cannot be changed or taken away once they are issued', async () => {
    const order = await sold(1);
    await make(order.id);
    for (const text of ['UPDATE invoices SET total_amount = 1', 'DELETE FROM invoices']) {
      await expect(t.db.query(`${text} WHERE order_id = '${order.id}'`)).rejects.toThrow();
    }
    await expect(
      t.owner.query('UPDATE invoices SET total_amount = 1 WHERE order_id = $1', [order.id]),
    ).rejects.toThrow();
  });

  it('name nobody who was erased: the file of before is not handed out', async () => {
    const order = await sold(1);
    await make(order.id);
    const path = `/admin/orders/${order.id}/invoice.pdf`;
    const before = await get(path, staff.token);
    const { rows } = await t.owner.query<{ content: string }>(
      'SELECT content FROM order_documents WHERE order_id = $1',
      [order.id],
    );
    expect(Buffer.from(rows[0]?.content ?? '', 'base64').toString('latin1')).not.toContain('%PDF');
    await t.owner.query(
      `UPDATE orders SET shipping_address = shipping_address || $2, billing_address = billing_address || $2
        WHERE id = $1`,
      [order.id, { recipient: null, phoneNumber: null, street: null }],
    );
    expect(await get(path, staff.token)).toMatchObject({ code: 'orders.document_not_ready' });
    await make(order.id);
    const after = await get(path, staff.token);
    expect(after.status).toBe(200);
    const name = /Sold to\s+(\S+ \S+)/.exec(await textOf(before.bytes))?.[1] ?? '';
    expect(name).not.toBe('');
    expect(await textOf(after.bytes)).not.toContain(name);
  });

  it('of a parcel tell no prices, and what is in it now', async () => {
    const order = await sold(3);
    const { body } = await pack(order, 2, { trackingNumber: 'T-OLD' });
    const parcel = body.parcels[0]?.id ?? '';
    const path = `/admin/orders/${order.id}/parcels/${parcel}/packing-slip.pdf`;
    expect(await get(path, staff.token)).toMatchObject({ code: 'orders.document_not_ready' });
    await make(order.id, parcel);
    const text = await textOf((await get(path, staff.token)).bytes);
    expect(text).toContain('Pieces 2');
    expect(text).toContain('T-OLD');
    expect(text).not.toMatch(/\d\.\d\d|USD/);
    const change = { trackingNumber: 'T-NEW' };
    await ask('PATCH', `/${order.id}/fulfilments/${parcel}`, change);
    expect(await get(path, staff.token)).toMatchObject({ code: 'orders.document_not_ready' });
    await make(order.id, parcel);
    expect(await textOf((await get(path, staff.token)).bytes)).toContain('T-NEW');
    const other = await sold(1);
    const wrong = `/admin/orders/${other.id}/parcels/${parcel}/packing-slip.pdf`;
    expect(await get(wrong, staff.token)).toMatchObject({ code: 'orders.fulfilment_not_found' });
  });

  it('follow refunds and changes of the order by credit notes', async () => {
    const order = await sold(2);
    await make(order.id);
    const headers = { 'idempotency-key': `refund-${order.id}` };
    const body = { goodwillAmount: '3.00', reason: 'late' };
    await ask('POST', `/${order.id}/refunds`, body, headers);
    await make(order.id);
    expect(await invoicesOf(order.id)).toHaveLength(1);
    const [refund] = (await ask('GET', `/${order.id}`)).body.refunds;
    await t
      .get(FinishRefund)
      .execute(systemContext('test'), refund?.id ?? '', { outcome: 'succeeded' });
    await Promise.all([make(order.id), make(order.id)]);
    const [invoice, note] = await invoicesOf(order.id);
    expect(note).toMatchObject({ kind: 'credit_note', totalAmount: '3.00' });
    const file = await get(`/admin/orders/${order.id}/invoices/${note?.id ?? ''}/pdf`, staff.token);
    const text = await textOf(file.bytes);
    expect(text).toContain('Credited USD 3.00');
    expect(text).toContain(invoice?.number ?? '-');

    await t.owner.query(
      'UPDATE orders SET shipping_cost = shipping_cost + 1, total_amount = total_amount + 1 WHERE id = $1',
      [order.id],
    );
    await make(order.id);
    await make(order.id);
    const all = await invoicesOf(order.id);
    const kinds = ['invoice', 'credit_note', 'credit_note', 'invoice'];
    expect(all.map(({ kind }) => kind)).toEqual(kinds);
    expect(all[2]?.totalAmount).toBe(invoice?.totalAmount);
    const now = await get(`/admin/orders/${order.id}/invoice.pdf`, staff.token);
    expect(await textOf(now.bytes)).toContain(`Total USD ${all[3]?.totalAmount ?? '-'}`);
  });
});
