import { allocate, roundHalfUp } from '../../common/money/money.js';
import { type Destination, SHIPPING_TAX_CLASS, type TaxRate } from '../shipping/shipping.types.js';
import { type BasketLine, sum } from './basket.js';
import type { BreakdownTax } from './pricing.types.js';

/** A class without a rate of its own in a country is taxed like this one. */
const STANDARD = 'standard';
const RATE_SCALE = 6;

/** Taxes of a basket: per line in the basket's order, of shipping, and per rate. */
export interface Taxes {
  readonly lines: readonly {
    readonly tax: number;
    readonly rate: string | null;
    readonly rateId: string | null;
  }[];
  readonly shipping: number;
  readonly shippingRateId: string | null;
  readonly rates: readonly BreakdownTax[];
}

/** What a basket is taxed by. */
export interface TaxContext {
  readonly taxInclusive: boolean;
  readonly taxRates: readonly TaxRate[];
  readonly destination: Destination;
}

interface Taxable {
  readonly rate: TaxRate;
  readonly base: number;
  /** Index of the line; null for shipping. */
  readonly line: number | null;
}

/**
 * Taxes what is left after discounts. The tax of each rate is rounded once over everything it
 * covers and then shared out by largest remainder, so that the lines always sum to it.
 */
export function taxBasket(
  basket: readonly BasketLine[],
  shippingBase: number,
  context: TaxContext,
): Taxes {
  const taxables = collectTaxables(basket, shippingBase, context);
  const none: Taxes['lines'][number] = { tax: 0, rate: null, rateId: null };
  const lines = basket.map(() => none);
  const rates: BreakdownTax[] = [];
  let shipping = 0;
  const shippingRateId = taxables.find(({ line }) => line === null)?.rate.id ?? null;
  for (const group of groupByRate(taxables)) {
    const { rate, parts } = group;
    const bases = parts.map((part) => part.base);
    const base = sum(bases);
    const amount = taxOf(base, rate.rate, context.taxInclusive);
    rates.push({ rateId: rate.id, name: rate.name, rate: rate.rate, base, amount });
    allocate(amount, bases).forEach((tax, index) => {
      const line = parts[index]?.line ?? null;
      if (line === null) shipping += tax;
      else lines[line] = { tax, rate: rate.rate, rateId: rate.id };
    });
  }
  return { lines, shipping, shippingRateId, rates };
}

function collectTaxables(
  basket: readonly BasketLine[],
  shippingBase: number,
  context: TaxContext,
): Taxable[] {
  const taxables: Taxable[] = [];
  basket.forEach(({ line, remaining }, index) => {
    if (!line.taxable) return;
    const rate = findRate(line.taxClass, context) ?? findRate(STANDARD, context);
    if (rate) taxables.push({ rate, base: remaining, line: index });
  });
  const shippingRate = findRate(SHIPPING_TAX_CLASS, context);
  if (shippingRate && shippingBase > 0) {
    taxables.push({ rate: shippingRate, base: shippingBase, line: null });
  }
  return taxables;
}

/** The rate of the region if there is one, else that of the country. */
function findRate(taxClass: string, { taxRates, destination }: TaxContext): TaxRate | null {
  const region = destination.region?.trim().toLowerCase() ?? null;
  const ofClass = taxRates.filter((rate) => rate.taxClass === taxClass);
  const regional = ofClass.find(
    (rate) => rate.region !== null && rate.region.trim().toLowerCase() === region,
  );
  return regional ?? ofClass.find((rate) => rate.region === null) ?? null;
}

function groupByRate(taxables: readonly Taxable[]): { rate: TaxRate; parts: Taxable[] }[] {
  const groups = new Map<string, { rate: TaxRate; parts: Taxable[] }>();
  for (const taxable of taxables) {
    const group = groups.get(taxable.rate.id) ?? { rate: taxable.rate, parts: [] };
    group.parts.push(taxable);
    groups.set(taxable.rate.id, group);
  }
  return [...groups.values()].sort((a, b) => (a.rate.id < b.rate.id ? -1 : 1));
}

/** Exclusive: base × rate. Inclusive: the part of the base that is tax, base × rate ÷ (1 + rate). */
function taxOf(base: number, rate: string, inclusive: boolean): number {
  const [whole = '0', fraction = ''] = rate.split('.');
  const scaled = BigInt(whole + fraction.padEnd(RATE_SCALE, '0').slice(0, RATE_SCALE));
  const one = 10n ** BigInt(RATE_SCALE);
  return roundHalfUp(BigInt(base) * scaled, inclusive ? one + scaled : one);
}
