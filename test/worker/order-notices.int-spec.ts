import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { SendOrderNotice } from '../../src/modules/orders/mails/send-order-notice.js';
import { NotificationsWorkerModule } from '../../src/modules/orders/notifications.worker.module.js';
import type { OrderNotice } from '../../src/modules/orders/orders.jobs.js';
import { OrdersWorkerModule } from '../../src/modules/orders/orders.worker.module.js';
import { FinishRefund } from '../../src/modules/orders/refunds/finish-refund.js';
import { ExpireOrders } from '../../src/modules/orders/use-cases/expire-orders.js';
import { type DeskOrder, openDesk } from '../e2e/order-desk.js';
import { useApi } from '../setup/test-api.js';

interface Row {
  readonly id: string;
  readonly at: string;
  readonly payload: { orderId: string; notice: OrderNotice; subjectId?: string };
}

describe('Mails about the steps of an order', () => {
  const t = useApi({
    imports: [OrdersWorkerModule, NotificationsWorkerModule],
    mail: true,
    backend: 'postgres',
  });
  const { ask, lineOf, sold, send, refund } = openDesk(t);
  const ctx = () => systemContext('test');

  /** Works on all notices of an order, each delivered twice, as a queue may do. */
  const work = async (orderId: string): Promise<string[]> => {
    const { rows } = await t.owner.query<Row>(
      `SELECT id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, payload
       FROM outbox_events WHERE job = 'send-order-notice' AND payload ->> 'orderId' = $1
       ORDER BY created_at, id`,
      [orderId],
    );
    for (const { id, at, payload } of [...rows, ...rows]) {
      await t.get(SendOrderNotice).execute(ctx(), { id, at }, payload);
    }
    return rows.map(({ payload }) => payload.notice);
  };

  it('tells each step once, with nothing in it that could be markup', async () => {
    const order = await sold(2);
    await t.owner.query(
      `UPDATE order_items SET product_name = '<script>alert(1)</script>' WHERE order_id = $1`,
      [order.id],
    );
    await send(order, 2);
    const asked = await t.http<DeskOrder>('POST', `/api/v1/orders/${order.id}/returns`, {
      token: order.customer.token,
      body: { lines: [{ orderItemId: await lineOf(order.id), quantity: 1 }] },
    });
    const path = `/${order.id}/returns/${asked.body.returns[0]?.id ?? ''}`;
    await ask('POST', `${path}/approve`, { answer: '<b>Bring it</b>' });
    const lines = [{ orderItemId: await lineOf(order.id), restocked: 1, writtenOff: 0 }];
    const { body } = await ask('POST', `${path}/receive`, { lines });
    const refundId = body.refunds[0]?.id ?? '';
    await t.get(FinishRefund).execute(ctx(), refundId, { outcome: 'succeeded' });
    expect(await work(order.id)).toEqual([
      'shipped',
      'delivered',
      'return_requested',
      'return_approved',
      'return_received',
      'refunded',
    ]);
    const mails = await t.mailTo(order.customer.email);
    expect(mails).toHaveLength(6);
    const all = mails.map((mail) => `${mail.subject}\n${mail.text}\n${mail.html}`).join('\n');
    expect(all).toContain('T-1');
    expect(all).toContain('10.00 USD');
    expect(all).toContain('&lt;b&gt;Bring it&lt;/b&gt;');
    expect(mails.map(({ html }) => html).join('\n')).not.toMatch(/<script|<b>/);
  });

  it('says why an order is gone, and that its money comes back, in the language of the order', async () => {
    const cancelled = await sold(1);
    await t.owner.query(`UPDATE orders SET locale = 'vi' WHERE id = $1`, [cancelled.id]);
    await ask('POST', `/${cancelled.id}/transitions`, { to: 'cancelled', reason: 'x' });
    expect(await work(cancelled.id)).toEqual(['cancelled']);
    const [mail] = await t.mailTo(cancelled.customer.email);
    expect(mail?.subject).toBe(`Đơn hàng ${cancelled.orderNumber} đã bị hủy`);
    expect(mail?.text).toContain('đang được hoàn lại');

    const expired = await sold(1, {}, false);
    await t.owner.query(`UPDATE orders SET expires_at = now() - interval '1 s' WHERE id = $1`, [
      expired.id,
    ]);
    await t.get(ExpireOrders).execute(ctx());
    expect(await work(expired.id)).toEqual(['cancelled']);
    expect((await t.mailTo(expired.customer.email))[0]?.text).toContain('was not paid in time');
  });

  it('writes in the language that the order was placed in', async () => {
    const buyer = await t.given.buyer();
    const { body } = await t.http<{ id: string }>('POST', '/api/v1/orders', {
      token: buyer.customer?.token ?? null,
      body: buyer.input,
      headers: { 'idempotency-key': 'vi', 'accept-language': 'vi,en;q=0.5' },
    });
    const again = await t.http('POST', '/api/v1/orders', {
      token: buyer.customer?.token ?? null,
      body: buyer.input,
      headers: { 'idempotency-key': 'vi', 'accept-language': 'en' },
    });
    expect(again).toMatchObject({ status: 201, body: { id: body.id } });
    expect((await ask<{ locale: string }>('GET', `/${body.id}`)).body.locale).toBe('vi');
  });

  it('tells nothing of a refund that failed', async () => {
    const order = await sold(1);
    const { body } = await refund(order, { goodwillAmount: '1.00' });
    const failed = { outcome: 'failed', reason: 'closed account' } as const;
    await t.get(FinishRefund).execute(ctx(), body.refundIds[0] ?? '', failed);
    expect(await work(order.id)).toEqual([]);
  });
});
