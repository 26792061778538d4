import type { MethodView } from '../../data/methods.repository.js';
import type { TaxRateView } from '../../data/tax-rates.repository.js';
import type { ZoneView } from '../../data/zones.repository.js';

export class TaxRateResponse {
  id: string;

  /** @example 'Sales tax' */
  name: string;

  /** @example "US" */
  country: string;

  /** Null: the whole country. */
  region: string | null;

  /** @example "standard" */
  taxClass: string;

  /**
   * A fraction: 0.082500 is 8.25 per cent.
   * @example "0.082500"
   */
  rate: string;

  isActive: boolean;
}

export class ZoneResponse {
  id: string;

  /** @example "benelux" */
  code: string;

  /** @example "Benelux" */
  name: string;

  /** @example ["BE", "LU", "NL"] */
  countries: string[];

  /** Counts for every country that no other zone names. */
  isRestOfWorld: boolean;
}

export class KeptShippingRateResponse {
  zoneId: string;

  /** @example "benelux" */
  zoneCode: string;

  /** @example "USD" */
  currency: string;

  /** @example "7.50" */
  price: string;

  freeFrom: string | null;

  minSubtotal: string | null;

  maxSubtotal: string | null;

  minWeight: string | null;

  maxWeight: string | null;
}

export class KeptShippingMethodResponse {
  id: string;

  /** @example "courier" */
  code: string;

  /** @example "Courier" */
  name: string;

  description: string | null;

  isActive: boolean;

  position: number;

  /** A carrier outside names its price. */
  asksCarrier: boolean;

  rates: KeptShippingRateResponse[];
}

export function toTaxRateResponse(view: TaxRateView): TaxRateResponse {
  const { id, name, country, region, taxClass, rate, isActive } = view;
  return { id, name, country, region, taxClass, rate, isActive };
}

export function toZoneResponse(view: ZoneView): ZoneResponse {
  const { id, code, name, countries, isRestOfWorld } = view;
  return { id, code, name, countries: [...countries], isRestOfWorld };
}

export function toMethodResponse(view: MethodView): KeptShippingMethodResponse {
  const { id, code, name, description, isActive, position, asksCarrier } = view;
  const rates = view.rates.map((rate): KeptShippingRateResponse => {
    const { zoneId, zoneCode, currency, price, freeFrom } = rate;
    const { minSubtotal, maxSubtotal, minWeight, maxWeight } = rate;
    const bands = { minSubtotal, maxSubtotal, minWeight, maxWeight };
    return { zoneId, zoneCode, currency, price, freeFrom, ...bands };
  });
  return { id, code, name, description, isActive, position, asksCarrier, rates };
}
