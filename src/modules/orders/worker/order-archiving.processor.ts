import { Injectable, Logger } from '@nestjs/common';
import { Inbox } from '../../../queue/outbox/inbox.js';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { ArchiveOrders } from '../archive/archive-orders.js';
import { orderArchivingQueue } from '../orders.jobs.js';

/** When the shop is quiet, UTC. */
const DAILY = '20 3 * * *';

/** Worker side of the queue `order-archiving`. */
@Injectable()
export class OrderArchivingProcessor implements QueueProcessor {
  readonly queue = orderArchivingQueue;
  readonly handlers = handlers(orderArchivingQueue, {
    'archive-orders': async (_payload, { ctx, delivery, tell }) => {
      const moved = await this.archiveOrders.execute(ctx, {
        onProgress: ({ moved: done, of }) => tell({ moved: done, of }),
      });
      await this.inbox.done(delivery);
      if (moved > 0) this.logger.log(`${moved} orders moved to the archive`);
    },
  });
  readonly schedules = schedules(orderArchivingQueue, [
    { name: 'archive-orders', pattern: DAILY, job: 'archive-orders', payload: {} },
  ]);
  private readonly logger = new Logger(OrderArchivingProcessor.name);

  constructor(
    private readonly archiveOrders: ArchiveOrders,
    private readonly inbox: Inbox,
  ) {}
}
