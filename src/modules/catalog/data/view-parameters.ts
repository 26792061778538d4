import type { StorefrontView } from '../../../common/http/storefront-view.js';
import { currencyExponent } from '../../../common/money/money.js';

/** What the pieces of `translated.ts` and `priced.ts` take as parameters of a statement. */
export interface ViewParameters {
  /** Null for the base locale. */
  readonly locale: string | null;
  /** The shop's own currency and its digits. */
  readonly currency: string;
  readonly digits: number;
  /** The currency that was asked for and its digits; null for the shop's own. */
  readonly otherCurrency: string | null;
  readonly otherDigits: number | null;
}

/** The values of a view for `runQuery`. */
export function viewParameters(view: StorefrontView, shopCurrency: string): ViewParameters {
  const { otherLocale, otherCurrency } = view;
  return {
    locale: otherLocale,
    currency: shopCurrency,
    digits: currencyExponent(shopCurrency),
    otherCurrency,
    otherDigits: otherCurrency === null ? null : currencyExponent(otherCurrency),
  };
}
