import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { OrderStock } from '../data/order-stock.js';
import { ServedOrders } from '../desk/served-orders.js';
import { FulfilmentsRepository } from './fulfilments.repository.js';
import { parcelOf, parcelTransitions, piecesOf } from './parcel-states.js';

/**
 * Unpacks a parcel, so that its pieces can go into another one. One that was marked as shipped goes
 * back to its location; the order stays on its way.
 */
@Injectable()
export class CancelFulfilment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly fulfilments: FulfilmentsRepository,
    private readonly stock: OrderStock,
  ) {}

  /** @throws OrderNotFound, FulfilmentNotFound, PreconditionFailed, IllegalTransition */
  async execute(
    ctx: RequestContext,
    { orderId, fulfilmentId }: { orderId: string; fulfilmentId: string },
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      const parcel = parcelOf(order, fulfilmentId);
      parcelTransitions.assert(parcel.status, 'cancelled');
      if (parcel.status === 'shipped') {
        const { locationId } = parcel;
        await this.stock.unship(tx, { orderId, locationId, lines: piecesOf(order, parcel) });
      }
      await this.fulfilments.move(tx, fulfilmentId, 'cancelled');
    });
  }
}
