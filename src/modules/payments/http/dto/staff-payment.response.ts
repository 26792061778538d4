import { ApiProperty } from '@nestjs/swagger';

import { formatMinor, minorFromDb } from '../../../../common/money/money.js';
import { PAYMENT_STATUSES } from '../../payments.types.js';
import type {
  StaffIssue,
  StaffPayment,
  StaffPaymentDetail,
  StaffPaymentEvent,
  StaffRefund,
  StoredEvent,
} from '../../staff-payments.types.js';

/** A payment, for staff. */
export class StaffPaymentResponse {
  readonly id: string;
  readonly orderId: string;
  readonly reference: string;
  /** @example 1 */
  readonly attempt: number;
  /** @example "sandbox" */
  readonly methodCode: string;
  readonly gateway: string | null;

  @ApiProperty({ enum: PAYMENT_STATUSES })
  readonly status: string;

  /** @example "49.90" */
  readonly amount: string;
  /** The most that was held or taken. */
  readonly authorisedAmount: string;
  readonly capturedAmount: string;
  /** Gone back, or on its way. */
  readonly refundedAmount: string;
  /** What the gateway keeps. */
  readonly feeAmount: string;
  /** @example "USD" */
  readonly currency: string;
  /** `manual`: held first, captured by staff or when a parcel leaves. */
  readonly captureMode: string;
  /** Over a part of what was owed. */
  readonly isPart: boolean;
  readonly gatewayPaymentId: string | null;

  /** Which message decided its state, and what may be shown of it. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  readonly gatewayResponse: Readonly<Record<string, unknown>> | null;

  readonly failureReason: string | null;
  readonly processedAt: string | null;
  /** When its gateway is asked next. */
  readonly nextQueryAt: string | null;
  readonly createdAt: string;
}

/** Something that was said about a payment. */
export class StaffPaymentEventResponse {
  readonly id: string;
  /** The gateway's own name of it. */
  readonly eventId: string;
  /** callback, query, answer or operator. */
  readonly source: string;
  readonly gateway: string;
  readonly kind: string;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly authorisedAmount: string | null;
  readonly gatewayRefundId: string | null;
  readonly refundStatus: string | null;
  readonly reason: string | null;
  /** What came of it; null: it has not been applied. */
  readonly outcome: string | null;
  readonly occurredAt: string | null;
  readonly receivedAt: string;
  readonly processedAt: string | null;
}

/** Money that goes back, for staff. */
export class StaffRefundResponse {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  /** pending, unknown (asked for, no answer), succeeded or failed. */
  readonly status: string;
  readonly gatewayStatus: string | null;
  readonly gatewayRefundId: string | null;
  readonly reason: string | null;
  readonly failureReason: string | null;
  readonly sentAt: string | null;
  readonly processedAt: string | null;
  readonly createdAt: string;
}

/** A payment with all that was said about it, the newest first. */
export class StaffPaymentDetailResponse extends StaffPaymentResponse {
  @ApiProperty({ type: [StaffPaymentEventResponse] })
  readonly events: StaffPaymentEventResponse[];

  @ApiProperty({ type: [StaffRefundResponse] })
  readonly refunds: StaffRefundResponse[];
}

/** Something about money that a person has to look at. */
export class ReconciliationIssueResponse {
  readonly id: string;
  /** @example "amount_mismatch" */
  readonly kind: string;
  readonly gateway: string | null;
  /** Of the settlement file that showed it. */
  readonly day: string | null;
  readonly orderId: string | null;
  readonly paymentId: string | null;
  readonly refundId: string | null;
  readonly eventId: string | null;
  readonly reference: string | null;
  readonly currency: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;

  @ApiProperty({ enum: ['open', 'settled'] })
  readonly status: string;

  readonly action: string | null;
  readonly note: string | null;
  readonly settledBy: string | null;
  readonly settledAt: string | null;
  readonly createdAt: string;
}

/** A stored message that is applied again. */
export class ReplayedEventResponse {
  readonly id: string;
  readonly paymentId: string | null;
  readonly gateway: string;
  readonly kind: string;
  /** Null until it was applied again. */
  readonly outcome: string | null;
  readonly processedAt: string | null;
}

/** What a settlement file showed. */
export class SettlementResponse {
  /** @example 120 */
  readonly lines: number;
  /** @example 0 */
  readonly differences: number;
  /** Issues that were new or looked otherwise before. */
  readonly changed: number;
  /** Earlier issues that are none any more. */
  readonly resolved: number;
}

function wire(decimal: string, currency: string): string;
function wire(decimal: string | null, currency: string | null): string | null;
function wire(decimal: string | null, currency: string | null): string | null {
  if (decimal === null || currency === null) return decimal;
  return formatMinor(minorFromDb(decimal, currency), currency);
}

/** Allow-list of what staff sees. */
export function toStaffPayment(payment: StaffPayment): StaffPaymentResponse {
  const { id, orderId, reference, attempt, methodCode, gateway, status, currency } = payment;
  const { captureMode, isPart, gatewayPaymentId, gatewayResponse, failureReason } = payment;
  const { processedAt, nextQueryAt, createdAt } = payment;
  return {
    ...{ id, orderId, reference, attempt, methodCode, gateway, status },
    amount: wire(payment.amount, currency),
    authorisedAmount: wire(payment.authorisedAmount, currency),
    capturedAmount: wire(payment.capturedAmount, currency),
    refundedAmount: wire(payment.refundedAmount, currency),
    feeAmount: wire(payment.feeAmount, currency),
    ...{ currency, captureMode, isPart, gatewayPaymentId, gatewayResponse, failureReason },
    ...{ processedAt, nextQueryAt, createdAt },
  };
}

function toStaffEvent(event: StaffPaymentEvent): StaffPaymentEventResponse {
  const { id, eventId, source, gateway, kind, currency, gatewayRefundId, refundStatus } = event;
  const { reason, outcome, occurredAt, receivedAt, processedAt } = event;
  return {
    ...{ id, eventId, source, gateway, kind, currency, gatewayRefundId, refundStatus },
    ...{ reason, outcome, occurredAt, receivedAt, processedAt },
    amount: wire(event.amount, currency),
    authorisedAmount: wire(event.authorisedAmount, currency),
  };
}

function toStaffRefund(refund: StaffRefund): StaffRefundResponse {
  const { id, currency, status, gatewayStatus, gatewayRefundId, reason, failureReason } = refund;
  const { sentAt, processedAt, createdAt } = refund;
  return {
    ...{ id, currency, status, gatewayStatus, gatewayRefundId, reason, failureReason },
    ...{ sentAt, processedAt, createdAt },
    amount: wire(refund.amount, currency),
  };
}

export function toStaffPaymentDetail(detail: StaffPaymentDetail): StaffPaymentDetailResponse {
  return {
    ...toStaffPayment(detail.payment),
    events: detail.events.map(toStaffEvent),
    refunds: detail.refunds.map(toStaffRefund),
  };
}

export function toIssue(issue: StaffIssue): ReconciliationIssueResponse {
  const { id, kind, gateway, day, orderId, paymentId, refundId, eventId, reference } = issue;
  const { currency, status, action, note, settledBy, settledAt, createdAt } = issue;
  return {
    ...{ id, kind, gateway, day, orderId, paymentId, refundId, eventId, reference, currency },
    ours: wire(issue.ours, currency),
    theirs: wire(issue.theirs, currency),
    ...{ status, action, note, settledBy, settledAt, createdAt },
  };
}

export function toReplayed(event: StoredEvent): ReplayedEventResponse {
  const { id, paymentId, gateway, kind, outcome, processedAt } = event;
  return { id, paymentId, gateway, kind, outcome, processedAt };
}
