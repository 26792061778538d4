import type { Money } from '../../common/money/money.js';
import type { Tx } from '../../database/unit-of-work.js';

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

/**
 * `redirect`: the customer pays on a page of the gateway; `client_secret`: in the shop's own page by the
 * gateway's script; `offline`: nothing to do now (cash).
 */
export type PaymentFlow = 'redirect' | 'client_secret' | 'offline';

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

/** What is owed for an order now, as its owner says it. */
export interface DuePayment {
  /** More than nothing; the owner refuses to be paid when nothing is owed. */
  readonly amount: Money;
  /** Null: a guest's. */
  readonly userId: string | null;
}

/** Input of `PaymentsService.start`. */
export interface StartPaymentInput {
  readonly orderId: string;
  /**
   * Asked in the transaction that saves the intent, before attempts are locked: the owner locks his row and
   * says what is owed. Then the attempt is over exactly that, whatever other attempts have brought. Left
   * out: amount, currency and customer are those of the last attempt, and one that was paid is the end.
   */
  readonly due?: ((tx: Tx) => Promise<DuePayment>) | undefined;
  /** ISO 3166 code of the shipping address; decides when a method is chosen anew. */
  readonly country: string;
  /** Left out: the method of the last attempt. */
  readonly methodCode?: string | undefined;
  /** Where the browser goes afterwards; only on our own address or an allowed origin. */
  readonly returnUrl?: string | undefined;
  /** A saved card of the customer, charged at once. */
  readonly cardId?: string | undefined;
  /** Address of the customer, which some gateways sign. */
  readonly clientIp?: string | undefined;
  /**
   * Only so much of what is owed, beside other attempts; reads what the customer wrote in the currency of the
   * order, and throws what is wrong with it. Null: all that is owed.
   */
  readonly part?: ((currency: string) => Money | null) | undefined;
}

/** Where a payment goes on. */
export interface StartedPayment {
  readonly paymentId: string;
  readonly reference: string;
  readonly attempt: number;
  readonly methodCode: string;
  readonly status: PaymentStatus;
  readonly flow: PaymentFlow;
  readonly amount: Money;
  /** The gateway's page for the customer; null when there is none. */
  readonly redirectUrl: string | null;
  /** For the gateway's script in the browser; never stored, never logged. */
  readonly clientSecret: string | null;
  /** The shop's public key for that script. */
  readonly publishableKey: string | null;
}

/** One attempt to pay an order; amounts are decimal strings as in the database. */
export interface PaymentView {
  readonly id: string;
  readonly orderId: string;
  readonly reference: string;
  readonly attempt: number;
  readonly methodCode: string;
  readonly methodName: string;
  readonly status: PaymentStatus;
  readonly amount: string;
  readonly capturedAmount: string;
  /** Refunds that are done or on their way; never more than was captured. */
  readonly refundedAmount: string;
  /** The part of it that was above what the order costs. */
  readonly surplusAmount: string;
  /** Over a part of what was owed, which other attempts may pay beside it. */
  readonly isPart: boolean;
  /** Held at the gateway and not captured. */
  readonly heldAmount: string;
  /** The most that was ever held or taken. */
  readonly authorisedAmount: string;
  readonly currency: string;
  /** Only while the attempt is open. */
  readonly redirectUrl: string | null;
  /** For staff: the gateway's own words. */
  readonly failureReason: string | null;
  readonly gatewayPaymentId: string | null;
  /** ISO 8601. */
  readonly processedAt: string | null;
  readonly createdAt: string;
}

/** Money that shall go back. */
export interface RefundRequest {
  readonly paymentId: string;
  readonly orderId: string;
  /** Decimal string with two digits. */
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  /** The same key asks for the same refund. */
  readonly key: string;
  /** What it is for, as the asking feature writes it down. */
  readonly lines?: unknown;
  /** Of the amount, for shipping; decimal string. */
  readonly shippingAmount?: string;
  readonly returnId?: string | null;
  /** Money above what the order costs: it makes nothing cheaper. Left out: no. */
  readonly surplus?: boolean;
}

/** What became of a refund at its gateway, or by hand. */
export type RefundOutcome =
  | { readonly outcome: 'succeeded'; readonly gatewayRefundId?: string | null }
  | { readonly outcome: 'failed'; readonly reason: string };

/** A refund that has just ended; amounts are decimal strings of the database. */
export interface EndedRefund {
  readonly id: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly amount: string;
  readonly currency: string;
  readonly lines: unknown;
  readonly returnId: string | null;
  /** It was above what the order costs. */
  readonly surplus: boolean;
  /** It had succeeded and failed after all: what was given back is owed again. */
  readonly wasDone: boolean;
}

/** All money of an order; decimal strings of the database. */
export interface MoneyOfOrder {
  readonly captured: string;
  /** Refunds that are done. */
  readonly refunded: string;
  /** The part of them that was above what the order costs. */
  readonly surplus: string;
}

/** Something about money that a person has to look at: a row of `reconciliation_issues`. */
export interface PaymentIssue {
  /** Snake case; public. */
  readonly kind: string;
  /** What it is about, beside the kind: whoever finds it again finds the same row. At most 200 characters. */
  readonly key: string;
  readonly gateway?: string | null;
  readonly orderId?: string | null;
  readonly paymentId?: string | null;
  readonly refundId?: string | null;
  readonly eventId?: string | null;
  readonly reference?: string | null;
  readonly currency?: string | null;
  /** Decimal strings. */
  readonly ours?: string | null;
  readonly theirs?: string | null;
}
