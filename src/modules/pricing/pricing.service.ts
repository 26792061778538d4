import { createHash } from 'node:crypto';
import type { Breakdown } from './pricing.types.js';

export { normaliseCode, price } from './price.js';
export { shippingOffers } from './shipping-offers.js';
export { taxBasket } from './tax.js';

/**
 * A short text that stands for everything a customer agrees to when he buys: sent back with the
 * order it proves that he saw this price and no other.
 */
export function quoteHash(breakdown: Breakdown): string {
  const lines = breakdown.lines
    .map((line) => [line.variantId, line.quantity, line.unitPrice, line.discount, line.tax])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const applied = breakdown.discounts.filter((discount) => discount.applied);
  const agreed = [
    breakdown.currency,
    breakdown.taxInclusive,
    lines,
    applied.map(({ id, amount }) => [id, amount]),
    breakdown.shippingMethod?.code ?? null,
    [breakdown.subtotal, breakdown.shipping, breakdown.tax, breakdown.discount, breakdown.total],
  ];
  return createHash('sha256').update(JSON.stringify(agreed)).digest('base64url');
}
