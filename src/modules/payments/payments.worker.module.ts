import { Module } from '@nestjs/common';

import { PaymentsModule } from './payments.module.js';
import { GatewayCallsProcessor } from './worker/gateway-calls.processor.js';
import { PaymentCallbacksProcessor } from './worker/payment-callbacks.processor.js';

/** Worker side of payments: the queues `payment-callbacks` and `gateway-calls`. */
@Module({
  imports: [PaymentsModule],
  providers: [PaymentCallbacksProcessor, GatewayCallsProcessor],
})
export class PaymentsWorkerModule {}
