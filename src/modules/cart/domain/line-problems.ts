import type { Availability, CheckoutLine, LineProblem } from '../cart.types.js';

/** What a customer has to know about a line before he buys; stock counts for the line alone. */
export function problemsOf(line: CheckoutLine): LineProblem[] {
  if (!line.purchasable) {
    return [{ code: 'unavailable', reason: line.unavailableReason ?? 'unknown' }];
  }
  if (!line.hasPrice) return [{ code: 'no_price_in_currency' }];
  const available = sellablePieces(line);
  if (available <= 0) return [{ code: 'out_of_stock' }];
  const problems: LineProblem[] = [];
  if (available < line.quantity) problems.push({ code: 'insufficient_stock', available });
  const { shownPrice, unitPrice } = line;
  if (shownPrice !== null && shownPrice !== unitPrice) {
    problems.push({ code: 'price_changed', shownPrice, unitPrice });
  }
  return problems;
}

/** Whether a line can be sold at all and so belongs into the price of a cart. */
export function isPriced(line: CheckoutLine): boolean {
  return line.purchasable && line.hasPrice && sellablePieces(line) > 0;
}

/** Pieces that can be ordered now: those that are there, and those that may be sold before they are. */
export function sellablePieces(line: Pick<CheckoutLine, 'stock' | 'backorderRoom'>): number {
  return Math.max(0, line.stock) + line.backorderRoom;
}

/** How the pieces of a line come; null when it cannot be ordered at all. */
export function availabilityOf(line: CheckoutLine): Availability | null {
  if (!line.purchasable || sellablePieces(line) <= 0) return null;
  if (line.availableOn !== null) return 'preorder';
  return line.stock >= line.quantity ? 'in_stock' : 'backorder';
}
