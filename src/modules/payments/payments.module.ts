import { Module } from '@nestjs/common';

import { ENV, type Env } from '../../config/env.js';
import { PaymentEventsRepository } from './data/payment-events.repository.js';
import { PaymentsRepository } from './data/payments.repository.js';
import { CodGateway } from './gateways/cod/cod.gateway.js';
import { GatewayRegistry } from './gateways/gateway-registry.js';
import { SandboxGateway } from './gateways/sandbox/sandbox.gateway.js';
import { PaymentsService } from './payments.service.js';
import { UsableMethods } from './usable-methods.js';
import { ApplyPaymentEvent } from './use-cases/apply-payment-event.js';
import { ReceiveCallback } from './use-cases/receive-callback.js';
import { RecordOfflinePayment } from './use-cases/record-offline-payment.js';
import { StartPayment } from './use-cases/start-payment.js';

/** The gateways that the environment sets up. */
function createRegistry(env: Env): GatewayRegistry {
  const sandbox = new SandboxGateway({
    secrets: [env.SANDBOX_GATEWAY_SECRET],
    bankUrl: env.PUBLIC_URL,
  });
  return new GatewayRegistry([new CodGateway(), ...(env.SANDBOX_GATEWAY_ENABLED ? [sandbox] : [])]);
}

/** Payments without HTTP and queues. Reads and writes by SQL, so it registers no repositories. */
@Module({
  providers: [
    { provide: GatewayRegistry, inject: [ENV], useFactory: createRegistry },
    PaymentsRepository,
    PaymentEventsRepository,
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
