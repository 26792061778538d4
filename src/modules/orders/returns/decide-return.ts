import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { ServedOrders } from '../desk/served-orders.js';
import { returnApproved, returnRejected } from '../orders.events.js';
import { returnOf, returnTransitions } from './return-states.js';
import { ReturnsRepository } from './returns.repository.js';

/** What staff says to a wish to send goods back. */
export interface ReturnDecision {
  readonly to: 'approved' | 'rejected';
  /** For the customer to read. */
  readonly answer: string | null;
}

/** Staff lets a customer send goods back, or does not. */
@Injectable()
export class DecideReturn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly returns: ReturnsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws OrderNotFound, ReturnNotFound, PreconditionFailed, IllegalTransition */
  async execute(
    ctx: RequestContext,
    { orderId, returnId }: { orderId: string; returnId: string },
    { to, answer }: ReturnDecision,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const order = await this.served.lock(tx, orderId, ifMatch);
      returnTransitions.assert(returnOf(order, returnId).status, to);
      await this.returns.decide(tx, returnId, to, answer);
      const event = to === 'approved' ? returnApproved : returnRejected;
      await this.outbox.publish(tx, event, { orderId, returnId }, { aggregateId: orderId });
    });
  }
}
