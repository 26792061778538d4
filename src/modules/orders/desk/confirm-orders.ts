import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { DuePayment } from '../../payments/payments.types.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { orderConfirmed } from '../orders.events.js';

/** Steps inside a transaction of whoever notes that the money of an order came without a gateway. */
@Injectable()
export class ConfirmOrders {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly inventory: InventoryService,
    private readonly payments: PaymentsService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * The caller holds the lock of the pending order.
   *
   * @param due what has come, see `PaymentsService.recordOffline`
   *
   * @throws PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen
   */
  async byHand(tx: Tx, orderId: string, reason: string, due?: DuePayment): Promise<void> {
    await this.orders.move(tx, [orderId], 'confirmed', reason);
    await this.inventory.claimReservations(tx, orderId);
    await this.payments.recordOffline(tx, orderId, due);
    await this.outbox.publish(tx, orderConfirmed, { orderId }, { aggregateId: orderId });
  }
}
