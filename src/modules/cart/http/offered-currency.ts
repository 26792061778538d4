import { CurrencyNotOffered } from '../../../common/http/storefront-view.js';
import { currencyExponent } from '../../../common/money/money.js';
import type { Env } from '../../../config/env.js';

/**
 * A currency from the body of a request, when the shop has prices in it.
 *
 * @throws CurrencyUnsupported for one that no shop can have, such as those with three digits; CurrencyNotOffered
 */
export function offeredCurrency(
  currency: string,
  { CURRENCY, CURRENCIES }: Pick<Env, 'CURRENCY' | 'CURRENCIES'>,
): string {
  currencyExponent(currency);
  if (currency !== CURRENCY && !CURRENCIES.includes(currency)) throw new CurrencyNotOffered();
  return currency;
}
