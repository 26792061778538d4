import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { InventoryService } from '../../../src/modules/inventory/inventory.service.js';
import { OrdersRepository } from '../../../src/modules/orders/data/orders.repository.js';
import type { OrderStatus } from '../../../src/modules/orders/domain/order-status.js';
import { EndOrders } from '../../../src/modules/orders/use-cases/end-orders.js';
import type { GivenOrder } from '../../setup/given/orders.js';
import type { GivenUser } from '../../setup/given/users.js';
import type { TestContext } from '../../setup/test-app.js';

const STEPS: Readonly<Record<string, readonly OrderStatus[]>> = {
  completed: ['confirmed', 'delivering', 'delivered', 'completed'],
  delivered: ['confirmed', 'delivering', 'delivered'],
  refunded: ['confirmed', 'refunded'],
};

/** Orders of long ago, and where they are. */
export function oldOrders(t: TestContext) {
  /** An order with a row in every table of the aggregate, in the given state and of the given age. */
  const orderOf = async (
    customer: GivenUser,
    age: string,
    status = 'completed',
  ): Promise<GivenOrder> => {
    const { rows: known } = await t.owner.query(`SELECT 1 FROM discounts WHERE code = 'OLD'`);
    if (known.length === 0) await t.given.discount({ code: 'OLD', userLimit: null });
    const order = await t.given.order({ customer, codes: ['OLD'] });
    await t.given.paid(order.payment.id);
    await finish(order, status);
    await t.owner.query(`UPDATE orders SET created_at = now() - $2::interval WHERE id = $1`, [
      order.id,
      age,
    ]);
    await t.owner.query(
      `WITH f AS (INSERT INTO fulfilments (order_id, status) VALUES ($1, 'delivered') RETURNING id),
       r AS (INSERT INTO returns (order_id, status) VALUES ($1, 'closed') RETURNING id),
       l AS (SELECT id FROM order_items WHERE order_id = $1),
       fi AS (INSERT INTO fulfilment_items (fulfilment_id, order_item_id, quantity) SELECT f.id, l.id, 1 FROM f, l)
       INSERT INTO return_items (return_id, order_item_id, quantity) SELECT r.id, l.id, 1 FROM r, l`,
      [order.id],
    );
    await t.owner.query(
      `INSERT INTO refunds (payment_id, order_id, amount, currency, status, idempotency_key)
       VALUES ($1, $2, 1, 'USD', 'succeeded', $3)`,
      [order.payment.id, order.id, order.id],
    );
    await t.owner.query('UPDATE orders SET refunded_amount = 1 WHERE id = $1', [order.id]);
    await t.owner.query(
      `INSERT INTO payment_events (gateway, event_id, kind, payment_id, body)
       VALUES ('sandbox', $1, 'captured', $2, 'private words')`,
      [order.payment.id, order.payment.id],
    );
    return order;
  };

  /** By the steps that an order goes. */
  const finish = async ({ id }: GivenOrder, status: string): Promise<void> => {
    await t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      if (status === 'cancelled') {
        await t.get(EndOrders).cancel(tx, [id], 'order_cancelled', null);
      }
      for (const to of STEPS[status] ?? []) {
        await t.get(OrdersRepository).move(tx, [id], to, null);
        if (to === 'confirmed') await t.get(InventoryService).claimReservations(tx, id);
        if (to === 'delivering') await t.get(InventoryService).ship(tx, await parcelOf(id));
        if (to === 'refunded') {
          await t.get(InventoryService).releaseReservations(tx, [id], 'order_cancelled');
        }
      }
    });
  };

  const parcelOf = async (orderId: string) => {
    const { rows: lines } = await t.owner.query<{ variantId: string; quantity: number }>(
      'SELECT variant_id AS "variantId", quantity FROM order_items WHERE order_id = $1',
      [orderId],
    );
    return { orderId, lines };
  };

  const countIn = async (table: string, column: string, id: string): Promise<number> => {
    const { rowCount } = await t.owner.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [id]);
    return rowCount ?? 0;
  };
  const placeOf = async ({ id }: GivenOrder): Promise<'live' | 'archive' | 'both' | 'nowhere'> => {
    const live = (await countIn('orders', 'id', id)) > 0;
    const archived = (await countIn('orders_archive', 'id', id)) > 0;
    if (live && archived) return 'both';
    if (live) return 'live';
    return archived ? 'archive' : 'nowhere';
  };

  return { orderOf, countIn, placeOf };
}
