import { formatMoney, type Money, parseMoney } from '../../../../common/money/money.js';

// https://developer.paypal.com/api/rest/reference/currency-codes/
export const PAYPAL_CURRENCIES =
  'AUD BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(
    ' ',
  );

/** Two digits by ISO 4217, whole amounts only at PayPal. */
const COUNTED_WHOLE = new Set(['HUF', 'TWD']);
const HUNDRED = 100;

/** An amount as PayPal writes it; null where it cannot. */
export function toPaypalAmount(
  money: Money,
): { readonly currency_code: string; readonly value: string } | null {
  const { amount, currency } = money;
  if (!PAYPAL_CURRENCIES.includes(currency)) return null;
  if (!COUNTED_WHOLE.has(currency)) return { currency_code: currency, value: formatMoney(money) };
  if (amount % HUNDRED !== 0) return null;
  return { currency_code: currency, value: String(amount / HUNDRED) };
}

/** Null for what is no amount of a currency that we count in. */
export function fromPaypalAmount(value: string, currency: string): Money | null {
  try {
    return parseMoney(value, currency);
  } catch {
    return null;
  }
}
