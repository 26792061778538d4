import { currencyExponent } from '../../../common/money/money.js';

/**
 * A sum of the database in the digits of its currency: `'1234.50'`, `'150000'`. By its text, because
 * the sales of years may be more than a number holds exactly.
 */
export function formatSum(sum: string, currency: string): string {
  const [whole = '0', fraction = ''] = sum.split('.');
  const exponent = currencyExponent(currency);
  if (exponent === 0) return whole;
  return `${whole}.${fraction.padEnd(exponent, '0').slice(0, exponent)}`;
}
