import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { StartedPayment } from '../../payments/payments.types.js';
import { OrdersRepository } from '../data/orders.repository.js';
import { OrderNotFound, OrderNotPayable } from '../orders.errors.js';
import type { OrderAccess } from '../orders.types.js';

/** How somebody wants to pay. */
export interface PayOrderInput {
  /** Left out: the method chosen when the order was placed. */
  readonly methodCode?: string | undefined;
  readonly returnUrl?: string | undefined;
}

/**
 * Begins or continues paying a pending order. No lock is held while the gateway is called: should
 * the order expire meanwhile, money that still arrives is taken care of when its result is recorded.
 */
@Injectable()
export class PayOrder {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly payments: PaymentsService,
  ) {}

  /**
   * @throws OrderNotFound also for somebody else's
   * @throws OrderNotPayable when it is paid, needs no payment, was cancelled or is overdue
   */
  async execute(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess,
    input: PayOrderInput,
  ): Promise<StartedPayment> {
    const order = await this.orders.findOwn(ctx, orderId, access);
    if (order === null) throw new OrderNotFound();
    const { status, isOverdue, country } = order;
    if (status !== 'pending' || isOverdue) {
      throw new OrderNotPayable(undefined, { status, isOverdue });
    }
    return this.payments.start(ctx, { orderId, country, ...input });
  }
}
