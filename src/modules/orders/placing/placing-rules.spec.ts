import { describe, expect, it } from 'vitest';
import type { CheckoutLine, LineProblem } from '../../cart/cart.types.js';
import type { Breakdown, BreakdownDiscount } from '../../pricing/pricing.types.js';
import { assertOrderable, type Expectation, type PricedCart } from './placing-rules.js';

const line = (variantId: string): CheckoutLine => ({
  variantId,
  productId: 'p',
  productName: 'Shirt',
  productSlug: 'shirt',
  variantName: 'M',
  sku: null,
  attributes: {},
  unitPrice: 1000,
  listPrice: 1000,
  hasPrice: true,
  stock: 5,
  backorderRoom: 0,
  availableOn: null,
  purchasable: true,
  unavailableReason: null,
  requiresShipping: true,
  taxable: true,
  taxClass: 'standard',
  weight: 0,
  brandId: null,
  categoryIds: [],
  collectionIds: [],
  imageUrl: null,
  itemId: `item-${variantId}`,
  shownPrice: 900,
  quantity: 1,
});

const price = (change: Partial<Breakdown> = {}): Breakdown => ({
  currency: 'USD',
  taxInclusive: false,
  subtotal: 1000,
  discount: 0,
  shipping: 0,
  shippingDiscount: 0,
  tax: 0,
  shippingTax: 0,
  shippingTaxRateId: null,
  total: 1000,
  lines: [],
  discounts: [],
  taxes: [],
  requiresShipping: true,
  shippingState: 'chosen',
  shippingMethod: null,
  shippingOffers: [],
  ...change,
});

const dead = (reason: BreakdownDiscount['reason']): BreakdownDiscount => ({
  id: 'd',
  code: 'CODE',
  name: null,
  type: null,
  applied: false,
  amount: 0,
  shippingAmount: 0,
  reason,
});

const NOTHING: Expectation = { total: null, quoteHash: null };

/** A cart of one line per list of problems. */
function cart(problems: readonly (readonly LineProblem[])[], breakdown = price()): PricedCart {
  const lines = problems.map((_, index) => line(String(index)));
  const snapshot = {
    currency: 'USD',
    exchangeRate: '1',
    now: 0,
    cart: null,
    lines,
    missingVariantIds: [],
    codes: [],
    discounts: [],
    customerGroupIds: [],
    destination: { country: 'US', region: null },
    shippingRates: [],
    taxRates: [],
    guestCartId: null,
  };
  const problemsOf = ({ variantId }: CheckoutLine) => problems[Number(variantId)] ?? [];
  return { snapshot, price: breakdown, quoteHash: 'seen', problemsOf };
}

function codeOf(priced: PricedCart, expected = NOTHING): string | null {
  try {
    assertOrderable(priced, expected);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const OUT: LineProblem = { code: 'out_of_stock' };
const CHANGED: LineProblem = { code: 'price_changed', shownPrice: 900, unitPrice: 1000 };

describe('Whether a cart may be ordered', () => {
  it('names one sort of trouble by its own code, and several by the general one', () => {
    expect(codeOf(cart([[OUT], []]))).toBe('orders.out_of_stock');
    expect(codeOf(cart([[CHANGED]]))).toBe('orders.price_changed');
    expect(codeOf(cart([[OUT], [CHANGED]]))).toBe('orders.cart_not_orderable');
    expect(codeOf(cart([[{ code: 'quantity_reduced', maximum: 9 }]]))).toBeNull();
  });

  it.each([
    [{ total: 1000, quoteHash: null }, null],
    [{ total: null, quoteHash: 'seen' }, null],
    [{ total: 900, quoteHash: null }, 'orders.price_changed'],
    [{ total: 1000, quoteHash: 'other' }, 'orders.total_changed'],
    [{ total: 999, quoteHash: 'seen' }, 'orders.total_changed'],
  ])('lets a changed price pass for %j: %s', (expected, code) => {
    expect(codeOf(cart([[CHANGED]]), expected)).toBe(code);
  });

  it('never lets missing stock pass', () => {
    expect(codeOf(cart([[OUT]]), { total: 1000, quoteHash: 'seen' })).toBe('orders.out_of_stock');
  });

  it('refuses a code that died, not one that merely takes nothing off', () => {
    const withCode = (reason: BreakdownDiscount['reason']) =>
      cart([[]], price({ discounts: [dead(reason)] }));
    expect(codeOf(withCode('usage_limit_reached'))).toBe('orders.discount_not_usable');
    expect(codeOf(withCode('minimum_not_reached'))).toBeNull();
    expect(codeOf(withCode('expired'), { total: 1000, quoteHash: null })).toBeNull();
  });

  it('wants a way to send what has to be sent', () => {
    expect(codeOf(cart([[]], price({ shippingState: 'not_chosen' })))).toBe(
      'orders.shipping_unavailable',
    );
    expect(codeOf(cart([[]], price({ shippingState: 'none_needed' })))).toBeNull();
  });
});
