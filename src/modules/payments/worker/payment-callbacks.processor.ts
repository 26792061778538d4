import { Injectable } from '@nestjs/common';

import { handlers, type QueueProcessor } from '../../../queue/typed-processor.js';
import { paymentCallbacksQueue } from '../payments.jobs.js';
import { ApplyPaymentEvent } from '../use-cases/apply-payment-event.js';

/** The queue `payment-callbacks`: applies what gateways told us. */
@Injectable()
export class PaymentCallbacksProcessor implements QueueProcessor {
  readonly queue = paymentCallbacksQueue;
  readonly handlers = handlers(paymentCallbacksQueue, {
    'apply-event': ({ eventId }, { ctx, delivery }) =>
      this.applyEvent.execute(ctx, delivery, eventId),
  });

  constructor(private readonly applyEvent: ApplyPaymentEvent) {}
}
