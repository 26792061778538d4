import type { Money } from '../../../../common/money/money.js';
import type { GatewayCapabilities } from '../payment-gateway.js';

// https://docs.stripe.com/currencies: whole amounts, yet counted with two digits for old times' sake.
const WHOLE_IN_HUNDREDTHS = new Set(['ISK', 'UGX']);
// Counted by Stripe in ariary, by ISO 4217 (and us) in hundredths of it.
const COUNTED_WHOLE = new Set(['MGA']);
const HUNDRED = 100;

/** Stripe takes at most eight digits. */
const MAX = 99_999_999;

/** Smallest charges in minor units, https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const MIN: Readonly<Record<string, number>> = {
  ...{ USD: 50, AED: 200, AUD: 50, BRL: 50, CAD: 50, CHF: 50, CZK: 1500, DKK: 250, EUR: 50 },
  ...{ GBP: 30, HKD: 400, HUF: 17_500, INR: 50, JPY: 50, MXN: 1000, MYR: 200, NOK: 300, NZD: 50 },
  ...{ PLN: 200, RON: 200, SEK: 300, SGD: 50, THB: 1000, VND: 0 },
};

export const STRIPE_LIMITS: NonNullable<GatewayCapabilities['limits']> = Object.fromEntries(
  Object.entries(MIN).map(([currency, min]) => [currency, { min, max: MAX }]),
);

/** Our minor units in Stripe's; null where Stripe cannot count this amount. */
export function toStripeAmount({ amount, currency }: Money): number | null {
  const units = WHOLE_IN_HUNDREDTHS.has(currency)
    ? amount * HUNDRED
    : COUNTED_WHOLE.has(currency)
      ? amount / HUNDRED
      : amount;
  return Number.isSafeInteger(units) && units <= MAX ? units : null;
}

/** Stripe's amount in our minor units; null where we cannot count it. */
export function fromStripeAmount(amount: number, currency: string): Money | null {
  const code = currency.toUpperCase();
  const minor = WHOLE_IN_HUNDREDTHS.has(code)
    ? amount / HUNDRED
    : COUNTED_WHOLE.has(code)
      ? amount * HUNDRED
      : amount;
  return Number.isSafeInteger(minor) && minor >= 0 ? { amount: minor, currency: code } : null;
}
