import { Module } from '@nestjs/common';

import { ENV, type Env } from '../../config/env.js';
import { PaymentEventsRepository } from './data/payment-events.repository.js';
import { PaymentTermsRepository } from './data/payment-terms.repository.js';
import { PaymentsRepository } from './data/payments.repository.js';
import { configuredGateways } from './gateways/configured-gateways.js';
import { GatewayRegistry } from './gateways/gateway-registry.js';
import { PaymentsService } from './payments.service.js';
import { UsableMethods } from './usable-methods.js';
import { ApplyPaymentEvent } from './use-cases/apply-payment-event.js';
import { ReceiveCallback } from './use-cases/receive-callback.js';
import { RecordOfflinePayment } from './use-cases/record-offline-payment.js';
import { StartPayment } from './use-cases/start-payment.js';

function createRegistry(env: Env): GatewayRegistry {
  return new GatewayRegistry(configuredGateways(env));
}

/** Payments without HTTP and queues. Reads and writes by SQL, so it registers no repositories. */
@Module({
  providers: [
    { provide: GatewayRegistry, inject: [ENV], useFactory: createRegistry },
    PaymentsRepository,
    PaymentEventsRepository,
    PaymentTermsRepository,
    UsableMethods,
    StartPayment,
    RecordOfflinePayment,
    ReceiveCallback,
    ApplyPaymentEvent,
    PaymentsService,
  ],
  exports: [PaymentsService, ReceiveCallback, ApplyPaymentEvent],
})
export class PaymentsModule {}
