import { Injectable, Logger } from '@nestjs/common';

import { type RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { PaymentEventsRepository } from '../data/payment-events.repository.js';
import { EventApplier, isAlarming } from './event-applier.js';

/**
 * Applies one stored event to its payment, once, in one transaction under the payment's row lock.
 * Locks: outbox row, event, payment; always in this order.
 */
@Injectable()
export class ApplyPaymentEvent {
  private readonly logger = new Logger(ApplyPaymentEvent.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly inbox: Inbox,
    private readonly events: PaymentEventsRepository,
    private readonly applier: EventApplier,
  ) {}

  /** Does nothing when the delivery is done or the event was applied. */
  async execute(ctx: RequestContext, delivery: Delivery | null, eventId: string): Promise<void> {
    const result = await this.uow.run(ctx, async (tx) => {
      if (!(await this.inbox.claim(tx, delivery))) return null;
      const event = await this.events.lockOpen(tx, eventId);
      if (event === null) return null;
      const applied = await this.applier.apply(tx, event);
      await this.events.close(tx, event.id, applied.outcome, applied.paymentId);
      return applied;
    });
    if (result !== null && isAlarming(result.outcome)) {
      this.logger.error(
        { alert: `payments.${result.outcome}`, eventId, ...result },
        'Payment event',
      );
    }
  }
}
