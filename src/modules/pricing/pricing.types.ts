import type { DiscountCandidate, DiscountType } from '../discounts/discounts.types.js';
import type {
  Destination,
  ShippingOffer,
  ShippingRate,
  TaxRate,
} from '../shipping/shipping.types.js';

/** One line to be priced. All amounts here are whole minor units of the input's currency. */
export interface PricingLine {
  readonly variantId: string;
  readonly productId: string;
  readonly brandId: string | null;
  /** The product's category and all above it. */
  readonly categoryIds: readonly string[];
  readonly collectionIds: readonly string[];
  readonly unitPrice: number;
  /** 1 to 999. */
  readonly quantity: number;
  readonly taxable: boolean;
  readonly taxClass: string;
  readonly requiresShipping: boolean;
  /** Of one piece, in hundredths of the shop's unit. */
  readonly weight: number;
}

/** All that decides a price. The same input gives the same breakdown, whoever asks. */
export interface PricingInput {
  readonly currency: string;
  readonly taxInclusive: boolean;
  /** The database's now, in milliseconds. */
  readonly now: number;
  /** At most one line per variant. */
  readonly lines: readonly PricingLine[];
  /** Codes as entered; their order and case do not matter. */
  readonly codes: readonly string[];
  /** The automatic ones and those of the codes, in any order. */
  readonly discounts: readonly DiscountCandidate[];
  readonly customerGroupIds: readonly string[];
  readonly destination: Destination;
  /** Of the destination's zone and the input's currency. */
  readonly shippingRates: readonly ShippingRate[];
  /** null: not chosen yet. */
  readonly shippingMethodCode: string | null;
  readonly taxRates: readonly TaxRate[];
}

/** Why a code or an automatic discount takes nothing off. */
export type DiscountReason =
  | 'not_found'
  | 'inactive'
  | 'not_started'
  | 'expired'
  | 'usage_limit_reached'
  | 'user_limit_reached'
  | 'code_used'
  | 'first_order_only'
  | 'not_eligible'
  | 'minimum_not_reached'
  | 'no_matching_items'
  | 'shipping_not_chosen'
  | 'nothing_to_take_off'
  | 'superseded'
  | 'broken_rules';

export interface BreakdownDiscount {
  /** null only for `not_found`. */
  readonly id: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly type: DiscountType | null;
  readonly applied: boolean;
  /** What it takes off in all, shipping included; 0 when not applied. */
  readonly amount: number;
  /** The part of it that is taken off the shipping cost. */
  readonly shippingAmount: number;
  /** null when applied. */
  readonly reason: DiscountReason | null;
  /** It applies as long as a guest has not said who he is: his order decides. Left out: no. */
  readonly awaitsEmail?: true;
  /** The single-use code that it needs. */
  readonly codeId?: string;
}

export interface BreakdownLine {
  readonly variantId: string;
  readonly unitPrice: number;
  readonly quantity: number;
  /** unitPrice × quantity, before discounts. */
  readonly total: number;
  /** Share of all discounts, 0 to total. */
  readonly discount: number;
  /** On top of the price, or contained in it when prices include tax. */
  readonly tax: number;
  /** Fraction such as `'0.082500'`; null when the line carries no tax. */
  readonly taxRate: string | null;
  /** Its rate among {@link Breakdown.taxes}; null when the line carries no tax. */
  readonly taxRateId: string | null;
  /** Which discount took how much off this line; zero shares are left out. */
  readonly discounts: readonly { readonly discountId: string; readonly amount: number }[];
}

/** Tax under one rate: rounded once over all it covers, here and nowhere else. */
export interface BreakdownTax {
  readonly rateId: string;
  readonly name: string;
  readonly rate: string;
  /** What is taxed, after discounts; with the tax in it when prices include tax. */
  readonly base: number;
  readonly amount: number;
}

/** `none_needed`: nothing has to be sent. `unavailable`: the chosen method does not go there. */
export type ShippingState = 'none_needed' | 'not_chosen' | 'chosen' | 'unavailable';

/**
 * A price with all its parts in minor units.
 * Exclusive: total = subtotal + tax + shipping − discount. Inclusive: total = subtotal + shipping − discount.
 */
export interface Breakdown {
  readonly currency: string;
  readonly taxInclusive: boolean;
  /** Sum of the lines' totals. */
  readonly subtotal: number;
  /** Sum of the lines' discounts + shippingDiscount. */
  readonly discount: number;
  /** The full cost of the chosen method; what is given free stands in `discount`. */
  readonly shipping: number;
  readonly shippingDiscount: number;
  /** Sum of the lines' taxes + shippingTax. */
  readonly tax: number;
  readonly shippingTax: number;
  /** The rate of shipping among `taxes`; null when shipping carries no tax. */
  readonly shippingTaxRateId: string | null;
  readonly total: number;
  /** In the order of the input. */
  readonly lines: readonly BreakdownLine[];
  /** Applied ones first, in the order they were applied; then the entered codes that were not. */
  readonly discounts: readonly BreakdownDiscount[];
  readonly taxes: readonly BreakdownTax[];
  readonly requiresShipping: boolean;
  readonly shippingState: ShippingState;
  readonly shippingMethod: ShippingOffer | null;
  /** Every method that would take this basket, cheapest position first; empty when none is needed. */
  readonly shippingOffers: readonly ShippingOffer[];
}
