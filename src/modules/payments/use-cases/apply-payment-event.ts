import { Injectable, Logger } from '@nestjs/common';

import { minorFromDb, moneyToDb } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { type LockedEvent, PaymentEventsRepository } from '../data/payment-events.repository.js';
import { type LockedPayment, PaymentsRepository } from '../data/payments.repository.js';
import { gatewayFee } from '../domain/method-rules.js';
import { type Applied, applyEvent, type ApplyOutcome } from '../domain/payment-state.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { paymentFailed, paymentSucceeded } from '../payments.events.js';

/** What came of an event, as far as it concerns more than one payment. */
type EventOutcome = ApplyOutcome | 'unknown_reference' | 'gateway_mismatch' | 'gateway_id_reused';

interface Result {
  readonly outcome: EventOutcome;
  readonly paymentId: string | null;
}

/** Outcomes that a person has to look at: money and books may disagree. */
const ALARMING: ReadonlySet<EventOutcome> = new Set<EventOutcome>([
  'amount_mismatch',
  'second_charge',
  'unknown_reference',
  'gateway_mismatch',
  'gateway_id_reused',
]);

/**
 * Applies one stored event to its payment, once, in one transaction under the payment's row lock.
 * Locks: outbox row, event, payment; always in this order.
 */
@Injectable()
export class ApplyPaymentEvent {
  private readonly logger = new Logger(ApplyPaymentEvent.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly events: PaymentEventsRepository,
    private readonly payments: PaymentsRepository,
    private readonly gateways: GatewayRegistry,
  ) {}

  /** Does nothing when the delivery is done or the event was applied. */
  async execute(ctx: RequestContext, delivery: Delivery | null, eventId: string): Promise<void> {
    const result = await this.uow.run(ctx, async (tx) => {
      if (!(await this.inbox.claim(tx, delivery))) return null;
      const event = await this.events.lockOpen(tx, eventId);
      if (event === null) return null;
      const applied = await this.apply(tx, event);
      await this.events.close(tx, event.id, applied.outcome, applied.paymentId);
      return applied;
    });
    if (result !== null && ALARMING.has(result.outcome)) {
      this.logger.error(
        { alert: `payments.${result.outcome}`, eventId, ...result },
        'Payment event',
      );
    }
  }

  private async apply(tx: Tx, event: LockedEvent): Promise<Result> {
    const { reference, gateway } = event;
    const payment = reference && (await this.payments.lockByReference(tx, reference));
    if (!payment) return { outcome: 'unknown_reference', paymentId: null };
    const paymentId = payment.id;
    // Another gateway's signature says nothing about this payment.
    if (payment.gateway !== gateway) return { outcome: 'gateway_mismatch', paymentId };
    const applied = applyEvent(payment, { ...event, ...this.factsOf(event) });
    if (applied.outcome !== 'applied') return { outcome: applied.outcome, paymentId };
    const { gatewayPaymentId } = applied.state;
    const isTaken =
      gatewayPaymentId !== null &&
      (await this.payments.isGatewayIdTaken(tx, gateway, gatewayPaymentId, paymentId));
    if (isTaken) return { outcome: 'gateway_id_reused', paymentId };
    await this.payments.saveState(tx, paymentId, applied.state, feeOf(payment, applied));
    await this.announce(tx, payment, applied);
    return { outcome: 'applied', paymentId };
  }

  private factsOf({ gateway, body }: LockedEvent) {
    const facts = body === null ? undefined : this.gateways.find(gateway)?.factsOf(body);
    return facts ?? { reason: null, fields: {} };
  }

  private async announce(tx: Tx, payment: LockedPayment, { announce }: Applied): Promise<void> {
    if (announce === null) return;
    const event = announce === 'succeeded' ? paymentSucceeded : paymentFailed;
    const payload = { paymentId: payment.id, orderId: payment.orderId };
    await this.outbox.publish(tx, event, payload, { aggregateId: payment.id });
  }
}

/** The gateway keeps its fee of what it took, not of what it refused. */
function feeOf(payment: LockedPayment, { state }: Applied): string {
  if (state.status !== 'success') return '0.00';
  const { currency, feePercentage, feeFixed } = payment;
  const amount = { amount: minorFromDb(state.capturedAmount, currency), currency };
  return moneyToDb(gatewayFee(amount, { percentage: feePercentage, fixed: feeFixed }));
}
