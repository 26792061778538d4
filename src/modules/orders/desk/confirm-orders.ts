import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
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
   * @throws PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen
   */
  async byHand(tx: Tx, orderId: string, reason: string): Promise<void> {
    await this.orders.move(tx, [orderId], 'confirmed', reason);
    await this.inventory.claimReservations(tx, orderId);
    await this.payments.recordOffline(tx, orderId);
    await this.outbox.publish(tx, orderConfirmed, { orderId }, { aggregateId: orderId });
  }
}
