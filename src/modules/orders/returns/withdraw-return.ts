import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { ServedOrders } from '../desk/served-orders.js';
import { returnWithdrawn } from '../orders.events.js';
import type { OrderAccess } from '../orders.types.js';
import { returnOf, returnTransitions } from './return-states.js';
import { ReturnsRepository } from './returns.repository.js';

/** A customer or guest keeps what he wanted to send back, as long as the shop has not answered. */
@Injectable()
export class WithdrawReturn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly returns: ReturnsRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws OrderNotFound also for somebody else's
   * @throws ReturnNotFound
   * @throws IllegalTransition when it is answered, or was withdrawn before
   */
  async execute(
    ctx: RequestContext,
    { orderId, returnId }: { readonly orderId: string; readonly returnId: string },
    access: OrderAccess,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lockOwn(tx, orderId, access);
      returnTransitions.assert(returnOf(order, returnId).status, 'withdrawn');
      await this.returns.decide(tx, returnId, 'withdrawn', null);
      const payload = { orderId, returnId };
      await this.outbox.publish(tx, returnWithdrawn, payload, { aggregateId: orderId });
    });
  }
}
