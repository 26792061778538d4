import { minorFromDb, minorToDb } from '../../../common/money/money.js';
import type { OrderTax } from '../orders.types.js';

/**
 * Taxes of several parts of an order together, those of one name and rate as one; the highest rate first.
 *
 * @param parts null where the taxes of a part were not kept
 * @returns amounts as decimal strings of the database; null as soon as one part is not known
 */
export function sumTaxes(
  parts: readonly (readonly OrderTax[] | null)[],
  currency: string,
): OrderTax[] | null {
  const sums = new Map<string, { name: string; rate: string; base: number; amount: number }>();
  for (const part of parts) {
    if (part === null) return null;
    for (const { name, rate, base, amount } of part) {
      const key = `${rate} ${name}`;
      const sum = sums.get(key) ?? { name, rate, base: 0, amount: 0 };
      sum.base += minorFromDb(base, currency);
      sum.amount += minorFromDb(amount, currency);
      sums.set(key, sum);
    }
  }
  return [...sums.values()]
    .sort((a, b) => Number(b.rate) - Number(a.rate) || (a.name < b.name ? -1 : 1))
    .map(({ name, rate, base, amount }) => {
      return { name, rate, base: minorToDb(base, currency), amount: minorToDb(amount, currency) };
    });
}
