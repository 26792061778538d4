import { Injectable } from '@nestjs/common';

import { minorFromDb, moneyToDb } from '../../../common/money/money.js';
import { type Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { IssuesRepository } from '../data/issues.repository.js';
import { type LockedEvent } from '../data/payment-events.repository.js';
import {
  type LockedPayment,
  type NextQuery,
  PaymentsRepository,
} from '../data/payments.repository.js';
import { gatewayFee } from '../domain/method-rules.js';
import {
  type Applied,
  applyEvent,
  type ApplyOutcome,
  isHeld,
  isKnownKind,
  isOpen,
} from '../domain/payment-state.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { paymentAuthorised, paymentFailed, paymentSucceeded } from '../payments.events.js';
import { gatewayCallsQueue } from '../payments.jobs.js';
import { RefundWords, type RefundWordOutcome } from './refund-words.js';
import { uuidOrNull } from '../data/refunds.repository.js';

/** In `payment_events`: not a gateway, but a person of the shop. */
export const OPERATOR = 'operator';

/** What came of an event, as far as it concerns more than one payment. */
export type EventOutcome =
  | ApplyOutcome
  | RefundWordOutcome
  | 'unknown_reference'
  | 'gateway_mismatch'
  | 'gateway_id_reused'
  /** The gateway is asked; what it answers counts. */
  | 'asked';

export interface EventResult {
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
  'second_refund',
  'refund_bounced',
  'refund_at_gateway',
  'refund_above_captured',
]);

/** A word of a gateway that moves nothing by itself, but is worth a question. */
const APPROVED = 'approved';

/** Whether people are told of an outcome. */
export function isAlarming(outcome: EventOutcome): boolean {
  return ALARMING.has(outcome);
}

/**
 * The one way in which anything that was said about a payment becomes its state: callbacks, answers,
 * queries, people. Inside the caller's transaction, which holds the lock of the event; takes the
 * payment's lock. What a person has to look at becomes a row of `reconciliation_issues`.
 */
@Injectable()
export class EventApplier {
  constructor(
    private readonly outbox: Outbox,
    private readonly payments: PaymentsRepository,
    private readonly issues: IssuesRepository,
    private readonly refunds: RefundWords,
    private readonly gateways: GatewayRegistry,
  ) {}

  async apply(tx: Tx, event: LockedEvent): Promise<EventResult> {
    const isMeant = isKnownKind(event.kind) || event.kind === 'refund' || event.kind === APPROVED;
    // Some gateways tell of everything that happens in an account.
    if (!isMeant) return { outcome: 'unknown_kind', paymentId: null };
    const payment = await this.lock(tx, event);
    const outcome = payment === null ? 'unknown_reference' : await this.applyTo(tx, payment, event);
    const result = { outcome, paymentId: payment?.id ?? null };
    if (ALARMING.has(outcome)) await this.raise(tx, event, payment, outcome);
    return result;
  }

  private async lock(tx: Tx, event: LockedEvent): Promise<LockedPayment | null> {
    const { gateway, gatewayPaymentId, gatewayRefundId } = event;
    const ids = { gatewayPaymentId, gatewayRefundId, refundId: uuidOrNull(event.refundId) };
    const reference = event.reference ?? (await this.payments.findReference(tx, gateway, ids));
    return reference === null ? null : this.payments.lockByReference(tx, reference);
  }

  private async applyTo(tx: Tx, payment: LockedPayment, event: LockedEvent): Promise<EventOutcome> {
    // Another gateway's signature says nothing about this payment.
    if (event.gateway !== OPERATOR && payment.gateway !== event.gateway) return 'gateway_mismatch';
    const gateway = this.gateways.find(event.gateway);
    const isWeak = event.source === 'callback' && gateway?.capabilities.needsConfirmation === true;
    if (event.kind === 'refund') return this.refunds.apply(tx, payment, event, { isWeak });
    if (isWeak || event.kind === APPROVED) {
      await this.outbox.enqueue(tx, gatewayCallsQueue, 'ask-payment', { paymentId: payment.id });
      return 'asked';
    }
    return this.move(tx, payment, event);
  }

  private async move(tx: Tx, payment: LockedPayment, event: LockedEvent): Promise<EventOutcome> {
    const applied = applyEvent(payment, { ...event, ...this.factsOf(event) });
    if (applied.outcome !== 'applied') return applied.outcome;
    const { gatewayPaymentId } = applied.state;
    const isTaken =
      gatewayPaymentId !== null &&
      payment.gateway !== null &&
      (await this.payments.isGatewayIdTaken(tx, payment.gateway, gatewayPaymentId, payment.id));
    if (isTaken) return 'gateway_id_reused';
    const next = this.nextQuery(payment, applied);
    await this.payments.saveState(tx, payment.id, applied.state, feeOf(payment, applied), next);
    await this.announce(tx, payment, applied);
    if (applied.announce === 'succeeded') await this.refunds.resume(tx, payment.id);
    return 'applied';
  }

  private factsOf({ gateway, body, reason, source, kind }: LockedEvent) {
    const facts = body === null ? undefined : this.gateways.find(gateway)?.factsOf(body);
    // Money that did not come through the gateway cannot go back through it.
    const own = source === 'operator' && kind === 'success' ? { offline: true } : {};
    return { reason: reason ?? facts?.reason ?? null, fields: { ...facts?.fields, ...own } };
  }

  private nextQuery(payment: LockedPayment, { state }: Applied): NextQuery {
    const canBeAsked = this.gateways.find(payment.gateway)?.capabilities.query === true;
    if (!canBeAsked) return 'none';
    if (isHeld(state)) return 'held';
    if (isOpen(state.status)) return 'keep';
    // Held for an attempt that was given up: the next run lets it go.
    const isHeldLate = state.authorisedAmount !== payment.authorisedAmount;
    if (state.status === 'cancelled' && isHeldLate) return 'now';
    return state.decision?.kind === state.status ? 'none' : 'keep';
  }

  private async announce(tx: Tx, payment: LockedPayment, { announce }: Applied): Promise<void> {
    if (announce === null) return;
    const event = EVENTS[announce];
    const payload = { paymentId: payment.id, orderId: payment.orderId };
    await this.outbox.publish(tx, event, payload, { aggregateId: payment.id });
  }

  private async raise(
    tx: Tx,
    event: LockedEvent,
    payment: LockedPayment | null,
    kind: EventOutcome,
  ): Promise<void> {
    await this.issues.raise(tx, {
      kind,
      key: event.id,
      gateway: event.gateway,
      orderId: payment?.orderId ?? null,
      paymentId: payment?.id ?? null,
      eventId: event.id,
      reference: event.reference ?? payment?.reference ?? null,
      currency: event.currency ?? payment?.currency ?? null,
      ours: payment?.amount ?? null,
      theirs: event.amount,
    });
  }
}

const EVENTS = {
  succeeded: paymentSucceeded,
  authorised: paymentAuthorised,
  failed: paymentFailed,
} as const;

/** The gateway keeps its fee of what it took, not of what it refused. */
function feeOf(payment: LockedPayment, { state }: Applied): string {
  if (state.status !== 'success') return '0.00';
  const { currency, feePercentage, feeFixed } = payment;
  const amount = { amount: minorFromDb(state.capturedAmount, currency), currency };
  return moneyToDb(gatewayFee(amount, { percentage: feePercentage, fixed: feeFixed }));
}
