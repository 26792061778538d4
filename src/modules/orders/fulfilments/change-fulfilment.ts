import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { ServedOrders } from '../desk/served-orders.js';
import { FulfilmentsRepository, type ParcelLabel } from './fulfilments.repository.js';
import { parcelOf } from './parcel-states.js';

/** Writes carrier and tracking number on a parcel, before it leaves or afterwards. */
@Injectable()
export class ChangeFulfilment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly fulfilments: FulfilmentsRepository,
  ) {}

  /** @throws OrderNotFound, FulfilmentNotFound, PreconditionFailed */
  async execute(
    ctx: RequestContext,
    { orderId, fulfilmentId }: { orderId: string; fulfilmentId: string },
    label: ParcelLabel,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      parcelOf(order, fulfilmentId);
      await this.fulfilments.label(tx, fulfilmentId, label);
    });
  }
}
