import type { LineTargets } from '../discounts/discounts.types.js';
import type { PricingLine } from './pricing.types.js';

/** A line while it is being priced. */
export interface BasketLine {
  readonly line: PricingLine;
  readonly total: number;
  /** What is left of the total after the discounts so far. */
  remaining: number;
  readonly discounts: { discountId: string; amount: number }[];
}

/**
 * Lines in the order of their variants, whatever order they came in: what is left over from a
 * division then always goes to the same line.
 */
export function toBasket(lines: readonly PricingLine[]): BasketLine[] {
  return [...lines]
    .sort((a, b) => (a.variantId < b.variantId ? -1 : 1))
    .map((line) => {
      const total = line.unitPrice * line.quantity;
      return { line, total, remaining: total, discounts: [] };
    });
}

/** Whether a line is among the targets; without targets every line is. */
export function matches(line: PricingLine, targets: LineTargets | null): boolean {
  if (targets === null) return true;
  return (
    targets.productIds.includes(line.productId) ||
    (line.brandId !== null && targets.brandIds.includes(line.brandId)) ||
    line.categoryIds.some((id) => targets.categoryIds.includes(id)) ||
    line.collectionIds.some((id) => targets.collectionIds.includes(id))
  );
}

export function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
