import type { Outcome } from '../gateway.js';
import type { StripeApi } from '../stripe/stripe-api.js';
import { payStripe } from '../stripe/stripe-pages.js';
import type { VnpayPayments } from '../vnpay/vnpay-payments.js';

/** The gateways whose pages a test can act on. */
export interface Gateways {
  readonly stripe: StripeApi;
  readonly vnpay: VnpayPayments;
}

/** Does on the pay page of a payment what a customer would do; null when nobody knows the reference. */
export function actAsCustomer(
  { stripe, vnpay }: Gateways,
  reference: string,
  outcome: Outcome,
): { readonly gateway: string; readonly redirect: string | null } | null {
  const intent = [...stripe.store.intents.values()]
    .reverse()
    .find((one) => one.id === reference || stripe.store.referenceOf(one) === reference);
  if (intent !== undefined) {
    payStripe(stripe, intent.id, outcome);
    return { gateway: 'stripe', redirect: null };
  }
  const transaction = vnpay.store.transactions.get(reference);
  if (transaction !== undefined) {
    return { gateway: 'vnpay', redirect: vnpay.act(transaction, outcome) };
  }
  return null;
}
