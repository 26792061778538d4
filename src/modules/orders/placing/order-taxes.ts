import { minorToDb } from '../../../common/money/money.js';
import type { CheckoutSnapshot } from '../../cart/cart.types.js';
import type { Breakdown, BreakdownLine } from '../../pricing/pricing.types.js';
import type { ShippingSource, TaxSource } from '../../shipping/shipping.types.js';
import type { OrderTax } from '../orders.types.js';

/** Who has named the price of shipping and the tax rates; null: nothing is sent, nothing is taxed. */
export interface RateSources {
  readonly shippingSource: ShippingSource | null;
  readonly taxSource: TaxSource | null;
}

/** What is kept of the taxes of a line: none, or the one rate that it was charged. */
export function lineTaxes(
  price: Breakdown,
  line: Pick<BreakdownLine, 'taxRateId' | 'total' | 'discount' | 'tax'>,
): OrderTax[] {
  return taxesOf(price, line.taxRateId, { base: line.total - line.discount, amount: line.tax });
}

/** The same of the cost of shipping. */
export function shippingTaxes(price: Breakdown): OrderTax[] {
  const base = price.shipping - price.shippingDiscount;
  return taxesOf(price, price.shippingTaxRateId, { base, amount: price.shippingTax });
}

/** Whose word the price of shipping and the rates of tax are. */
export function rateSources(
  snapshot: Pick<CheckoutSnapshot, 'taxSource'>,
  price: Breakdown,
): RateSources {
  const method = price.shippingMethod;
  return {
    shippingSource: method && shippingSourceOf(method),
    taxSource: price.taxes.length === 0 ? null : (snapshot.taxSource ?? 'shop'),
  };
}

function shippingSourceOf({
  isCarrierPrice,
  isEstimate,
}: NonNullable<Breakdown['shippingMethod']>): ShippingSource {
  if (isCarrierPrice === true) return 'carrier';
  return isEstimate ? 'fallback' : 'shop';
}

function taxesOf(
  { taxes, currency }: Breakdown,
  rateId: string | null,
  sums: { readonly base: number; readonly amount: number },
): OrderTax[] {
  const tax = taxes.find((entry) => entry.rateId === rateId);
  if (tax === undefined) return [];
  const db = (minor: number): string => minorToDb(minor, currency);
  const rate = trimRate(tax.rate);
  return [{ name: tax.name, rate, base: db(sums.base), amount: db(sums.amount) }];
}

/** `0.190000` and `0.19` are one rate. */
function trimRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}
