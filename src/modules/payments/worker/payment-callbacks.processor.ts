import { Injectable } from '@nestjs/common';

import { DetachCards } from '../cards/use-cases/detach-cards.js';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { paymentCallbacksQueue } from '../payments.jobs.js';
import { ApplyPaymentEvent } from '../use-cases/apply-payment-event.js';

const EVERY_TEN_MINUTES = 10 * 60_000;

/** The queue `payment-callbacks`: applies what gateways told us. */
@Injectable()
export class PaymentCallbacksProcessor implements QueueProcessor {
  readonly queue = paymentCallbacksQueue;
  readonly handlers = handlers(paymentCallbacksQueue, {
    'apply-event': ({ eventId }, { ctx, delivery }) =>
      this.applyEvent.execute(ctx, delivery, eventId),
    'detach-cards': async (_payload, { ctx }) => {
      await this.detachCards.execute(ctx);
    },
  });
  readonly schedules = schedules(paymentCallbacksQueue, [
    { name: 'detach-cards', every: EVERY_TEN_MINUTES, job: 'detach-cards', payload: {} },
  ]);

  constructor(
    private readonly applyEvent: ApplyPaymentEvent,
    private readonly detachCards: DetachCards,
  ) {}
}
