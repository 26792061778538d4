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
  /** The most that was ever held or taken; what was let go lowers nothing. */
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
  /** `manual`: the money is held first, and some of it may be taken later. */
  readonly captureMode: 'automatic' | 'manual';
}

/** Something that a gateway said about this payment. */
export interface ReceivedEvent {
  readonly eventId: string;
  readonly kind: string;
  readonly amount: string | null;
  readonly currency: string | null;
  /** What is held and not captured, for `processing`. */
  readonly authorisedAmount: string | null;
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
  /** What others must hear: money came, money is held, or an open attempt ended without it. */
  readonly announce: 'succeeded' | 'authorised' | 'failed' | null;
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

/** Money is held at the gateway and waits to be captured. */
export function isHeld({
  status,
  authorisedAmount,
}: Pick<PaymentState, 'status' | 'authorisedAmount'>): boolean {
  return status === 'processing' && hundredths(authorisedAmount) > 0n;
}

/**
 * The one function through which whatever a gateway says becomes the state of a payment: callback,
 * query, answer of a call, reconciliation. Pure. The caller holds the row lock of the payment.
 */
export function applyEvent(payment: PaymentTerms & PaymentState, event: ReceivedEvent): Applied {
  const unchanged = (outcome: ApplyOutcome): Applied => {
    return { outcome, state: stateOf(payment), announce: null };
  };
  const { kind } = event;
  if (!isKnownKind(kind)) return unchanged('unknown_kind');
  if (!matches(payment, event, kind)) return unchanged('amount_mismatch');
  if (isSecondCharge(payment, event)) return unchanged('second_charge');
  const held = kind === 'processing' ? (event.authorisedAmount ?? '0.00') : '0.00';
  const known: PaymentState = {
    ...stateOf(payment),
    authorisedAmount: larger(payment.authorisedAmount, held),
    gatewayPaymentId: payment.gatewayPaymentId ?? event.gatewayPaymentId,
  };
  const isMoreHeld = known.authorisedAmount !== payment.authorisedAmount;
  const isDecided = decides(payment, event, kind);
  const isNews = isMoreHeld || known.gatewayPaymentId !== payment.gatewayPaymentId;
  if (!isDecided && !isNews) return unchanged('no_change');
  return {
    outcome: 'applied',
    state: isDecided ? decidedBy(known, event, kind) : known,
    announce: announcement(payment, event, kind, isMoreHeld),
  };
}

/** A kind of event that changes a payment. */
export function isKnownKind(kind: string): kind is GatewayEventKind {
  return GATEWAY_EVENT_KINDS.some((known) => known === kind);
}

/** Hundredths of a decimal string with two digits, which is how the database writes every amount. */
export function hundredths(decimal: string): bigint {
  return BigInt(decimal.replace('.', ''));
}

function larger(one: string, other: string): string {
  return hundredths(other) > hundredths(one) ? other : one;
}

/**
 * A success must name exactly what was asked for, or, of money that was held first, a part of it; the
 * others may leave the amount out.
 */
function matches(terms: PaymentTerms, event: ReceivedEvent, kind: GatewayEventKind): boolean {
  const { amount, currency, authorisedAmount } = event;
  const isWithin = (part: string): boolean =>
    hundredths(part) >= 0n && hundredths(part) <= hundredths(terms.amount);
  if (authorisedAmount !== null && !isWithin(authorisedAmount)) return false;
  if (amount === null && currency === null) return kind !== 'success';
  if (amount === null || currency !== terms.currency) return false;
  if (kind !== 'success' || terms.captureMode === 'automatic') return amount === terms.amount;
  return hundredths(amount) > 0n && isWithin(amount);
}

/** The gateway took money twice under one reference: a person has to look. */
function isSecondCharge(payment: PaymentState, event: ReceivedEvent): boolean {
  if (event.kind !== 'success' || !isPaid(payment.status)) return false;
  if (payment.gatewayPaymentId === null || event.gatewayPaymentId === null) return false;
  return event.gatewayPaymentId !== payment.gatewayPaymentId;
}

function decides(
  payment: PaymentTerms & PaymentState,
  event: ReceivedEvent,
  kind: GatewayEventKind,
): boolean {
  if (kind === 'success' && isPaid(payment.status)) {
    // Captures add up: the largest sum that was told is the latest.
    const more = hundredths(event.amount ?? '0.00') - hundredths(payment.capturedAmount);
    if (more !== 0n) return more > 0n;
    return payment.status === 'success' && isEarlier(event, payment);
  }
  const step = RANK[kind] - RANK[payment.status];
  return step > 0 || (step === 0 && isEarlier(event, payment));
}

/** Of two events that say the same, the earlier one is kept, whichever came first. */
function isEarlier(event: ReceivedEvent, { status, decision: known }: PaymentState): boolean {
  // No event has decided this state: the shop itself did (handed over, or cancelled the order).
  if (known?.kind !== status) return true;
  if (event.occurredAt !== known.occurredAt) return event.occurredAt < known.occurredAt;
  return event.eventId < known.eventId;
}

function decidedBy(
  known: PaymentState,
  event: ReceivedEvent,
  kind: GatewayEventKind,
): PaymentState {
  const { eventId, occurredAt, fields } = event;
  const captured = kind === 'success' ? (event.amount ?? '0.00') : known.capturedAmount;
  return {
    status: kind,
    authorisedAmount: larger(known.authorisedAmount, captured),
    capturedAmount: captured,
    gatewayPaymentId: event.gatewayPaymentId ?? known.gatewayPaymentId,
    failureReason: kind === 'success' ? null : event.reason,
    processedAt: kind === 'processing' ? null : occurredAt,
    decision: { eventId, kind, occurredAt, fields },
  };
}

function announcement(
  before: PaymentState,
  event: ReceivedEvent,
  kind: GatewayEventKind,
  isMoreHeld: boolean,
): Applied['announce'] {
  if (kind === 'success') {
    const more = hundredths(event.amount ?? '0.00') > hundredths(before.capturedAmount);
    return more || !isPaid(before.status) ? 'succeeded' : null;
  }
  if (!isOpen(before.status)) return null;
  if (kind !== 'processing') return 'failed';
  return isMoreHeld ? 'authorised' : null;
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
