import type { CheckoutLine, LineProblem } from '../cart.types.js';

/** What a customer has to know about a line before he buys; stock counts for the line alone. */
export function problemsOf(line: CheckoutLine): LineProblem[] {
  if (!line.purchasable) {
    return [{ code: 'unavailable', reason: line.unavailableReason ?? 'unknown' }];
  }
  if (!line.hasPrice) return [{ code: 'no_price_in_currency' }];
  if (line.stock <= 0) return [{ code: 'out_of_stock' }];
  const problems: LineProblem[] = [];
  if (line.stock < line.quantity) {
    problems.push({ code: 'insufficient_stock', available: line.stock });
  }
  const { shownPrice, unitPrice } = line;
  if (shownPrice !== null && shownPrice !== unitPrice) {
    problems.push({ code: 'price_changed', shownPrice, unitPrice });
  }
  return problems;
}

/** Whether a line can be sold at all and so belongs into the price of a cart. */
export function isPriced(line: CheckoutLine): boolean {
  return line.purchasable && line.hasPrice && line.stock > 0;
}
