import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor } from '../../../queue/typed-processor.js';
import { stockAlertsQueue } from '../inventory.jobs.js';
import { SendLowStock } from './send-low-stock.js';

/** Worker side of the mails about stock on the queue `notifications`. */
@Injectable()
export class StockAlertsProcessor implements QueueProcessor {
  readonly queue = stockAlertsQueue;
  readonly handlers = handlers(stockAlertsQueue, {
    'send-low-stock': async ({ variantId }, { ctx, delivery }) => {
      await this.sendLowStock.execute(ctx, delivery, variantId);
    },
  });

  constructor(private readonly sendLowStock: SendLowStock) {}
}
