import type { Money } from '../../common/money/money.js';

/** The order of the database's enum type. */
export const PAYMENT_STATUSES = [
  'pending',
  'success',
  'failed',
  'cancelled',
  'refunded',
  'processing',
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** `redirect`: the customer pays on a page of the gateway; `offline`: nothing to do now (cash). */
export type PaymentFlow = 'redirect' | 'offline';

/**
 * A payment method as `paymentMethodJson()` reads it from the database; amounts are decimal strings
 * with two digits.
 */
export interface PaymentMethodRecord {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly gateway: string | null;
  readonly requiresAccount: boolean;
  readonly minAmount: string | null;
  readonly maxAmount: string | null;
  readonly currencies: readonly string[] | null;
  readonly countries: readonly string[] | null;
}

/** What somebody wants to pay with a method. */
export interface PaymentUse {
  readonly amount: Money;
  /** ISO 3166 code of the address the goods go to. */
  readonly country: string;
  readonly isGuest: boolean;
}

/** A method that may be used, and how it is paid. */
export interface UsablePaymentMethod {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly gateway: string;
  readonly flow: PaymentFlow;
}

/** A line of the offer at checkout. */
export interface OfferedPaymentMethod {
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly flow: PaymentFlow;
  readonly requiresAccount: boolean;
  readonly minAmount: string | null;
  readonly maxAmount: string | null;
  readonly currencies: readonly string[] | null;
  readonly countries: readonly string[] | null;
}

/** Input of `PaymentsService.start`. */
export interface StartPayment {
  readonly orderId: string;
  /** Null for a guest. */
  readonly userId: string | null;
  /** What is to be paid: used for a new attempt, and an open one must ask for the same. */
  readonly amount: Money;
  /** ISO 3166 code of the shipping address. */
  readonly country: string;
  /** Left out: the method of the last attempt. */
  readonly methodCode?: string;
}

/** Where a payment goes on. */
export interface StartedPayment {
  readonly paymentId: string;
  readonly reference: string;
  readonly attempt: number;
  readonly methodCode: string;
  readonly status: PaymentStatus;
  readonly flow: PaymentFlow;
  /** The gateway's page for the customer; null when the flow is `offline`. */
  readonly redirectUrl: string | null;
}

/** One attempt to pay an order, as its owner and staff may see it. */
export interface PaymentView {
  readonly id: string;
  readonly orderId: string;
  readonly attempt: number;
  readonly reference: string;
  readonly methodCode: string;
  readonly methodName: string;
  readonly status: PaymentStatus;
  readonly amount: Money;
  readonly captured: Money;
  /** Only while the attempt is open. */
  readonly redirectUrl: string | null;
  readonly failureReason: string | null;
  readonly gatewayPaymentId: string | null;
  readonly processedAt: string | null;
  readonly createdAt: string;
}
