import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { OrderStock } from '../data/order-stock.js';
import { OrderProgress } from '../desk/order-progress.js';
import { ServedOrders } from '../desk/served-orders.js';
import { orderShipped } from '../orders.events.js';
import { assertShippable } from './create-fulfilment.js';
import { FulfilmentsRepository, type ParcelLabel } from './fulfilments.repository.js';
import { parcelOf, parcelTransitions, piecesOf } from './parcel-states.js';

/** What is known about a parcel when it leaves; null leaves it as it was packed. */
export interface Shipping extends ParcelLabel {
  readonly locationId: string | null;
}

/** A parcel leaves the house: its pieces leave the location, the order is on its way. */
@Injectable()
export class ShipFulfilment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly fulfilments: FulfilmentsRepository,
    private readonly stock: OrderStock,
    private readonly progress: OrderProgress,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws OrderNotFound, FulfilmentNotFound, PreconditionFailed, IllegalTransition
   * @throws OrderNotShippable; the errors of the stock when the location has not so much
   */
  async execute(
    ctx: RequestContext,
    { orderId, fulfilmentId }: { orderId: string; fulfilmentId: string },
    shipping: Shipping,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      const parcel = parcelOf(order, fulfilmentId);
      parcelTransitions.assert(parcel.status, 'shipped');
      assertShippable(order);
      const wanted = shipping.locationId ?? parcel.locationId;
      const lines = piecesOf(order, parcel);
      const locationId = await this.stock.ship(tx, { orderId, locationId: wanted, lines });
      await this.fulfilments.move(tx, fulfilmentId, 'shipped', { ...shipping, locationId });
      await this.progress.derive(tx, orderId);
      const payload = { orderId, fulfilmentId };
      await this.outbox.publish(tx, orderShipped, payload, { aggregateId: orderId });
    });
  }
}
