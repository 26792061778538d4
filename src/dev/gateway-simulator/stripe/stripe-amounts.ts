import { invalid } from './stripe-errors.js';

/** Currencies that cards can be charged in here. */
const CURRENCIES = new Set(
  'aed ars aud bgn bhd brl cad chf clp cny cop czk dkk eur gbp hkd huf idr ils inr isk jod jpy krw kwd mxn myr nok nzd omr php pln ron rwf sek sgd thb tnd try twd uah ugx usd vnd xaf xof zar'.split(
    ' ',
  ),
);
/** Smallest charges; Stripe wants about half a US dollar of any currency. */
const SMALLEST: Readonly<Record<string, number>> = {
  usd: 50,
  eur: 50,
  gbp: 30,
  jpy: 50,
  chf: 50,
  cad: 50,
  aud: 50,
  sgd: 50,
  hkd: 400,
  vnd: 13_000,
};
const LARGEST = 99_999_999;

/** The amount in the smallest unit. @throws StripeRefusal */
export function readAmount(text: string | null, currency: string): number {
  if (text === null)
    throw invalid('Missing required param: amount.', 'amount', 'parameter_missing');
  if (!/^-?\d{1,15}$/.test(text)) {
    throw invalid(`Invalid integer: ${text}`, 'amount', 'parameter_invalid_integer');
  }
  const amount = Number(text);
  if (amount < 1) {
    throw invalid(
      'This value must be greater than or equal to 1.',
      'amount',
      'parameter_invalid_integer',
    );
  }
  if (amount < (SMALLEST[currency] ?? 1)) {
    throw invalid(
      'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set.',
      'amount',
      'amount_too_small',
    );
  }
  if (amount > (currency === 'vnd' ? LARGEST * 100 : LARGEST)) {
    throw invalid(`Amount must be no more than ${LARGEST}`, 'amount', 'amount_too_large');
  }
  return amount;
}

/** @throws StripeRefusal */
export function readCurrency(text: string | null): string {
  if (text === null) {
    throw invalid('Missing required param: currency.', 'currency', 'parameter_missing');
  }
  const currency = text.toLowerCase();
  if (!CURRENCIES.has(currency)) {
    throw invalid(`Invalid currency: ${text}. Stripe supports other currencies.`, 'currency');
  }
  return currency;
}
