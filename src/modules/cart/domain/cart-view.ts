import { price } from '../../pricing/pricing.service.js';
import type { Breakdown, BreakdownLine, PricingInput } from '../../pricing/pricing.types.js';
import type { CheckoutLine, CheckoutSnapshot, LineProblem } from '../cart.types.js';
import { isPriced, problemsOf } from './line-problems.js';

/** A line as it is shown; `priced` is null when it cannot be sold now. */
export interface CartLineView {
  readonly line: CheckoutLine;
  readonly priced: BreakdownLine | null;
  readonly problems: readonly LineProblem[];
}

/** A cart with its price. */
export interface CartView {
  readonly id: string | null;
  /** 0 while there is no cart. */
  readonly version: number;
  /** What the customer wrote beside it. */
  readonly notes: string | null;
  readonly lines: readonly CartLineView[];
  readonly breakdown: Breakdown;
  /** False: the currency has no rate of exchange, or is offered no longer. */
  readonly currencyUsable: boolean;
  /** Not empty and without a problem: it can be ordered as it stands. */
  readonly orderable: boolean;
}

/** How a price differs from one asker to the next. */
export interface PricingOptions {
  readonly shippingMethodCode: string | null;
  readonly taxInclusive: boolean;
}

/** The input of `price()` for all lines of a snapshot, whether they can be sold or not. */
export function pricingInput(snapshot: CheckoutSnapshot, options: PricingOptions): PricingInput {
  const { currency, now, lines, codes, discounts, customerGroupIds } = snapshot;
  const { destination, shippingRates, taxRates } = snapshot;
  return {
    currency,
    now,
    lines,
    codes,
    discounts,
    customerGroupIds,
    destination,
    shippingRates,
    taxRates,
    ...options,
  };
}

/**
 * Prices what can be sold and says of each line what is wrong with it.
 *
 * @param cut variants whose quantity a merge has just cut at the largest
 */
export function viewCart(
  snapshot: CheckoutSnapshot,
  options: PricingOptions,
  cut: readonly string[] = [],
): CartView {
  const sellable = snapshot.lines.filter(isPriced);
  const breakdown = price(pricingInput({ ...snapshot, lines: sellable }, options));
  const currencyUsable = snapshot.exchangeRate !== null;
  const priced = new Map(breakdown.lines.map((line) => [line.variantId, line]));
  const lines = snapshot.lines.map((line): CartLineView => {
    const reduced: LineProblem[] = cut.includes(line.variantId)
      ? [{ code: 'quantity_reduced', maximum: line.quantity }]
      : [];
    const problems = [...problemsOf(line), ...reduced];
    return { line, priced: priced.get(line.variantId) ?? null, problems };
  });
  return {
    id: snapshot.cart?.id ?? null,
    version: snapshot.cart?.version ?? 0,
    notes: snapshot.cart?.notes ?? null,
    lines,
    breakdown,
    currencyUsable,
    orderable:
      currencyUsable && lines.length > 0 && lines.every(({ problems }) => problems.length === 0),
  };
}
