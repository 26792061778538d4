import { type Fields, fieldsOf, textOf } from '../json.js';
import { formatMinor, parseDecimal } from '../minor-units.js';
import { malformed, unprocessable } from './paypal-errors.js';
import type { PaypalAmount } from './paypal-objects.js';

/** PayPal knows these and no others; the đồng is not among them. */
const CURRENCIES = new Set(
  'AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(
    ' ',
  ),
);
const WHOLE_ONLY = new Set(['HUF', 'JPY', 'TWD']);
const ADDED = ['item_total', 'tax_total', 'shipping', 'handling', 'insurance'];
const TAKEN = ['shipping_discount', 'discount'];

/** Reads an amount in the smallest unit. @throws PaypalRefusal */
export function readPaypalAmount(
  value: unknown,
  field: string,
): { readonly amount: number; readonly currency: string } {
  const amount = fieldsOf(value);
  const currency = textOf(amount['currency_code']);
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw malformed(
      'INVALID_PARAMETER_VALUE',
      'The currency code is invalid.',
      `${field}/currency_code`,
    );
  }
  if (!CURRENCIES.has(currency)) {
    throw unprocessable(
      'CURRENCY_NOT_SUPPORTED',
      'Currency code is not supported.',
      `${field}/currency_code`,
    );
  }
  const minor = readValue(amount['value'], currency, `${field}/value`);
  if (minor === 0) {
    throw unprocessable(
      'CANNOT_BE_ZERO_OR_NEGATIVE',
      'Must be greater than zero. If the currency supports decimals, only two decimal place precision is supported.',
      `${field}/value`,
    );
  }
  checkBreakdown(fieldsOf(amount['breakdown']), minor, currency, field);
  return { amount: minor, currency };
}

export function paypalAmount(amount: number, currency: string): PaypalAmount {
  const text = formatMinor(amount, currency);
  // The forint and the Taiwan dollar have no decimals here, elsewhere they have.
  return {
    currency_code: currency,
    value: WHOLE_ONLY.has(currency) ? text.replace(/\.00$/, '') : text,
  };
}

function readValue(value: unknown, currency: string, field: string): number {
  const text = typeof value === 'string' ? value : '';
  if (!/^((-?\d+)|(-?\d*\.\d+))$/.test(text) || text.length > 32) {
    throw malformed(
      'INVALID_PARAMETER_SYNTAX',
      'The value of a field does not conform to the expected format.',
      field,
    );
  }
  if (WHOLE_ONLY.has(currency) && text.includes('.') && !/\.0+$/.test(text)) {
    throw unprocessable('DECIMALS_NOT_SUPPORTED', 'Currency does not support decimals.', field);
  }
  const minor = parseDecimal(WHOLE_ONLY.has(currency) ? text.replace(/\.0+$/, '') : text, currency);
  if (minor === null) {
    throw unprocessable(
      'DECIMAL_PRECISION',
      'If the currency supports decimals, only two decimal place precision is supported.',
      field,
    );
  }
  return minor;
}

function checkBreakdown(breakdown: Fields, total: number, currency: string, field: string): void {
  if (Object.keys(breakdown).length === 0) return;
  const sum = (names: readonly string[]): number =>
    names
      .map((name) => fieldsOf(breakdown[name])['value'])
      .filter((value) => value !== undefined)
      .reduce<number>((total_, value) => total_ + readValue(value, currency, field), 0);
  if (sum(ADDED) - sum(TAKEN) !== total) {
    throw unprocessable(
      'AMOUNT_MISMATCH',
      'Should equal item_total + tax_total + shipping + handling + insurance - shipping_discount - discount.',
      `${field}/value`,
    );
  }
}
