import { defineError } from '../errors/domain-error.js';

export class CurrencyUnsupported extends defineError(
  'money.currency_unsupported',
  'unprocessable',
  'This currency is not supported',
) {}

// ISO 4217, not Intl: the CLDR data behind Intl also rounds away digits that a currency has.
const WITHOUT_DECIMALS = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
// The columns are DECIMAL(10,2): a third or fourth digit would be lost.
const MORE_THAN_TWO = new Set('BHD CLF IQD JOD KWD LYD OMR TND UYW'.split(' '));
const KNOWN = new Set(Intl.supportedValuesOf('currency'));

/**
 * Digits behind the point: USD 2, VND 0.
 *
 * @throws CurrencyUnsupported for an unknown currency and for those with three or four digits.
 */
export function currencyExponent(currency: string): number {
  if (WITHOUT_DECIMALS.has(currency)) return 0;
  if (KNOWN.has(currency) && !MORE_THAN_TWO.has(currency)) return 2;
  throw new CurrencyUnsupported(undefined, { currency: currency.slice(0, 12) });
}
