import type { Outcome } from '../gateway.js';
import type { MomoPayments } from '../momo/momo-payments.js';
import type { PaypalOrders } from '../paypal/paypal-orders.js';
import { plainChoice, type SandboxBank } from '../sandbox/sandbox-bank.js';
import type { StripeApi } from '../stripe/stripe-api.js';
import { payStripe } from '../stripe/stripe-pages.js';
import type { VnpayPayments } from '../vnpay/vnpay-payments.js';

/** The gateways whose pages a test can act on. */
export interface Gateways {
  readonly stripe: StripeApi;
  readonly paypal: PaypalOrders;
  readonly vnpay: VnpayPayments;
  readonly momo: MomoPayments;
  readonly sandbox: SandboxBank;
}

/** What the buttons of the test bank are called. */
const BANK_WORDS = { pay: 'success', fail: 'failure', cancel: 'cancel', close: 'close' } as const;

/** Does on the pay page of a payment what a customer would do; null when nobody knows the reference. */
export function actAsCustomer(
  { stripe, paypal, vnpay, momo, sandbox }: Gateways,
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
  const bought = [...paypal.store.orders.values()]
    .reverse()
    .find((one) => one.id === reference || one.reference === reference);
  if (bought !== undefined) return { gateway: 'paypal', redirect: paypal.act(bought, outcome) };
  const payment = sandbox.store.payments.get(reference);
  if (payment !== undefined) {
    sandbox.choose(payment, plainChoice(BANK_WORDS[outcome]));
    return { gateway: 'sandbox', redirect: outcome === 'close' ? null : payment.returnUrl };
  }
  const order = momo.store.orders.get(reference);
  return order === undefined ? null : { gateway: 'momo', redirect: momo.act(order, outcome) };
}
