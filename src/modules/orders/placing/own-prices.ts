import type { CheckoutSnapshot } from '../../cart/cart.types.js';

/** The snapshot with prices that staff has named instead of today's, in minor units by variant. */
export function withOwnPrices(
  snapshot: CheckoutSnapshot,
  prices: ReadonlyMap<string, number> = new Map(),
): CheckoutSnapshot {
  if (prices.size === 0) return snapshot;
  const lines = snapshot.lines.map((line) => {
    const unitPrice = prices.get(line.variantId);
    if (unitPrice === undefined) return line;
    return { ...line, unitPrice, shownPrice: null, hasPrice: true, ownPrice: true };
  });
  return { ...snapshot, lines };
}
