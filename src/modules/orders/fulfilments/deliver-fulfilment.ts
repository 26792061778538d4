import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { OrderProgress } from '../desk/order-progress.js';
import { ServedOrders } from '../desk/served-orders.js';
import { orderDelivered } from '../orders.events.js';
import { FulfilmentsRepository } from './fulfilments.repository.js';
import { parcelOf, parcelTransitions } from './parcel-states.js';

/** A parcel has arrived; with the last one the order is delivered. */
@Injectable()
export class DeliverFulfilment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly fulfilments: FulfilmentsRepository,
    private readonly progress: OrderProgress,
    private readonly outbox: Outbox,
  ) {}

  /** @throws OrderNotFound, FulfilmentNotFound, PreconditionFailed, IllegalTransition */
  async execute(
    ctx: RequestContext,
    { orderId, fulfilmentId }: { orderId: string; fulfilmentId: string },
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      parcelTransitions.assert(parcelOf(order, fulfilmentId).status, 'delivered');
      await this.fulfilments.move(tx, fulfilmentId, 'delivered');
      await this.progress.derive(tx, orderId);
      const payload = { orderId, fulfilmentId };
      await this.outbox.publish(tx, orderDelivered, payload, { aggregateId: orderId });
    });
  }
}
