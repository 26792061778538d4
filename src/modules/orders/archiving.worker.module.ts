import { Module } from '@nestjs/common';
import { ArchiveOrders } from './archive/archive-orders.js';
import { RestoreOrder } from './archive/restore-order.js';
import { OrderArchivingProcessor } from './worker/order-archiving.processor.js';

/** The archive, for its worker and the command line. It needs nothing but SQL. */
@Module({
  providers: [ArchiveOrders, RestoreOrder, OrderArchivingProcessor],
  exports: [ArchiveOrders, RestoreOrder],
})
export class OrderArchivingWorkerModule {}
