import { Module } from '@nestjs/common';

import { AlarmsModule } from '../../alarms/alarms.module.js';
import { ENV, type Env } from '../../config/env.js';
import { CARD_PROVIDERS } from './cards/cards.providers.js';
import { AskedPaymentsRepository } from './data/asked-payments.repository.js';
import { IssuesRepository } from './data/issues.repository.js';
import { PaymentEventsRepository } from './data/payment-events.repository.js';
import { PaymentTermsRepository } from './data/payment-terms.repository.js';
import { PaymentsRepository } from './data/payments.repository.js';
import { configuredGateways } from './gateways/configured-gateways.js';
import { RefundsRepository } from './data/refunds.repository.js';
import { GatewayRegistry } from './gateways/gateway-registry.js';
import { PaymentsService } from './payments.service.js';
import { UsableMethods } from './usable-methods.js';
import { ApplyPaymentEvent } from './use-cases/apply-payment-event.js';
import { AskGateway } from './use-cases/ask-gateway.js';
import { ChangeHeldPayment } from './use-cases/change-held-payment.js';
import { ChooseAttempt } from './use-cases/choose-attempt.js';
import { CompareSettlement } from './use-cases/compare-settlement.js';
import { EventApplier } from './use-cases/event-applier.js';
import { PaymentBooks } from './use-cases/payment-books.js';
import { CreateAtGateway } from './use-cases/create-at-gateway.js';
import { ReceiveCallback } from './use-cases/receive-callback.js';
import { RecordAnswers } from './use-cases/record-answers.js';
import { RecordOfflinePayment } from './use-cases/record-offline-payment.js';
import { ReconcilePayments } from './use-cases/reconcile-payments.js';
import { RefundWords } from './use-cases/refund-words.js';
import { SettleFiles } from './use-cases/settle-files.js';
import { SendRefund } from './use-cases/send-refund.js';
import { StartPayment } from './use-cases/start-payment.js';
import { WatchHolds } from './use-cases/watch-holds.js';

function createRegistry(env: Env): GatewayRegistry {
  return new GatewayRegistry(configuredGateways(env));
}

/** Payments without HTTP and queues. Reads and writes by SQL, so it registers no repositories. */
@Module({
  imports: [AlarmsModule],
  providers: [
    { provide: GatewayRegistry, inject: [ENV], useFactory: createRegistry },
    PaymentsRepository,
    PaymentEventsRepository,
    PaymentTermsRepository,
    RefundsRepository,
    IssuesRepository,
    AskedPaymentsRepository,
    UsableMethods,
    RefundWords,
    EventApplier,
    RecordAnswers,
    AskGateway,
    PaymentBooks,
    SendRefund,
    ReconcilePayments,
    ChangeHeldPayment,
    CompareSettlement,
    SettleFiles,
    WatchHolds,
    ChooseAttempt,
    StartPayment,
    CreateAtGateway,
    RecordOfflinePayment,
    ReceiveCallback,
    ApplyPaymentEvent,
    PaymentsService,
    ...CARD_PROVIDERS,
  ],
  exports: [
    GatewayRegistry,
    PaymentsService,
    PaymentEventsRepository,
    ReceiveCallback,
    ApplyPaymentEvent,
    AskGateway,
    SendRefund,
    ReconcilePayments,
    ChangeHeldPayment,
    CompareSettlement,
    SettleFiles,
    WatchHolds,
    ...CARD_PROVIDERS,
  ],
})
export class PaymentsModule {}
