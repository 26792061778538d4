import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { orderTransitions } from '../domain/order-status.js';
import { OrderNotCancellable, OrderNotFound } from '../orders.errors.js';
import type { OrderAccess } from '../orders.types.js';
import { EndOrders } from './end-orders.js';

/** A customer gives up his order, as long as nothing of it has left the house. */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly orders: OrdersRepository,
    private readonly ending: EndOrders,
    private readonly payments: PaymentsService,
  ) {}

  /**
   * @throws OrderNotFound also for somebody else's
   * @throws OrderNotCancellable when it is on its way or has ended already
   */
  async execute(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess,
    reason: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.orders.lockOwn(tx, orderId, access);
      if (order === null) throw new OrderNotFound();
      const { status, isShipped } = order;
      if (isShipped || !orderTransitions.can(status, 'cancelled')) {
        const allowed = orderTransitions.allowed(status);
        throw new OrderNotCancellable(undefined, { status, allowed });
      }
      await this.ending.cancel(tx, [orderId], 'order_cancelled', reason ?? 'cancelled_by_customer');
      // Money that is here already goes back. What is still under way is dealt with when it comes.
      for (const payment of await this.payments.listForOrders(tx, [orderId])) {
        await this.ending.giveBack(tx, payment, 'order cancelled');
      }
    });
  }
}
