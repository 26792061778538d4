import { Module } from '@nestjs/common';

import { CARD_CONTROLLERS } from './cards/cards.providers.js';
import { SandboxBankController } from './gateways/sandbox/sandbox-bank.controller.js';
import { SandboxSender } from './gateways/sandbox/sandbox-sender.js';
import { AdminPaymentMethodsController } from './http/admin-payment-methods.controller.js';
import { AdminPaymentsController } from './http/admin-payments.controller.js';
import { AdminReconciliationController } from './http/admin-reconciliation.controller.js';
import { PaymentCallbacksController } from './http/payment-callbacks.controller.js';
import { PaymentMethodsController } from './http/payment-methods.controller.js';
import { PaymentReturnController } from './http/payment-return.controller.js';
import { UsersModule } from '../users/users.module.js';
import { KeptMethodsRepository } from './data/kept-methods.repository.js';
import { KeepMethods } from './use-cases/keep-methods.js';
import { StaffPayments } from './use-cases/staff-payments.js';
import { PaymentsModule } from './payments.module.js';

/** HTTP side of payments, and the sandbox bank, which only shares the process. */
@Module({
  imports: [PaymentsModule, UsersModule],
  controllers: [
    AdminPaymentsController,
    AdminPaymentMethodsController,
    AdminReconciliationController,
    PaymentCallbacksController,
    PaymentMethodsController,
    PaymentReturnController,
    SandboxBankController,
    ...CARD_CONTROLLERS,
  ],
  providers: [SandboxSender, StaffPayments, KeptMethodsRepository, KeepMethods],
})
export class PaymentsHttpModule {}
