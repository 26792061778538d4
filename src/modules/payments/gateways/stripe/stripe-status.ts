import type { Stripe } from 'stripe';

import { reasonText } from '../event-text.js';
import type { GatewayStatus, RefundAnswer } from '../payment-gateway.js';
import { fromStripeAmount } from './stripe-amounts.js';
import { refundKind } from './stripe-event.js';

/** Stripe has never heard of the payment. */
export const UNKNOWN: GatewayStatus = {
  kind: 'unknown',
  amount: null,
  authorised: null,
  gatewayPaymentId: null,
  occurredAt: null,
  reason: null,
};

/** What an intent says about its payment. */
export function statusOf(intent: Stripe.PaymentIntent): GatewayStatus {
  const { id, currency, status, last_payment_error: error } = intent;
  const isPaid = status === 'succeeded';
  const held = status === 'requires_capture' ? intent.amount_capturable : 0;
  return {
    kind: kindOf(intent),
    amount: fromStripeAmount(isPaid ? intent.amount_received : intent.amount, currency),
    authorised: fromStripeAmount(held, currency),
    gatewayPaymentId: id,
    occurredAt: status === 'canceled' ? dateOf(intent.canceled_at) : null,
    reason: reasonText(
      error?.decline_code ?? error?.code ?? intent.cancellation_reason,
      error?.message,
    ),
  };
}

/** An intent that waits for a card goes on waiting, unless it was made for a saved card that was refused. */
function kindOf(intent: Stripe.PaymentIntent): GatewayStatus['kind'] {
  const { status, metadata, last_payment_error: error } = intent;
  if (status === 'succeeded') return 'success';
  if (status === 'canceled') return 'cancelled';
  const isRefused =
    status === 'requires_payment_method' &&
    metadata[SAVED_CARD_KEY] === 'yes' &&
    error?.code !== undefined &&
    error.code !== AUTHENTICATION_REQUIRED;
  return isRefused ? 'failed' : 'processing';
}

/** In the metadata of an intent that charges a saved card. */
export const SAVED_CARD_KEY = 'saved_card';
/** The bank wants to see the customer, who may still pay with the same card. */
export const AUTHENTICATION_REQUIRED = 'authentication_required';

/** What became of a refund. */
export function refundAnswerOf(refund: Stripe.Refund): RefundAnswer {
  const kind = refundKind(refund.status);
  return {
    kind: kind === 'failed' ? 'refused' : kind,
    gatewayRefundId: refund.id,
    reason: reasonText(refund.failure_reason),
  };
}

function dateOf(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1000);
}
