import { Module } from '@nestjs/common';
import { ArchiveOrders } from './archive/archive-orders.js';
import { OrderArchivingProcessor } from './worker/order-archiving.processor.js';

/** The archive: the queue `order-archiving`. It needs nothing but SQL. */
@Module({ providers: [ArchiveOrders, OrderArchivingProcessor] })
export class OrderArchivingWorkerModule {}
