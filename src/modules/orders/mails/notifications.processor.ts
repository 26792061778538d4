import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor } from '../../../queue/typed-processor.js';
import { notificationsQueue } from '../orders.jobs.js';
import { SendDraftMail } from './send-draft-mail.js';
import { SendOrderNotice } from './send-order-notice.js';
import { SendOrderConfirmation } from './send-order-confirmation.js';

/** Worker side of the queue `notifications`. */
@Injectable()
export class NotificationsProcessor implements QueueProcessor {
  readonly queue = notificationsQueue;
  readonly handlers = handlers(notificationsQueue, {
    'send-order-confirmation': async ({ orderId }, { ctx, delivery }) => {
      await this.sendOrderConfirmation.execute(ctx, delivery, orderId);
    },
    'send-draft': async (draft, { ctx, delivery }) => {
      await this.sendDraftMail.execute(ctx, delivery, draft);
    },
    'send-order-notice': async (subject, { ctx, delivery }) => {
      await this.sendOrderNotice.execute(ctx, delivery, subject);
    },
  });

  constructor(
    private readonly sendOrderConfirmation: SendOrderConfirmation,
    private readonly sendOrderNotice: SendOrderNotice,
    private readonly sendDraftMail: SendDraftMail,
  ) {}
}
