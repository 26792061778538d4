import { Module } from '@nestjs/common';

import { CARD_CONTROLLERS } from './cards/cards.providers.js';
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

/** HTTP side of payments. */
@Module({
  imports: [PaymentsModule, UsersModule],
  controllers: [
    AdminPaymentsController,
    AdminPaymentMethodsController,
    AdminReconciliationController,
    PaymentCallbacksController,
    PaymentMethodsController,
    PaymentReturnController,
    ...CARD_CONTROLLERS,
  ],
  providers: [StaffPayments, KeptMethodsRepository, KeepMethods],
})
export class PaymentsHttpModule {}
