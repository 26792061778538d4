import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { OrderNotPayable } from '../orders.errors.js';
import { dueOf } from '../refunds/order-due.js';
import { ConfirmOrders } from './confirm-orders.js';
import { ServedOrders } from './served-orders.js';

/** Notes that the money of an order is here: paid on delivery, or by bank transfer. */
@Injectable()
export class RecordPayment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly payments: PaymentsService,
    private readonly confirming: ConfirmOrders,
  ) {}

  /**
   * @throws OrderNotFound, PreconditionFailed, PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen
   * @throws OrderNotPayable when the order has ended without it
   */
  async execute(
    ctx: RequestContext,
    orderId: string,
    reason: string,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      const { status, currency, userId } = order;
      if (status === 'cancelled' || status === 'refunded') {
        throw new OrderNotPayable(undefined, { status });
      }
      const amount = dueOf(order, await this.payments.listForOrders(tx, [orderId]));
      const due = amount > 0 ? { amount: { amount, currency }, userId } : undefined;
      if (status === 'pending') await this.confirming.byHand(tx, orderId, reason, due);
      else await this.payments.recordOffline(tx, orderId, due);
    });
  }
}
