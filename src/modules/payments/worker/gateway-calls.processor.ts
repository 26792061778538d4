import { Injectable, Logger } from '@nestjs/common';

import { Inbox } from '../../../queue/outbox/inbox.js';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { gatewayCallsQueue } from '../payments.jobs.js';
import { AskGateway } from '../use-cases/ask-gateway.js';
import { ReconcilePayments } from '../use-cases/reconcile-payments.js';
import { SendRefund } from '../use-cases/send-refund.js';

const EVERY_MINUTE = 60_000;

/** The queue `gateway-calls`: everything that waits for an answer of a gateway. */
@Injectable()
export class GatewayCallsProcessor implements QueueProcessor {
  readonly queue = gatewayCallsQueue;
  readonly handlers = handlers(gatewayCallsQueue, {
    'ask-payment': async ({ paymentId }, { ctx, delivery }) => {
      await this.askGateway.execute(ctx, paymentId);
      await this.inbox.done(delivery);
    },
    'send-refund': async ({ refundId }, { ctx, delivery }) => {
      await this.sendRefund.execute(ctx, refundId);
      await this.inbox.done(delivery);
    },
    reconcile: async (_payload, { ctx, delivery }) => {
      const { payments, refunds } = await this.reconcile.execute(ctx);
      await this.inbox.done(delivery);
      if (payments + refunds > 0) {
        this.logger.log(`Asked for ${payments} payments, sent or asked for ${refunds} refunds`);
      }
    },
  });
  readonly schedules = schedules(gatewayCallsQueue, [
    { name: 'reconcile-payments', every: EVERY_MINUTE, job: 'reconcile', payload: {} },
  ]);
  private readonly logger = new Logger(GatewayCallsProcessor.name);

  constructor(
    private readonly askGateway: AskGateway,
    private readonly sendRefund: SendRefund,
    private readonly reconcile: ReconcilePayments,
    private readonly inbox: Inbox,
  ) {}
}
