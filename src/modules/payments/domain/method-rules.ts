import { minorFromDb, type Money, moneyToDb, multiplyByRate } from '../../../common/money/money.js';
import { roundHalfUp } from '../../../common/money/rounding.js';
import { currencyExponent } from '../../../common/money/currency.js';
import type { PaymentMethodRecord, PaymentUse } from '../payments.types.js';

/** Why a method cannot be used; public, in `details.reason`. */
export type MethodRefusal =
  | 'unknown'
  | 'inactive'
  | 'currency'
  | 'country'
  | 'account_required'
  | 'amount_too_small'
  | 'amount_too_large';

/** The first rule of the method that the use breaks, or null. Whether its gateway runs is not asked here. */
export function methodRefusal(
  method: PaymentMethodRecord | null,
  use: PaymentUse,
): MethodRefusal | null {
  if (method === null) return 'unknown';
  if (!method.isActive) return 'inactive';
  const { amount, country, isGuest } = use;
  if (method.currencies && !method.currencies.includes(amount.currency)) return 'currency';
  if (method.countries && !method.countries.includes(country)) return 'country';
  if (method.requiresAccount && isGuest) return 'account_required';
  const hundredths = toHundredths(moneyToDb(amount));
  if (method.minAmount !== null && hundredths < toHundredths(method.minAmount)) {
    return 'amount_too_small';
  }
  return isAboveMethod(method, amount) ? 'amount_too_large' : null;
}

/** Whether an amount is above the largest one of a method. */
export function isAboveMethod(
  { maxAmount }: Pick<PaymentMethodRecord, 'maxAmount'>,
  amount: Money,
): boolean {
  return maxAmount !== null && toHundredths(moneyToDb(amount)) > toHundredths(maxAmount);
}

/** What the gateway keeps of an amount; the merchant's cost. Never more than the column holds. */
export function gatewayFee(
  amount: Money,
  fee: { readonly percentage: string | null; readonly fixed: string | null },
): Money {
  const share = fee.percentage === null ? 0 : multiplyByRate(amount.amount, fee.percentage);
  const perUnit = 10 ** (2 - currencyExponent(amount.currency));
  const fixed = fee.fixed === null ? 0 : roundHalfUp(toHundredths(fee.fixed), perUnit);
  return { amount: share + fixed, currency: amount.currency };
}

/** A money column always has two digits behind the point, whatever the currency. */
function toHundredths(decimal: string): number {
  return minorFromDb(decimal, 'USD');
}
