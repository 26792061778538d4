import { Module } from '@nestjs/common';
import { DOCUMENT_WORK } from './documents/documents.work.js';
import { OrdersModule } from './orders.module.js';
import { ExpireOrders } from './use-cases/expire-orders.js';
import { RecordPaymentResult } from './use-cases/record-payment-result.js';
import { OrdersProcessor } from './worker/orders.processor.js';

/** Worker side of orders: the queue `orders`. */
@Module({
  imports: [OrdersModule],
  providers: [...DOCUMENT_WORK, RecordPaymentResult, ExpireOrders, OrdersProcessor],
})
export class OrdersWorkerModule {}
