import type { ShippingOffer, ShippingRate } from '../shipping/shipping.types.js';

/** What decides the cost of shipping: the goods' price after discounts and their weight. */
export interface ShippingBasket {
  /** Minor units. */
  readonly goods: number;
  /** Hundredths of the shop's unit. */
  readonly weight: number;
}

/**
 * The methods that take a basket, each with its cheapest fitting rate, in the order of their
 * positions. Bands include both ends, so that no amount falls between two of them.
 */
export function shippingOffers(
  rates: readonly ShippingRate[],
  basket: ShippingBasket,
): ShippingOffer[] {
  const best = new Map<string, { offer: ShippingOffer; position: number }>();
  for (const rate of rates) {
    if (!fits(rate, basket)) continue;
    const offer = toOffer(rate, basket);
    const known = best.get(rate.code);
    if (known && known.offer.price <= offer.price) continue;
    best.set(rate.code, { offer, position: rate.position });
  }
  return [...best.values()]
    .sort((a, b) => a.position - b.position || (a.offer.code < b.offer.code ? -1 : 1))
    .map(({ offer }) => offer);
}

function fits(rate: ShippingRate, { goods, weight }: ShippingBasket): boolean {
  return (
    within(goods, rate.minSubtotal, rate.maxSubtotal) &&
    within(weight, rate.minWeight, rate.maxWeight)
  );
}

function within(value: number, min: number | null, max: number | null): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}

function toOffer(rate: ShippingRate, { goods }: ShippingBasket): ShippingOffer {
  const { methodId, code, name, description, freeFrom, isEstimate } = rate;
  const free = freeFrom !== null && goods >= freeFrom;
  const offer = { methodId, code, name, description, freeFrom, isEstimate };
  if (free) return { ...offer, price: 0 };
  return { ...offer, price: rate.price, ...(rate.isCarrierPrice ? { isCarrierPrice: true } : {}) };
}
