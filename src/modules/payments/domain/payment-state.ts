import { GATEWAY_EVENT_KINDS, type GatewayEventKind } from '../gateways/payment-gateway.js';
import type { PaymentStatus } from '../payments.types.js';

/** Which event decided the state of a payment; kept in `payments.gateway_response`. */
export interface Decision {
  readonly eventId: string;
  readonly kind: GatewayEventKind;
  /** ISO 8601 with milliseconds, UTC: compared as text. */
  readonly occurredAt: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** The part of a payment that events can change. Amounts are decimal strings with two digits. */
export interface PaymentState {
  readonly status: PaymentStatus;
  readonly authorisedAmount: string;
  readonly capturedAmount: string;
  readonly gatewayPaymentId: string | null;
  readonly failureReason: string | null;
  readonly processedAt: string | null;
  /** Null while no event has decided: the shop itself set the state. */
  readonly decision: Decision | null;
}

/** What was asked for, and cannot change. */
export interface PaymentTerms {
  readonly amount: string;
  readonly currency: string;
}

/** Something that a gateway said about this payment. */
export interface ReceivedEvent {
  readonly eventId: string;
  readonly kind: string;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly gatewayPaymentId: string | null;
  readonly reason: string | null;
  readonly occurredAt: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** What came of an event; stored as `payment_events.outcome`. */
export type ApplyOutcome =
  'applied' | 'no_change' | 'unknown_kind' | 'amount_mismatch' | 'second_charge';

export interface Applied {
  readonly outcome: ApplyOutcome;
  readonly state: PaymentState;
  /** What others must hear: the money came, or an open attempt ended without it. */
  readonly announce: 'succeeded' | 'failed' | null;
}

/**
 * How much each state knows. Events only ever move up, so that any order and any repetition of the
 * same events ends in the same row; money that arrived beats every refusal, whenever it is told.
 */
const RANK: Readonly<Record<PaymentStatus, number>> = {
  pending: 0,
  processing: 1,
  cancelled: 2,
  failed: 3,
  success: 4,
  refunded: 5,
};

/** An attempt that may still be paid without a second thought. */
export function isOpen(status: PaymentStatus): boolean {
  return status === 'pending' || status === 'processing';
}

/** Money arrived, be it on its way back by now. */
export function isPaid(status: PaymentStatus): boolean {
  return status === 'success' || status === 'refunded';
}

/**
 * The one function through which whatever a gateway says becomes the state of a payment: callback,
 * query, reconciliation. Pure. The caller holds the row lock of the payment.
 */
export function applyEvent(payment: PaymentTerms & PaymentState, event: ReceivedEvent): Applied {
  const unchanged = (outcome: ApplyOutcome): Applied => {
    return { outcome, state: stateOf(payment), announce: null };
  };
  const { kind } = event;
  if (!isKnown(kind)) return unchanged('unknown_kind');
  if (!matches(payment, event, kind)) return unchanged('amount_mismatch');
  const step = RANK[kind] - RANK[payment.status];
  if (step < 0) return unchanged('no_change');
  if (step === 0 && isSecondCharge(payment, event)) return unchanged('second_charge');
  if (step === 0 && !isEarlier(event, payment)) return unchanged('no_change');
  return {
    outcome: 'applied',
    state: decidedBy(payment, event, kind),
    announce: step === 0 ? null : announcement(payment.status, kind),
  };
}

function isKnown(kind: string): kind is GatewayEventKind {
  return GATEWAY_EVENT_KINDS.some((known) => known === kind);
}

/** A success must name exactly what was asked for; the others may leave the amount out. */
function matches(terms: PaymentTerms, event: ReceivedEvent, kind: GatewayEventKind): boolean {
  if (event.amount === null && event.currency === null) return kind !== 'success';
  return event.amount === terms.amount && event.currency === terms.currency;
}

/** The gateway took money twice under one reference: a person has to look. */
function isSecondCharge(payment: PaymentState, event: ReceivedEvent): boolean {
  if (payment.status !== 'success' || payment.gatewayPaymentId === null) return false;
  return event.gatewayPaymentId !== null && event.gatewayPaymentId !== payment.gatewayPaymentId;
}

/** Of two events that say the same, the earlier one is kept, whichever came first. */
function isEarlier(event: ReceivedEvent, { status, decision: known }: PaymentState): boolean {
  // No event has decided this state: the shop itself did (handed over, or cancelled the order).
  if (known?.kind !== status) return true;
  if (event.occurredAt !== known.occurredAt) return event.occurredAt < known.occurredAt;
  return event.eventId < known.eventId;
}

function decidedBy(
  terms: PaymentTerms,
  event: ReceivedEvent,
  kind: GatewayEventKind,
): PaymentState {
  const { eventId, occurredAt, fields } = event;
  const taken = kind === 'success' ? terms.amount : '0.00';
  return {
    status: kind,
    authorisedAmount: taken,
    capturedAmount: taken,
    gatewayPaymentId: event.gatewayPaymentId,
    failureReason: kind === 'failed' || kind === 'cancelled' ? event.reason : null,
    processedAt: kind === 'processing' ? null : occurredAt,
    decision: { eventId, kind, occurredAt, fields },
  };
}

function announcement(from: PaymentStatus, to: GatewayEventKind): Applied['announce'] {
  if (to === 'success') return 'succeeded';
  return isOpen(from) && to !== 'processing' ? 'failed' : null;
}

function stateOf(payment: PaymentState): PaymentState {
  const { status, authorisedAmount, capturedAmount, gatewayPaymentId } = payment;
  const { failureReason, processedAt, decision } = payment;
  return {
    status,
    authorisedAmount,
    capturedAmount,
    gatewayPaymentId,
    failureReason,
    processedAt,
    decision,
  };
}
