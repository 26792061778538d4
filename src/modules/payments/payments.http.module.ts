import { Module } from '@nestjs/common';

import { SandboxBankController } from './gateways/sandbox/sandbox-bank.controller.js';
import { SandboxSender } from './gateways/sandbox/sandbox-sender.js';
import { PaymentCallbacksController } from './http/payment-callbacks.controller.js';
import { PaymentMethodsController } from './http/payment-methods.controller.js';
import { PaymentReturnController } from './http/payment-return.controller.js';
import { PaymentsModule } from './payments.module.js';

/** HTTP side of payments, and the sandbox bank, which only shares the process. */
@Module({
  imports: [PaymentsModule],
  controllers: [
    PaymentCallbacksController,
    PaymentMethodsController,
    PaymentReturnController,
    SandboxBankController,
  ],
  providers: [SandboxSender],
})
export class PaymentsHttpModule {}
