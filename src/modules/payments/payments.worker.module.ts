import { Module } from '@nestjs/common';

import { PaymentsModule } from './payments.module.js';
import { PaymentCallbacksProcessor } from './worker/payment-callbacks.processor.js';

/** Worker side of payments: the queue `payment-callbacks`. */
@Module({ imports: [PaymentsModule], providers: [PaymentCallbacksProcessor] })
export class PaymentsWorkerModule {}
