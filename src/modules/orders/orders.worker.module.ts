import { Module } from '@nestjs/common';
import { OrdersModule } from './orders.module.js';
import { ExpireOrders } from './use-cases/expire-orders.js';
import { RecordPaymentResult } from './use-cases/record-payment-result.js';
import { OrdersProcessor } from './worker/orders.processor.js';

/** Worker side of orders: the queue `orders`. */
@Module({
  imports: [OrdersModule],
  providers: [RecordPaymentResult, ExpireOrders, OrdersProcessor],
})
export class OrdersWorkerModule {}
