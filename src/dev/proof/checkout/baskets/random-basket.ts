import type {
  DiscountCandidate,
  DiscountRule,
} from '../../../../modules/discounts/discounts.types.js';
import type { PricingInput, PricingLine } from '../../../../modules/pricing/pricing.types.js';
import type { ShippingRate, TaxRate } from '../../../../modules/shipping/shipping.types.js';
import type { Random } from '../../../demo-data/random.js';

/** Currencies by their digits; price() knows whole minor units only, so three digits must be right as well. */
const CURRENCIES = [
  { currency: 'USD', exponent: 2, dearest: 20_000 },
  { currency: 'EUR', exponent: 2, dearest: 999 },
  { currency: 'JPY', exponent: 0, dearest: 20_000 },
  { currency: 'VND', exponent: 0, dearest: 400_000 },
  { currency: 'KWD', exponent: 3, dearest: 99_999 },
] as const;

const GROUPS = ['x', 'y', 'z'];
const CODES = ['A', 'B', 'C'];
/** Orders have 200 lines at most in the counts of statements; so have some of these. */
const MANY = 200;

/** A basket to be priced, and how many digits its currency has. */
export interface Basket {
  readonly input: PricingInput;
  readonly exponent: number;
}

/** A basket with everything that a price can depend on; most are small, because their errors are easier to read. */
export function randomBasket(random: Random): Basket {
  const { currency, exponent, dearest } = random.pick(CURRENCIES);
  const amount = () => random.between(0, random.chance(0.3) ? 300 : dearest);
  const size = random.chance(0.002) ? MANY : random.between(0, random.chance(0.1) ? 12 : 4);
  const lines = Array.from({ length: size }, (_, index) => randomLine(random, index, amount));
  const discounts = Array.from({ length: random.between(0, 4) }, (_, index) =>
    randomDiscount(random, index, amount),
  );
  return {
    exponent,
    input: {
      currency,
      taxInclusive: random.chance(0.5),
      now: 1_000,
      lines,
      discounts: withOwnCodes(discounts),
      codes: CODES.filter(() => random.chance(0.6)),
      customerGroupIds: random.chance(0.5) ? ['vip'] : [],
      destination: { country: 'US', region: null },
      shippingRates: randomRates(random, amount),
      shippingMethodCode: random.pick([null, 'standard', 'standard', 'express', 'nowhere']),
      taxRates: ['standard', 'food', 'shipping']
        .filter(() => random.chance(0.8))
        .map((taxClass, index) => randomTax(random, taxClass, index)),
    },
  };
}

function randomLine(random: Random, index: number, amount: () => number): PricingLine {
  return {
    variantId: `v${index}-${random.between(0, 9999)}`,
    productId: `p${random.between(0, 5)}`,
    brandId: random.chance(0.5) ? random.pick(GROUPS) : null,
    categoryIds: GROUPS.filter(() => random.chance(0.4)),
    collectionIds: [],
    unitPrice: amount(),
    quantity: random.chance(0.05) ? random.between(1, 99) : random.between(1, 4),
    taxable: random.chance(0.9),
    taxClass: random.pick(['standard', 'food', 'books']),
    requiresShipping: random.chance(0.8),
    weight: random.between(0, 500),
  };
}

function randomDiscount(random: Random, index: number, amount: () => number): DiscountCandidate {
  const rule = randomRule(random, amount);
  const maybe = <T>(probability: number, make: () => T): T | null =>
    random.chance(probability) ? make() : null;
  return {
    id: `d${index}`,
    code: maybe(0.4, () => random.pick(CODES)),
    name: `Discount ${index}`,
    type: rule.type === 'broken' ? 'percentage' : rule.type,
    rule,
    minimumAmount: maybe(0.2, amount),
    maximumAmount: maybe(0.3, amount),
    priority: random.between(-1, 1),
    exclusiveGroup: maybe(0.3, () => random.pick(['g', 'h'])),
    isActive: random.chance(0.97),
    startsAt: null,
    endsAt: maybe(0.05, () => random.pick([1_000, 1_001])),
    usageLimit: maybe(0.1, () => 3),
    usedCount: random.between(0, 3),
    userLimit: null,
    userUsedCount: 0,
    targets: maybe(0.4, () => ({
      productIds: [],
      categoryIds: [random.pick(GROUPS)],
      brandIds: [random.pick(GROUPS)],
      collectionIds: [],
    })),
    customerGroupIds: maybe(0.1, () => ['vip']),
  };
}

function randomRule(random: Random, amount: () => number): DiscountRule {
  const basisPoints = random.pick([0, 333, 1000, 1250, 5000, 9999, 10_000]);
  switch (random.between(0, 4)) {
    case 0:
      return { type: 'percentage', basisPoints };
    case 1:
      return { type: 'fixed_amount', amount: amount() };
    case 2:
      return {
        type: 'buy_x_get_y',
        buyQuantity: random.between(1, 3),
        getQuantity: random.between(1, 3),
        basisPoints,
        maxRepeats: random.chance(0.3) ? random.between(1, 3) : null,
        get: random.chance(0.4)
          ? {
              productIds: ['p1', 'p2'],
              categoryIds: [random.pick(GROUPS)],
              brandIds: [],
              collectionIds: [],
            }
          : null,
      };
    case 3:
      return { type: 'free_shipping', methodCodes: random.chance(0.5) ? ['standard'] : null };
    default:
      return {
        type: 'tiered',
        by: random.pick(['amount', 'quantity'] as const),
        tiers: [
          { from: random.between(0, 3), basisPoints, amount: null },
          { from: random.between(4, 5000), basisPoints: null, amount: amount() },
        ],
      };
  }
}

/** No carrier is asked. */
const OF_THE_TABLE = { asksCarrier: false, isEstimate: false };

function randomRates(random: Random, amount: () => number): ShippingRate[] {
  const rate = (code: string, position: number): ShippingRate => ({
    methodId: `m-${code}`,
    code,
    name: code,
    description: null,
    position,
    price: amount(),
    freeFrom: random.chance(0.3) ? amount() : null,
    minSubtotal: null,
    maxSubtotal: random.chance(0.2) ? amount() : null,
    minWeight: null,
    maxWeight: random.chance(0.2) ? random.between(0, 3000) : null,
    ...OF_THE_TABLE,
  });
  return [rate('standard', 0), rate('standard', 0), rate('express', 1)];
}

function randomTax(random: Random, taxClass: string, index: number): TaxRate {
  const micro = random.pick([0, 50_000, 82_500, 100_000, 190_000, 200_000, random.between(0, 1e6)]);
  const rate = `${Math.floor(micro / 1e6)}.${String(micro % 1e6).padStart(6, '0')}`;
  return { id: `t${index}`, name: taxClass, region: null, taxClass, rate };
}

/** As in the table, a code belongs to one discount. */
function withOwnCodes(discounts: readonly DiscountCandidate[]): DiscountCandidate[] {
  const seen = new Set<string>();
  return discounts.filter(({ code }) => {
    if (code === null) return true;
    const isFresh = !seen.has(code);
    seen.add(code);
    return isFresh;
  });
}
