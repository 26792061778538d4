/** An amount as PayPal writes it. */
export interface PaypalAmount {
  readonly currency_code: string;
  readonly value: string;
}

export type OrderStatus = 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED';

/** What the shop asked for, and what came of it. */
export interface PaypalOrder {
  readonly id: string;
  readonly intent: 'CAPTURE' | 'AUTHORIZE';
  status: OrderStatus;
  /** What it falls back to when the buyer has to choose again. */
  readonly firstStatus: 'CREATED' | 'PAYER_ACTION_REQUIRED';
  /** The only purchase unit, as it was sent. */
  readonly unit: Readonly<Record<string, unknown>>;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly customId: string | null;
  readonly invoiceId: string | null;
  readonly returnUrl: string | null;
  readonly cancelUrl: string | null;
  readonly createdAt: Date;
  /** The buyer chose a card that will not pay. */
  isPoor: boolean;
  payerId: string;
  readonly authorizations: PaypalAuthorization[];
  readonly captures: PaypalCapture[];
  readonly refunds: PaypalRefund[];
}

export interface PaypalAuthorization {
  readonly id: string;
  readonly order: PaypalOrder;
  readonly amount: number;
  readonly createdAt: Date;
  captured: number;
  status: 'CREATED' | 'CAPTURED' | 'PARTIALLY_CAPTURED' | 'VOIDED';
}

export interface PaypalCapture {
  readonly id: string;
  readonly order: PaypalOrder;
  readonly authorization: PaypalAuthorization | null;
  readonly amount: number;
  readonly isFinal: boolean;
  readonly invoiceId: string | null;
  readonly createdAt: Date;
}

export interface PaypalRefund {
  readonly id: string;
  readonly capture: PaypalCapture;
  readonly amount: number;
  readonly invoiceId: string | null;
  readonly note: string | null;
  readonly createdAt: Date;
  status: 'PENDING' | 'COMPLETED' | 'FAILED';
}

/** What of a capture has gone back or is on its way. */
export function refundedOf(capture: PaypalCapture): number {
  return capture.order.refunds
    .filter((refund) => refund.capture === capture && refund.status !== 'FAILED')
    .reduce((sum, { amount }) => sum + amount, 0);
}
