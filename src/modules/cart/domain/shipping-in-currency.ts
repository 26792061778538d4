import { type Conversion, convertMinor } from '../../../common/money/convert.js';
import type { ShippingRate } from '../../shipping/shipping.types.js';

/**
 * The rates of a basket's currency, and, of methods that have none in it, those of the shop's own, each amount
 * converted and rounded once. Without a rate of exchange the latter are not offered.
 */
export function shippingInCurrency(
  inCurrency: readonly ShippingRate[],
  own: readonly ShippingRate[],
  conversion: Conversion,
): readonly ShippingRate[] {
  if (own.length === 0 || conversion.rate === null) return inCurrency;
  const known = new Set(inCurrency.map(({ methodId }) => methodId));
  const convert = (minor: number | null) =>
    minor === null ? null : convertMinor(minor, conversion);
  const converted = own
    .filter(({ methodId }) => !known.has(methodId))
    .map((rate) => ({
      ...rate,
      price: convertMinor(rate.price, conversion),
      freeFrom: convert(rate.freeFrom),
      minSubtotal: convert(rate.minSubtotal),
      maxSubtotal: convert(rate.maxSubtotal),
    }));
  return [...inCurrency, ...converted];
}
