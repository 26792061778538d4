import { Injectable } from '@nestjs/common';
import { minorToDb } from '../../../common/money/money.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import type { ReleaseCause } from '../../inventory/inventory.types.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { PaymentView, RefundRequest } from '../../payments/payments.types.js';
import { OrderStock } from '../data/order-stock.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { FulfilmentsRepository } from '../fulfilments/fulfilments.repository.js';
import { orderCancelled, orderRefundDue } from '../orders.events.js';
import { moneyLeft } from '../refunds/money-left.js';

/** Money of one payment that goes back; the amount in minor units. */
interface NotedRefund extends Pick<RefundRequest, 'reason' | 'key' | 'surplus'> {
  readonly amount: number;
}

/** Steps inside a transaction of whoever ends an order; he holds the locks of the orders' rows. */
@Injectable()
export class EndOrders {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly inventory: InventoryService,
    private readonly payments: PaymentsService,
    private readonly outbox: Outbox,
    private readonly fulfilments: FulfilmentsRepository,
    private readonly stock: OrderStock,
  ) {}

  /**
   * Cancels orders: stock and discount uses go back and open attempts to pay are given up, all in
   * this transaction and each exactly once. Money that is there already is the caller's affair.
   *
   * @param options.restock false: what goes back is not on the shelf, and is written off at once
   */
  async cancel(
    tx: Tx,
    orderIds: readonly string[],
    cause: ReleaseCause,
    reason: string | null,
    { restock = true }: { readonly restock?: boolean } = {},
  ): Promise<void> {
    if (orderIds.length === 0) return;
    await this.orders.move(tx, orderIds, 'cancelled', reason);
    await this.fulfilments.cancelOpen(tx, orderIds);
    const back = await this.inventory.releaseReservations(tx, orderIds, cause);
    if (!restock) await this.stock.writeOff(tx, back, 'not there when the order was cancelled');
    await this.orders.releaseDiscounts(tx, orderIds);
    await this.payments.cancelOpen(tx, orderIds);
    await this.outbox.insert(
      tx,
      orderIds.flatMap((orderId) =>
        this.outbox.rowsOf(orderCancelled, { orderId }, { aggregateId: orderId }),
      ),
    );
  }

  /**
   * All money of an order is back: what has not left the house is free again, and so are its
   * discount uses.
   */
  async refunded(tx: Tx, orderId: string): Promise<void> {
    await this.orders.move(tx, [orderId], 'refunded', 'refunded');
    await this.fulfilments.cancelOpen(tx, [orderId]);
    await this.fulfilments.cancelRest(tx, orderId);
    await this.inventory.releaseReservations(tx, [orderId], 'order_cancelled');
    await this.orders.releaseDiscounts(tx, [orderId]);
  }

  /**
   * Notes that the money of a payment has to go back, so that it is never forgotten; paying it out is
   * somebody else's work.
   *
   * @returns false when there is nothing to give back, or that is noted already
   */
  async giveBack(tx: Tx, payment: PaymentView, reason: string): Promise<boolean> {
    const key = `order-refund-${payment.id}`;
    return this.noteRefund(tx, payment, { amount: moneyLeft(payment), reason, key });
  }

  /**
   * The same for what is above the price of an order that goes on: the last payments first, each as far as it goes.
   *
   * @param amount minor units
   */
  async giveSurplus(
    tx: Tx,
    payments: readonly PaymentView[],
    amount: number,
    reason: string,
  ): Promise<boolean> {
    let left = amount;
    for (const payment of payments.toReversed()) {
      const part = Math.min(left, moneyLeft(payment));
      const key = `order-surplus-${payment.id}-${payment.refundedAmount}`;
      if (await this.noteRefund(tx, payment, { amount: part, reason, key, surplus: true }))
        left -= part;
    }
    return left < amount;
  }

  private async noteRefund(
    tx: Tx,
    { id: paymentId, orderId, currency }: PaymentView,
    { amount, ...refund }: NotedRefund,
  ): Promise<boolean> {
    if (amount <= 0) return false;
    const refundId = await this.payments.requestRefund(tx, {
      paymentId,
      orderId,
      amount: minorToDb(amount, currency),
      currency,
      ...refund,
    });
    if (refundId === null) return false;
    await this.outbox.publish(tx, orderRefundDue, { orderId, paymentId }, { aggregateId: orderId });
    return true;
  }
}
