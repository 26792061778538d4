/** Where the goods go. `region` is the address's city or province, compared without case. */
export interface Destination {
  /** ISO 3166, two capital letters. */
  readonly country: string;
  readonly region: string | null;
}

/** A rate of a method in the destination's zone: minor units; weights in hundredths. */
export interface ShippingRate {
  readonly methodId: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly position: number;
  readonly price: number;
  /** Costs nothing from this amount of goods on. */
  readonly freeFrom: number | null;
  /** Bands include both of their ends; where two bands meet the cheaper rate counts. */
  readonly minSubtotal: number | null;
  readonly maxSubtotal: number | null;
  readonly minWeight: number | null;
  readonly maxWeight: number | null;
  /** A carrier outside names the price; the one here counts where he does not answer. */
  readonly asksCarrier: boolean;
  /** The carrier did not answer. */
  readonly isEstimate: boolean;
  /** The carrier has named the price. Left out: no. */
  readonly isCarrierPrice?: true;
}

/** A method that takes this basket to its destination, with its price in minor units. */
export interface ShippingOffer {
  readonly methodId: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly price: number;
  readonly freeFrom: number | null;
  /** The shop's own price, because the carrier who names it did not answer. */
  readonly isEstimate: boolean;
  /** The carrier has named the price. Left out: no. */
  readonly isCarrierPrice?: true;
}

/** Tax class of the shipping cost itself: where it has no rate, shipping carries no tax. */
export const SHIPPING_TAX_CLASS = 'shipping';

/** Who has named the tax rates: the shop, an engine outside, or the shop because that did not answer. */
export type TaxSource = 'shop' | 'tax_engine' | 'fallback';

/** The same of the price of shipping. */
export type ShippingSource = 'shop' | 'carrier' | 'fallback';

/** An active tax rate of the destination's country; `rate` is a fraction, `'0.082500'` is 8.25 %. */
export interface TaxRate {
  readonly id: string;
  readonly name: string;
  /** null: the whole country; a rate of the region itself goes before it. */
  readonly region: string | null;
  readonly taxClass: string;
  readonly rate: string;
}
