import { Injectable, Logger } from '@nestjs/common';

import { Inbox } from '../../../queue/outbox/inbox.js';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { gatewayCallsQueue } from '../payments.jobs.js';
import { AskGateway } from '../use-cases/ask-gateway.js';
import { ChangeHeldPayment } from '../use-cases/change-held-payment.js';
import { ReconcilePayments } from '../use-cases/reconcile-payments.js';
import { SettleFiles } from '../use-cases/settle-files.js';
import { SendRefund } from '../use-cases/send-refund.js';
import { WatchHolds } from '../use-cases/watch-holds.js';

const EVERY_MINUTE = 60_000;
const EVERY_HOUR = 60 * EVERY_MINUTE;
/** When gateways have written the files of the day before, UTC. */
const DAILY = '40 5 * * *';

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
    'capture-order': async ({ orderId }, { ctx, delivery }) => {
      await this.held.captureOrder(ctx, orderId);
      await this.inbox.done(delivery);
    },
    'settle-files': async (_payload, { ctx, delivery }) => {
      await this.settleFiles.execute(ctx);
      await this.inbox.done(delivery);
    },
    'watch-holds': async (_payload, { ctx, delivery }) => {
      await this.holds.execute(ctx);
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
    { name: 'watch-holds', every: EVERY_HOUR, job: 'watch-holds', payload: {} },
    { name: 'settle-files', pattern: DAILY, job: 'settle-files', payload: {} },
  ]);
  private readonly logger = new Logger(GatewayCallsProcessor.name);

  constructor(
    private readonly askGateway: AskGateway,
    private readonly sendRefund: SendRefund,
    private readonly reconcile: ReconcilePayments,
    private readonly held: ChangeHeldPayment,
    private readonly settleFiles: SettleFiles,
    private readonly holds: WatchHolds,
    private readonly inbox: Inbox,
  ) {}
}
