import { describe, expect, it } from 'vitest';
import type { CheckoutLine } from '../cart.types.js';
import { isPriced, problemsOf } from './line-problems.js';

function line(values: Partial<CheckoutLine> = {}): CheckoutLine {
  return {
    itemId: 'i1',
    shownPrice: 1000,
    quantity: 2,
    variantId: 'v1',
    productId: 'p1',
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
    ...values,
  };
}

describe('problemsOf', () => {
  it('finds nothing wrong with a line that can be bought as shown', () => {
    expect(problemsOf(line())).toEqual([]);
    expect(problemsOf(line({ stock: 2 }))).toEqual([]);
    expect(problemsOf(line({ shownPrice: null }))).toEqual([]);
  });

  it.each<[Partial<CheckoutLine>, string[]]>([
    [{ purchasable: false, unavailableReason: 'discontinued', stock: 0 }, ['unavailable']],
    [{ stock: 0, shownPrice: 900 }, ['out_of_stock']],
    [{ stock: 1 }, ['insufficient_stock']],
    [{ shownPrice: 900 }, ['price_changed']],
    [{ stock: 1, shownPrice: 1100 }, ['insufficient_stock', 'price_changed']],
  ])('of %j says %j', (values, codes) => {
    expect(problemsOf(line(values)).map(({ code }) => code)).toEqual(codes);
  });

  it('prices what can be sold, be it too little', () => {
    expect(isPriced(line({ stock: 1 }))).toBe(true);
    expect(isPriced(line({ stock: 0 }))).toBe(false);
    expect(isPriced(line({ purchasable: false }))).toBe(false);
  });
});
