import { Injectable } from '@nestjs/common';
import { Inbox } from '../../../queue/outbox/inbox.js';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { MakeDocuments } from '../documents/make-documents.js';
import { ordersQueue } from '../orders.jobs.js';
import { FinishRefund } from '../refunds/finish-refund.js';
import { ExpireOrders } from '../use-cases/expire-orders.js';
import { RecordPaymentResult } from '../use-cases/record-payment-result.js';

const EVERY_MINUTE = 60_000;

/** Worker side of the queue `orders`. */
@Injectable()
export class OrdersProcessor implements QueueProcessor {
  readonly queue = ordersQueue;
  readonly handlers = handlers(ordersQueue, {
    'record-payment-result': async (payload, { ctx, delivery }) => {
      await this.recordPaymentResult.execute(ctx, delivery, payload);
    },
    'finish-refund': async ({ refundId }, { ctx, delivery }) => {
      await this.finishRefund.answered(ctx, refundId, delivery);
    },
    'expire-unpaid': async (_payload, { ctx, delivery }) => {
      await this.expireOrders.execute(ctx);
      await this.inbox.done(delivery);
    },
    'make-document': async (payload, { ctx, delivery }) => {
      await this.makeDocuments.execute(ctx, payload);
      await this.inbox.done(delivery);
    },
  });
  readonly schedules = schedules(ordersQueue, [
    { name: 'expire-unpaid', every: EVERY_MINUTE, job: 'expire-unpaid', payload: {} },
  ]);

  constructor(
    private readonly recordPaymentResult: RecordPaymentResult,
    private readonly finishRefund: FinishRefund,
    private readonly expireOrders: ExpireOrders,
    private readonly makeDocuments: MakeDocuments,
    private readonly inbox: Inbox,
  ) {}
}
