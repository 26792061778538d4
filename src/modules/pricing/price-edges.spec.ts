import { describe, expect, it } from 'vitest';
import {
  sampleDiscount,
  sampleInput,
  sampleLine,
  sampleTargets,
} from '../../../test/setup/samples/pricing.js';
import type { DiscountCandidate, DiscountRule } from '../discounts/discounts.types.js';
import { price } from './price.js';
import type { PricingInput, PricingLine } from './pricing.types.js';

// What happens exactly at the ends of ranges, on ties, and to lines that a rule does not mean.

const NOW = 1_000_000;

function fixed(amount: number): DiscountRule {
  return { type: 'fixed_amount', amount };
}

function percent(basisPoints: number): DiscountRule {
  return { type: 'percentage', basisPoints };
}

/** One line of 2,500 with these discounts; those with a code are entered. */
function priced(discounts: readonly DiscountCandidate[], more: Partial<PricingInput> = {}) {
  const codes = discounts.flatMap(({ code }) => code ?? []);
  return price(
    sampleInput({ now: NOW, lines: [sampleLine({ unitPrice: 2500 })], discounts, codes, ...more }),
  );
}

const applied = (result: ReturnType<typeof price>) =>
  result.discounts.filter((entry) => entry.applied).map(({ id, amount }) => [id, amount]);

const line = (
  variantId: string,
  unitPrice: number,
  quantity = 1,
  more: Partial<PricingLine> = {},
) => sampleLine({ variantId, productId: `p-${variantId}`, unitPrice, quantity, ...more });

describe('eligibility, at its ends', () => {
  it.each<[string, Partial<DiscountCandidate>]>([
    ['that starts now', { startsAt: NOW }],
    ['that started before', { startsAt: NOW - 1 }],
    ['that ends in a moment', { endsAt: NOW + 1 }],
    ['whose minimum is just reached', { minimumAmount: 2500 }],
    ['with one use left', { usageLimit: 3, usedCount: 2 }],
    ['with one use left for this customer', { userLimit: 2, userUsedCount: 1 }],
    ['for one of his groups', { customerGroupIds: ['staff', 'vip'] }],
  ])('a discount %s applies', (_, values) => {
    const result = priced([sampleDiscount(values)], { customerGroupIds: ['vip'] });
    expect(result.discount).toBe(250);
  });
});

describe('targets', () => {
  const lines = [
    line('a', 1000, 1, { brandId: 'x', categoryIds: ['shirts', 'clothes'] }),
    line('b', 500, 1, { brandId: 'y', collectionIds: ['summer', 'sale'] }),
    line('c', 200, 1, { brandId: null }),
  ];

  it.each([
    ['a brand', { brandIds: ['x'] }, [100, 0, 0]],
    ['a category above', { categoryIds: ['clothes'] }, [100, 0, 0]],
    ['a collection', { collectionIds: ['sale'] }, [0, 50, 0]],
    ['a product', { productIds: ['p-c'] }, [0, 0, 20]],
    ['any of several', { brandIds: ['y'], productIds: ['p-c'] }, [0, 50, 20]],
  ])('%s means its lines and no others', (_, values, shares) => {
    const discount = sampleDiscount({ targets: sampleTargets(values) });
    const result = price(sampleInput({ lines, discounts: [discount] }));
    expect(result.lines.map((entry) => entry.discount)).toEqual(shares);
    expect(result.lines.map((entry) => entry.discounts)).toEqual(
      shares.map((amount) => (amount === 0 ? [] : [{ discountId: 'd1', amount }])),
    );
  });
});

describe('order and ties', () => {
  it('the cent that is left goes to the same line, however the lines came in', () => {
    const lines = ['a', 'b', 'c', 'd'].map((id) => line(id, 333));
    const shares = (given: readonly PricingLine[]) => {
      const result = price(
        sampleInput({ lines: given, discounts: [sampleDiscount({ rule: fixed(101) })] }),
      );
      return Object.fromEntries(result.lines.map((entry) => [entry.variantId, entry.discount]));
    };
    const [a, b, c, d] = lines;
    expect(shares(lines)).toEqual({ a: 26, b: 25, c: 25, d: 25 });
    expect(shares(lines.toReversed())).toEqual({ a: 26, b: 25, c: 25, d: 25 });
    expect(a && b && c && d && shares([c, a, d, b])).toEqual({ a: 26, b: 25, c: 25, d: 25 });
  });

  it('equal priorities go by id, whatever the order in which they were found', () => {
    const half = sampleDiscount({ id: 'd1', rule: percent(5000) });
    const off = sampleDiscount({ id: 'd2', rule: fixed(500) });
    const expected = [
      ['d1', 1250],
      ['d2', 500],
    ];
    expect(applied(priced([half, off]))).toEqual(expected);
    expect(applied(priced([off, half]))).toEqual(expected);
  });

  it('of equal members of a group the higher priority applies', () => {
    const low = sampleDiscount({ id: 'd1', rule: fixed(300), exclusiveGroup: 'g', priority: 1 });
    const high = sampleDiscount({ id: 'd2', rule: fixed(300), exclusiveGroup: 'g', priority: 2 });
    expect(applied(priced([low, high]))).toEqual([['d2', 300]]);
    expect(applied(priced([high, low]))).toEqual([['d2', 300]]);
  });

  it('the best of a group applies also when it comes first, and when it saves a single unit', () => {
    const best = sampleDiscount({ id: 'd1', rule: fixed(300), exclusiveGroup: 'g', priority: 2 });
    const worse = sampleDiscount({ id: 'd2', rule: fixed(200), exclusiveGroup: 'g', priority: 1 });
    expect(applied(priced([best, worse]))).toEqual([['d1', 300]]);
    expect(applied(priced([{ ...best, rule: fixed(1) }]))).toEqual([['d1', 1]]);
  });

  it('up to 64 combinations of groups all are tried; beyond that each group by itself', () => {
    const half = sampleDiscount({ id: 'a', rule: percent(5000), exclusiveGroup: 'g' });
    const much = sampleDiscount({ id: 'b', rule: fixed(1200), exclusiveGroup: 'g' });
    const first = sampleDiscount({ id: 'c', rule: fixed(1300), exclusiveGroup: 'h', priority: 9 });
    const pairs = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        [1, 2].map((n) =>
          sampleDiscount({ id: `z${index}${n}`, rule: fixed(0), exclusiveGroup: `z${index}` }),
        ),
      ).flat();
    const together = [
      ['c', 1300],
      ['b', 1200],
    ];
    expect(applied(priced([half, much, first]))).toEqual(together);
    expect(applied(priced([half, much, first, ...pairs(5)]))).toEqual(together);
    expect(applied(priced([half, much, first, ...pairs(6)]))).toEqual([
      ['c', 1300],
      ['a', 600],
    ]);
  });

  it('refused codes are answered by the alphabet, each with its own reason', () => {
    const off = sampleDiscount({ id: 'd1', code: 'OFF', rule: fixed(100), priority: 5 });
    const zero = sampleDiscount({ id: 'd2', code: 'NIL', rule: fixed(0) });
    const result = priced([off, zero], { codes: ['zz', 'off', 'nil', 'aa'] });
    expect(result.discounts.map(({ code, reason }) => [code, reason])).toEqual([
      ['OFF', null],
      ['AA', 'not_found'],
      ['NIL', 'nothing_to_take_off'],
      ['ZZ', 'not_found'],
    ]);
  });
});

describe('buy x get y, where goods differ', () => {
  const rule = (values: object = {}): DiscountRule => ({
    type: 'buy_x_get_y',
    buyQuantity: 2,
    getQuantity: 1,
    basisPoints: 10_000,
    maxRepeats: null,
    get: null,
    ...values,
  });
  const products = (...ids: string[]) => sampleTargets({ productIds: ids.map((id) => `p-${id}`) });
  const given = (
    lines: readonly PricingLine[],
    values: { buys?: readonly string[]; gets?: readonly string[] } & Partial<{
      buyQuantity: number;
      getQuantity: number;
    }> = {},
  ) => {
    const { buys, gets, ...rest } = values;
    const discount = sampleDiscount({
      code: 'DEAL',
      rule: rule({ ...rest, get: gets ? products(...gets) : null }),
      targets: buys ? products(...buys) : null,
    });
    const result = price(sampleInput({ lines, discounts: [discount], codes: ['DEAL'] }));
    return [result.discount, result.discounts[0]?.reason];
  };

  it('counts as bought only what has to be bought, gives only what is given', () => {
    const one = { buys: ['a'], gets: ['b'] };
    expect(given([line('a', 100, 2), line('b', 300)], one)).toEqual([300, null]);
    expect(given([line('a', 100, 1), line('b', 300, 2)], one)).toEqual([0, 'minimum_not_reached']);
    expect(given([line('a', 100, 2), line('c', 300, 5)], one)).toEqual([0, 'minimum_not_reached']);
    expect(given([line('a', 900, 3), line('b', 10, 9)], one)).toEqual([10, null]);
    expect(
      given([line('a', 900, 100), line('b', 10, 3)], { ...one, buyQuantity: 1, getQuantity: 2 }),
    ).toEqual([20, null]);
  });

  it('without a product to give gives of the same ones, however cheap another is', () => {
    expect(given([line('a', 500, 3), line('c', 1, 3)], { buys: ['a'] })).toEqual([500, null]);
  });

  it('says that it was reached when what is given costs nothing', () => {
    expect(given([line('a', 0, 3)])).toEqual([0, 'nothing_to_take_off']);
  });

  it('never gives the pieces that the buying needs', () => {
    const two = { buys: ['a', 'b'], gets: ['a', 'b', 'c'], getQuantity: 2 };
    expect(given([line('b', 100, 3), line('c', 300)], two)).toEqual([400, null]);
    expect(given([line('b', 300, 3), line('c', 100)], two)).toEqual([400, null]);
    expect(given([line('a', 100), line('b', 200, 2), line('c', 300)], two)).toEqual([400, null]);
  });

  it('gives of two equally dear ones the first', () => {
    const discount = sampleDiscount({ rule: rule() });
    const lines = [line('b', 100, 2), line('a', 100, 2)];
    const result = price(sampleInput({ lines, discounts: [discount] }));
    expect(result.lines.map((entry) => [entry.variantId, entry.discount])).toEqual([
      ['b', 0],
      ['a', 100],
    ]);
  });

  it('comes before discounts of the whole order, whatever the priorities', () => {
    const deal = sampleDiscount({ id: 'd1', rule: rule() });
    const order = sampleDiscount({ id: 'd2', rule: percent(5000), priority: 9 });
    const result = price(sampleInput({ lines: [line('a', 100, 3)], discounts: [deal, order] }));
    expect(applied(result)).toEqual([
      ['d1', 100],
      ['d2', 100],
    ]);
  });
});

describe('tiers', () => {
  const lines = [line('a', 1000, 4), line('b', 100, 6)];
  const tiered = (by: 'amount' | 'quantity', from: number, values: object = {}) => {
    const tiers = [{ from, basisPoints: null, amount: 50 }];
    const discount = sampleDiscount({
      code: 'TIER',
      rule: { type: 'tiered', by, tiers },
      ...values,
    });
    const result = price(sampleInput({ lines, discounts: [discount], codes: ['TIER'] }));
    return [result.discount, result.discounts[0]?.reason];
  };

  it('count pieces or amounts, of the lines that they are for', () => {
    expect(tiered('quantity', 10)).toEqual([50, null]);
    expect(tiered('quantity', 11)).toEqual([0, 'minimum_not_reached']);
    expect(tiered('amount', 4600)).toEqual([50, null]);
    expect(tiered('amount', 4601)).toEqual([0, 'minimum_not_reached']);
    const targets = sampleTargets({ productIds: ['p-b'] });
    expect(tiered('quantity', 6, { targets })).toEqual([50, null]);
    expect(tiered('quantity', 7, { targets })).toEqual([0, 'minimum_not_reached']);
  });

  it('say that they were reached when they take nothing off', () => {
    const rule = {
      type: 'tiered',
      by: 'amount',
      tiers: [{ from: 1, basisPoints: 0, amount: null }],
    };
    expect(tiered('amount', 1, { rule })).toEqual([0, 'nothing_to_take_off']);
  });
});
