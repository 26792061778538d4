import type { PaymentStatus } from './payments.types.js';

/** A payment as staff sees it; amounts are decimal strings of the database, times ISO 8601. */
export interface StaffPayment {
  readonly id: string;
  readonly orderId: string;
  readonly reference: string;
  readonly attempt: number;
  readonly methodCode: string;
  readonly gateway: string | null;
  readonly status: PaymentStatus;
  readonly amount: string;
  readonly authorisedAmount: string;
  readonly capturedAmount: string;
  readonly refundedAmount: string;
  readonly feeAmount: string;
  readonly currency: string;
  readonly captureMode: string;
  readonly isPart: boolean;
  readonly gatewayPaymentId: string | null;
  readonly gatewayResponse: Readonly<Record<string, unknown>> | null;
  readonly failureReason: string | null;
  readonly processedAt: string | null;
  readonly nextQueryAt: string | null;
  readonly createdAt: string;
}

/** Something that was said about a payment. */
export interface StaffPaymentEvent {
  readonly id: string;
  readonly eventId: string;
  readonly source: string;
  readonly gateway: string;
  readonly kind: string;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly authorisedAmount: string | null;
  readonly gatewayRefundId: string | null;
  readonly refundStatus: string | null;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly occurredAt: string | null;
  readonly receivedAt: string;
  readonly processedAt: string | null;
}

/** Money that goes back, as its payment shows it. */
export interface StaffRefund {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly status: string;
  readonly gatewayStatus: string | null;
  readonly gatewayRefundId: string | null;
  readonly reason: string | null;
  readonly failureReason: string | null;
  readonly sentAt: string | null;
  readonly processedAt: string | null;
  readonly createdAt: string;
}

/** A payment with all that was said about it, the newest first, and its refunds. */
export interface StaffPaymentDetail {
  readonly payment: StaffPayment;
  readonly events: readonly StaffPaymentEvent[];
  readonly refunds: readonly StaffRefund[];
}

/** A row of `reconciliation_issues`. */
export interface StaffIssue {
  readonly id: string;
  readonly kind: string;
  readonly gateway: string | null;
  readonly day: string | null;
  readonly orderId: string | null;
  readonly paymentId: string | null;
  readonly refundId: string | null;
  readonly eventId: string | null;
  readonly reference: string | null;
  readonly currency: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly status: 'open' | 'settled';
  readonly action: string | null;
  readonly note: string | null;
  readonly settledBy: string | null;
  readonly settledAt: string | null;
  readonly createdAt: string;
}

/** A stored message, as far as its replay needs it. */
export interface StoredEvent {
  readonly id: string;
  readonly paymentId: string | null;
  readonly gateway: string;
  readonly kind: string;
  readonly outcome: string | null;
  readonly processedAt: string | null;
}

/** Which payments. */
export interface StaffPaymentFilter {
  readonly status: PaymentStatus | null;
  readonly gateway: string | null;
  readonly orderId: string | null;
  readonly reference: string | null;
  readonly since: string | null;
  readonly until: string | null;
}

/** Which issues. */
export interface IssueFilter {
  readonly status: 'open' | 'settled' | null;
  readonly kind: string | null;
  readonly gateway: string | null;
  readonly day: string | null;
  readonly paymentId: string | null;
  readonly orderId: string | null;
}
