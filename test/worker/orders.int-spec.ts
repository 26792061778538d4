import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { orderArchivingQueue, ordersQueue } from '../../src/modules/orders/orders.jobs.js';
import { Outbox } from '../../src/queue/outbox/outbox.js';
import { expectInvariants } from '../integration/orders/invariants.js';
import type { GivenBuyer } from '../setup/given/orders.js';
import { choose } from '../setup/sandbox.js';
import { useApi } from '../setup/test-api.js';
import { queueBackends } from '../setup/test-redis.js';
import { useWorkers } from '../setup/test-workers.js';

const QUEUES = ['orders', 'notifications', 'order-archiving', 'payment-callbacks', 'relay'];

interface PlacedBody {
  readonly id: string;
  readonly orderNumber: string;
  readonly totalAmount: string;
}

describe.each(queueBackends())('From the order to the mail, on %s', (backend) => {
  const t = useApi({ backend, mail: true });
  const workers = useWorkers(QUEUES, backend);

  const place = async (buyer: GivenBuyer): Promise<PlacedBody> => {
    const { status, body } = await t.http<PlacedBody>('POST', '/api/v1/orders', {
      body: buyer.input,
      token: buyer.customer?.token ?? null,
      headers: { 'idempotency-key': `key-${buyer.cartId}` },
    });
    expect(status).toBe(201);
    return body;
  };
  const pay = async (buyer: GivenBuyer, { id }: PlacedBody): Promise<string> => {
    const { body } = await t.http<{ redirectUrl: string }>(
      'POST',
      `/api/v1/orders/${id}/payments`,
      {
        token: buyer.customer?.token ?? null,
      },
    );
    return body.redirectUrl;
  };
  const becomes = async ({ id }: PlacedBody, status: string, seconds = 20): Promise<void> => {
    const read = async (): Promise<string | undefined> => {
      const { rows } = await t.owner.query<{ status: string }>(
        'SELECT status FROM orders WHERE id = $1',
        [id],
      );
      return rows[0]?.status;
    };
    await expect.poll(read, { timeout: seconds * 1000, interval: 100 }).toBe(status);
  };

  it('a payment at the bank confirms the order and mails it once', async () => {
    const { variantId } = await t.given.sellable({ name: 'Linen <b>Shirt</b>', price: '49.90' });
    const buyer = await t.given.buyer({ lines: [{ variantId, quantity: 2 }] });
    const order = await place(buyer);
    await choose(await pay(buyer, order), 'success', { double: true });
    await becomes(order, 'confirmed');
    const [mail] = await t.mailTo(buyer.customer?.email ?? '', 20);
    expect(mail?.subject).toBe(`Your order ${order.orderNumber} is confirmed`);
    expect(mail?.text).toContain('2 × Linen <b>Shirt</b>');
    expect(mail?.text).toContain(`${order.totalAmount} USD`);
    expect(mail?.text).toContain('12 Harbour Street');
    expect(mail?.text).toMatch(new RegExp(`http://\\S+/orders/${order.id}/invoice\\.pdf\\s`));
    expect(mail?.html).toContain('Linen &lt;b&gt;Shirt&lt;/b&gt;');
    const sent = await t.outboxOf('send-order-confirmation');
    await expect
      .poll(async () => (await t.outboxOf('send-order-confirmation'))[0]?.done_at ?? null)
      .not.toBeNull();
    expect(sent).toHaveLength(1);
    expect(await t.mailTo(buyer.customer?.email ?? '')).toHaveLength(1);
  });

  it('a failed payment leaves it pending, and the next attempt confirms it', async () => {
    const buyer = await t.given.buyer();
    const order = await place(buyer);
    await choose(await pay(buyer, order), 'failure');
    await expect
      .poll(async () => (await t.outboxOf('payment.failed')).length, { timeout: 20_000 })
      .toBeGreaterThan(0);
    await becomes(order, 'pending');
    await choose(await pay(buyer, order), 'success');
    await becomes(order, 'confirmed');
    await expectInvariants(t);
  });

  it('an unpaid order expires, and late money re-opens it', async () => {
    const buyer = await t.given.buyer();
    const order = await place(buyer);
    const bank = await pay(buyer, order);
    await t.owner.query(`UPDATE payments SET status = 'pending' WHERE order_id = $1`, [order.id]);
    await t.owner.query(`UPDATE orders SET expires_at = now() - interval '1 s' WHERE id = $1`, [
      order.id,
    ]);
    await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) =>
        t.get(Outbox).enqueue(tx, ordersQueue, 'expire-unpaid', {}),
      );
    await becomes(order, 'cancelled');
    await choose(bank, 'success');
    await becomes(order, 'confirmed');
    await expectInvariants(t);
  });

  it('workers killed while payments are recorded: each order is confirmed once', async () => {
    const buyers = await Promise.all(Array.from({ length: 10 }, () => t.given.buyer()));
    const orders = await Promise.all(buyers.map(place));
    const banks = await Promise.all(
      buyers.map((buyer, index) =>
        pay(buyer, orders[index] ?? { id: '', orderNumber: '', totalAmount: '' }),
      ),
    );
    await Promise.all(banks.map((bank) => choose(bank, 'success')));
    await Promise.all(workers.processes.map((worker) => worker.kill('SIGKILL')));
    await workers.start(QUEUES);
    for (const order of orders) await becomes(order, 'confirmed', 90);
    const { rows } = await t.owner.query(
      `SELECT order_id FROM order_status_history WHERE order_id = ANY ($1::uuid[]) AND to_status = 'confirmed'
       GROUP BY order_id HAVING count(*) <> 1`,
      [orders.map(({ id }) => id)],
    );
    expect(rows).toEqual([]);
    await expectInvariants(t);
  }, 120_000);

  it('an old finished order moves to the archive when the job is asked for', async () => {
    const buyer = await t.given.buyer();
    const order = await place(buyer);
    const token = buyer.customer?.token ?? null;
    await t.http('POST', `/api/v1/orders/${order.id}/cancel`, { token, body: {} });
    await t.owner.query(`UPDATE orders SET created_at = now() - interval '3 years' WHERE id = $1`, [
      order.id,
    ]);
    await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) =>
        t.get(Outbox).enqueue(tx, orderArchivingQueue, 'archive-orders', {}),
      );
    const isArchived = async (): Promise<unknown> => {
      const { body } = await t.http('GET', `/api/v1/orders/${order.id}`, { token });
      return body['isArchived'];
    };
    await expect.poll(isArchived, { timeout: 20_000, interval: 200 }).toBe(true);
  });
});
