import { etagOf } from '../../../common/http/if-match.js';
import { minorToDb, parseMoney } from '../../../common/money/money.js';
import type { Env } from '../../../config/env.js';
import { CurrencyNotPriced } from './prices.errors.js';
import type { OtherPrice } from './prices.types.js';

/** The ETag of one price; one that is not there has one too, so that a first write can be guarded. */
export function etagOfPrice(price: Pick<OtherPrice, 'price' | 'compareAtPrice'> | null): string {
  return etagOf(price === null ? null : [price.price, price.compareAtPrice]);
}

/** @throws CurrencyNotPriced for the shop's own currency and for one that is not configured. */
export function assertPriced(currency: string, env: Pick<Env, 'CURRENCY' | 'CURRENCIES'>): void {
  if (currency === env.CURRENCY || !env.CURRENCIES.includes(currency)) {
    throw new CurrencyNotPriced();
  }
}

/**
 * An amount from a client as the column takes it.
 *
 * @throws InvalidMoney, AmountOutOfRange
 */
export function amountOf(text: string, currency: string): string {
  return minorToDb(parseMoney(text, currency).amount, currency);
}
