import { Module } from '@nestjs/common';

import { CARD_CONTROLLERS } from './cards/cards.providers.js';
import { SandboxBankController } from './gateways/sandbox/sandbox-bank.controller.js';
import { SandboxSender } from './gateways/sandbox/sandbox-sender.js';
import { PaymentCallbacksController } from './http/payment-callbacks.controller.js';
import { PaymentMethodsController } from './http/payment-methods.controller.js';
import { PaymentReturnController } from './http/payment-return.controller.js';
import { UsersModule } from '../users/users.module.js';
import { PaymentsModule } from './payments.module.js';

/** HTTP side of payments, and the sandbox bank, which only shares the process. */
@Module({
  imports: [PaymentsModule, UsersModule],
  controllers: [
    PaymentCallbacksController,
    PaymentMethodsController,
    PaymentReturnController,
    SandboxBankController,
    ...CARD_CONTROLLERS,
  ],
  providers: [SandboxSender],
})
export class PaymentsHttpModule {}
