import { describe, expect, it } from 'vitest';
import {
  sampleDiscount,
  sampleInput,
  sampleLine,
  sampleRate,
  sampleTax,
} from '../../../test/setup/samples/pricing.js';
import { price } from './price.js';
import { quoteHash, shippingOffers } from './pricing.service.js';
import type { PricingInput, PricingLine } from './pricing.types.js';

// The ends of shipping bands, ties of methods, forms of tax rates, and what a quote stands for.

const line = (
  variantId: string,
  unitPrice: number,
  quantity = 1,
  more: Partial<PricingLine> = {},
) => sampleLine({ variantId, productId: `p-${variantId}`, unitPrice, quantity, ...more });

describe('shipping', () => {
  const goods = (unitPrice: number, quantity = 1, weight = 0) =>
    line('a', unitPrice, quantity, { requiresShipping: true, weight });
  const codesOf = (
    rates: readonly ReturnType<typeof sampleRate>[],
    basket = { goods: 0, weight: 0 },
  ) => shippingOffers(rates, basket).map(({ code, price: cost }) => [code, cost]);

  it('bands include their ends and nothing beyond', () => {
    const bySum = [sampleRate({ minSubtotal: 10, maxSubtotal: 20 })];
    const byWeight = [sampleRate({ minWeight: 10, maxWeight: 20 })];
    for (const [value, count] of [
      [9, 0],
      [10, 1],
      [20, 1],
      [21, 0],
    ] as const) {
      expect(shippingOffers(bySum, { goods: value, weight: 0 })).toHaveLength(count);
      expect(shippingOffers(byWeight, { goods: 0, weight: value })).toHaveLength(count);
    }
  });

  it('has each method once at its cheapest, by position and then by code', () => {
    const rates = [
      sampleRate({ code: 'c', position: 2, price: 1 }),
      sampleRate({ code: 'b', position: 1, price: 5 }),
      sampleRate({ code: 'b', position: 1, price: 7 }),
      sampleRate({ code: 'a', position: 1, price: 9 }),
      sampleRate({ code: 'd', position: 0, price: 9 }),
    ];
    const expected = [
      ['d', 9],
      ['a', 9],
      ['b', 5],
      ['c', 1],
    ];
    expect(codesOf(rates)).toEqual(expected);
    expect(codesOf(rates.toReversed())).toEqual(expected);
  });

  it('weighs all pieces of what is sent, and nothing else', () => {
    const lines = [goods(100, 3, 40), line('b', 100, 9, { weight: 1000 })];
    const offered = (maxWeight: number) =>
      price(sampleInput({ lines, shippingRates: [sampleRate({ maxWeight })] }));
    expect(offered(120)).toMatchObject({ requiresShipping: true, shippingOffers: [{}] });
    expect(offered(119)).toMatchObject({ requiresShipping: true, shippingOffers: [] });
  });

  it('given free is capped, and several discounts never give more than it costs', () => {
    const free = (id: string, maximumAmount: number | null, methodCodes: string[] | null = null) =>
      sampleDiscount({ id, maximumAmount, rule: { type: 'free_shipping', methodCodes } });
    const input = sampleInput({
      lines: [goods(1000)],
      shippingRates: [sampleRate()],
      shippingMethodCode: 'standard',
    });
    expect(price({ ...input, discounts: [free('d1', 300)] }).shippingDiscount).toBe(300);
    const both = price({ ...input, discounts: [free('d1', 300), free('d2', null)] });
    expect(both).toMatchObject({ shippingDiscount: 590, discount: 590, total: 1000 });
    expect(both.discounts.map(({ shippingAmount }) => shippingAmount)).toEqual([300, 290]);
    const nowhere = { ...input, shippingMethodCode: 'drone', discounts: [free('d1', null, ['x'])] };
    expect(price(nowhere)).toMatchObject({ shippingState: 'unavailable', discount: 0 });
  });
});

describe('tax', () => {
  const taxed = (
    rates: readonly ReturnType<typeof sampleTax>[],
    more: Partial<PricingInput> = {},
  ) => price(sampleInput({ lines: [line('a', 10_000)], taxRates: rates, ...more }));

  it('reads rates of any number of digits', () => {
    expect(taxed([sampleTax({ rate: '0.2' })]).tax).toBe(2000);
    expect(taxed([sampleTax({ rate: '0.08250000' })]).tax).toBe(825);
    expect(taxed([sampleTax({ rate: '1' })]).tax).toBe(10_000);
  });

  it('takes the region without blanks and case, never that of another one', () => {
    const rates = [
      sampleTax({ id: 't2', region: ' Hà Nội ', rate: '0.2' }),
      sampleTax({ id: 't1', region: null, rate: '0.1' }),
    ];
    const of = (region: string | null, all = rates) =>
      taxed(all, { destination: { country: 'VN', region } }).lines[0]?.taxRate;
    expect([of('hà nội'), of(' HÀ NỘI '), of('Huế'), of(null)]).toEqual([
      '0.2',
      '0.2',
      '0.1',
      '0.1',
    ]);
    expect(of('Huế', rates.slice(0, 1))).toBeNull();
  });

  it('lists each rate once by its id, and none for shipping that costs nothing', () => {
    const rates = [
      sampleTax({ id: 't3', taxClass: 'shipping', rate: '0.1' }),
      sampleTax({ id: 't2', taxClass: 'standard', rate: '0.1' }),
      sampleTax({ id: 't1', taxClass: 'food', rate: '0.05' }),
    ];
    const lines = [
      line('a', 100, 1, { requiresShipping: true }),
      line('b', 100, 1, { taxClass: 'food' }),
      line('c', 100),
    ];
    const idsOf = (cost: number, given = lines) =>
      taxed(rates, {
        lines: given,
        shippingRates: [sampleRate({ price: cost })],
        shippingMethodCode: 'standard',
      }).taxes.map(({ rateId, base }) => [rateId, base]);
    const goods = [
      ['t1', 100],
      ['t2', 200],
    ];
    expect(idsOf(0)).toEqual(goods);
    expect(idsOf(50)).toEqual([...goods, ['t3', 50]]);
    expect(idsOf(50, lines.toReversed())).toEqual([...goods, ['t3', 50]]);
  });
});

describe('quoteHash', () => {
  const breakdown = price(
    sampleInput({
      lines: [line('a', 1000, 2, { requiresShipping: true }), line('b', 700)],
      discounts: [sampleDiscount({ code: 'TEN' })],
      codes: ['TEN', 'NONE'],
      shippingRates: [sampleRate(), sampleRate({ code: 'same-price' })],
      shippingMethodCode: 'standard',
      taxRates: [sampleTax()],
    }),
  );
  const [first, ...others] = breakdown.lines;
  const [ten, none] = breakdown.discounts;
  const method = breakdown.shippingMethod;

  it.each<[string, object]>([
    ['the currency', { currency: 'EUR' }],
    ['the way of taxing', { taxInclusive: true }],
    ['a quantity', { lines: [{ ...first, quantity: 3 }, ...others] }],
    ['a unit price', { lines: [{ ...first, unitPrice: 999 }, ...others] }],
    ['the discount of a line', { lines: [{ ...first, discount: 1 }, ...others] }],
    ['the tax of a line', { lines: [{ ...first, tax: 1 }, ...others] }],
    ['which line it is', { lines: [{ ...first, variantId: 'z' }, ...others] }],
    ['which discount it is', { discounts: [{ ...ten, id: 'd9' }, none] }],
    ['what a discount gives', { discounts: [{ ...ten, amount: 1 }, none] }],
    ['the method', { shippingMethod: { ...method, code: 'same-price' } }],
    ['the subtotal', { subtotal: 1 }],
    ['the cost of shipping', { shipping: 1 }],
    ['the tax', { tax: 1 }],
    ['the discount', { discount: 1 }],
    ['the total', { total: 1 }],
  ])('changes with %s', (_, change) => {
    expect(quoteHash({ ...breakdown, ...change })).not.toBe(quoteHash(breakdown));
  });

  it('stays when a code that gives nothing is left out', () => {
    expect(quoteHash({ ...breakdown, discounts: breakdown.discounts.slice(0, 1) })).toBe(
      quoteHash(breakdown),
    );
  });
});
