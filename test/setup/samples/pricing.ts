import type {
  DiscountCandidate,
  LineTargets,
} from '../../../src/modules/discounts/discounts.types.js';
import type { ShippingRate, TaxRate } from '../../../src/modules/shipping/shipping.types.js';
import type { PricingInput, PricingLine } from '../../../src/modules/pricing/pricing.types.js';

// Valid values for tests to vary: each function fills in what a test does not care about.

export function sampleLine(values: Partial<PricingLine> = {}): PricingLine {
  const variantId = values.variantId ?? 'v1';
  return {
    variantId,
    productId: `p-${variantId}`,
    brandId: null,
    categoryIds: [],
    collectionIds: [],
    unitPrice: 1000,
    quantity: 1,
    taxable: true,
    taxClass: 'standard',
    requiresShipping: false,
    weight: 0,
    ...values,
  };
}

export function sampleDiscount(values: Partial<DiscountCandidate> = {}): DiscountCandidate {
  const rule = values.rule ?? { type: 'percentage', basisPoints: 1000 };
  return {
    id: 'd1',
    code: null,
    name: 'Sample',
    type: rule.type === 'broken' ? 'percentage' : rule.type,
    rule,
    minimumAmount: null,
    maximumAmount: null,
    priority: 0,
    exclusiveGroup: null,
    isActive: true,
    startsAt: null,
    endsAt: null,
    usageLimit: null,
    usedCount: 0,
    userLimit: null,
    userUsedCount: 0,
    targets: null,
    customerGroupIds: null,
    ...values,
  };
}

export function sampleTargets(values: Partial<LineTargets>): LineTargets {
  return { productIds: [], categoryIds: [], brandIds: [], collectionIds: [], ...values };
}

export function sampleRate(values: Partial<ShippingRate> = {}): ShippingRate {
  return {
    methodId: 'm1',
    code: 'standard',
    name: 'Standard',
    description: null,
    position: 0,
    price: 590,
    freeFrom: null,
    minSubtotal: null,
    maxSubtotal: null,
    minWeight: null,
    maxWeight: null,
    asksCarrier: false,
    isEstimate: false,
    ...values,
  };
}

export function sampleTax(values: Partial<TaxRate> = {}): TaxRate {
  return {
    id: 't1',
    name: 'Sales tax',
    region: null,
    taxClass: 'standard',
    rate: '0.082500',
    ...values,
  };
}

export function sampleInput(values: Partial<PricingInput> = {}): PricingInput {
  return {
    currency: 'USD',
    taxInclusive: false,
    now: 1_700_000_000_000,
    lines: [sampleLine()],
    codes: [],
    discounts: [],
    customerGroupIds: [],
    destination: { country: 'US', region: null },
    shippingRates: [],
    shippingMethodCode: null,
    taxRates: [],
    ...values,
  };
}
