import { describe, expect, it } from 'vitest';
import {
  sampleDiscount,
  sampleInput,
  sampleLine,
  sampleRate,
  sampleTargets,
  sampleTax,
} from '../../../test/setup/samples/pricing.js';
import { price } from './price.js';
import { quoteHash } from './pricing.service.js';

const shipped = (unitPrice: number, quantity = 1) =>
  sampleLine({ unitPrice, quantity, requiresShipping: true });

describe('price: totals', () => {
  it('adds tax on top of the discounted price when prices exclude it', () => {
    const result = price(
      sampleInput({
        lines: [sampleLine({ unitPrice: 4990, quantity: 2, requiresShipping: true })],
        discounts: [sampleDiscount({ code: 'WELCOME10' })],
        codes: [' welcome10 '],
        shippingRates: [sampleRate()],
        shippingMethodCode: 'standard',
        taxRates: [sampleTax()],
      }),
    );
    // 8982 × 8.25 % = 741.015
    expect(result).toMatchObject({ subtotal: 9980, discount: 998, shipping: 590, tax: 741 });
    expect(result.total).toBe(9980 + 741 + 590 - 998);
    expect(result.discounts).toEqual([
      {
        id: 'd1',
        code: 'WELCOME10',
        name: 'Sample',
        type: 'percentage',
        applied: true,
        amount: 998,
        shippingAmount: 0,
        reason: null,
      },
    ]);
  });

  it('finds the tax inside the discounted price when prices include it', () => {
    const result = price(
      sampleInput({
        taxInclusive: true,
        lines: [sampleLine({ unitPrice: 5000 })],
        discounts: [sampleDiscount({ rule: { type: 'fixed_amount', amount: 1000 } })],
        taxRates: [sampleTax({ rate: '0.200000' })],
      }),
    );
    // EUR 50 − EUR 10 is EUR 40, of which 40 × 20 ÷ 120 is tax.
    expect(result).toMatchObject({ subtotal: 5000, discount: 1000, tax: 667, total: 4000 });
  });

  it('rounds the tax of a rate once over all its lines, not line by line', () => {
    const lines = ['a', 'b', 'c'].map((variantId) => sampleLine({ variantId, unitPrice: 105 }));
    const result = price(sampleInput({ lines, taxRates: [sampleTax({ rate: '0.100000' })] }));
    // 10.5 three times: line by line 11 + 11 + 11 = 33, in one go 31.5 -> 32.
    expect(result.tax).toBe(32);
    expect(result.lines.map((line) => line.tax)).toEqual([11, 11, 10]);
    expect(result.taxes).toMatchObject([{ base: 315, amount: 32 }]);
  });

  it('prefers the rate of the region, falls back to standard, and skips what is not taxable', () => {
    const taxRates = [
      sampleTax({ id: 't1', rate: '0.100000' }),
      sampleTax({ id: 't2', rate: '0.200000', region: 'Hà Nội' }),
      sampleTax({ id: 't3', rate: '0.050000', taxClass: 'food' }),
    ];
    const lines = [
      sampleLine({ variantId: 'a' }),
      sampleLine({ variantId: 'b', taxClass: 'food' }),
      sampleLine({ variantId: 'c', taxClass: 'books' }),
      sampleLine({ variantId: 'd', taxable: false }),
    ];
    const taxes = (region: string | null) =>
      price(sampleInput({ lines, taxRates, destination: { country: 'VN', region } })).lines.map(
        (line) => line.tax,
      );
    expect(taxes(null)).toEqual([100, 50, 100, 0]);
    expect(taxes(' hà nội ')).toEqual([200, 50, 200, 0]);
  });

  it('taxes shipping only where shipping has a rate, after what is given free', () => {
    const input = sampleInput({
      lines: [shipped(1000)],
      shippingRates: [sampleRate({ price: 500 })],
      shippingMethodCode: 'standard',
      taxRates: [sampleTax({ rate: '0.100000', taxClass: 'shipping', id: 't9' })],
    });
    expect(price(input)).toMatchObject({ tax: 50 + 0, shippingTax: 50 });
    const free = sampleDiscount({ rule: { type: 'free_shipping', methodCodes: null } });
    expect(price({ ...input, discounts: [free] })).toMatchObject({
      shipping: 500,
      shippingDiscount: 500,
      discount: 500,
      tax: 0,
      total: 1000,
    });
  });

  it('works without decimals: VND', () => {
    const result = price(
      sampleInput({
        currency: 'VND',
        lines: [sampleLine({ unitPrice: 33_333, quantity: 3 })],
        discounts: [sampleDiscount({ rule: { type: 'percentage', basisPoints: 1250 } })],
        taxRates: [sampleTax({ rate: '0.100000' })],
      }),
    );
    expect(result).toMatchObject({ subtotal: 99_999, discount: 12_500, tax: 8750, total: 96_249 });
  });

  it('prices nothing as zero', () => {
    expect(price(sampleInput({ lines: [] }))).toMatchObject({
      subtotal: 0,
      total: 0,
      shippingState: 'none_needed',
      shippingOffers: [],
    });
  });
});

describe('price: shipping', () => {
  it('asks for none when nothing has to be sent', () => {
    const result = price(
      sampleInput({ shippingRates: [sampleRate()], shippingMethodCode: 'standard' }),
    );
    expect(result).toMatchObject({ requiresShipping: false, shippingState: 'none_needed' });
    expect(result.shipping).toBe(0);
  });

  it('offers each method once, by bands of what is paid for the goods', () => {
    const shippingRates = [
      sampleRate({ price: 900, maxSubtotal: 5000 }),
      sampleRate({ price: 500, minSubtotal: 5000 }),
      sampleRate({ methodId: 'm2', code: 'express', position: 1, price: 1490 }),
      sampleRate({ methodId: 'm3', code: 'bulky', position: 2, minWeight: 1000 }),
    ];
    const offers = (unitPrice: number) =>
      price(sampleInput({ lines: [shipped(unitPrice)], shippingRates })).shippingOffers.map(
        ({ code, price: cost }) => [code, cost],
      );
    expect(offers(4999)).toEqual([
      ['standard', 900],
      ['express', 1490],
    ]);
    expect(offers(5000)).toEqual([
      ['standard', 500],
      ['express', 1490],
    ]);
  });

  it('is free from an amount after discounts', () => {
    const input = sampleInput({
      lines: [shipped(7500)],
      shippingRates: [sampleRate({ freeFrom: 7500 })],
      shippingMethodCode: 'standard',
    });
    expect(price(input)).toMatchObject({ shipping: 0, shippingState: 'chosen' });
    const off = sampleDiscount({ rule: { type: 'fixed_amount', amount: 1 } });
    expect(price({ ...input, discounts: [off] })).toMatchObject({ shipping: 590 });
  });

  it('says when no method was chosen and when the chosen one does not go there', () => {
    const input = sampleInput({ lines: [shipped(1000)], shippingRates: [sampleRate()] });
    expect(price(input)).toMatchObject({ shippingState: 'not_chosen', shipping: 0 });
    expect(price({ ...input, shippingMethodCode: 'drone' })).toMatchObject({
      shippingState: 'unavailable',
      shippingMethod: null,
      total: 1000,
    });
  });
});

describe('price: discounts', () => {
  const two = [
    sampleLine({ variantId: 'a', productId: 'pa', unitPrice: 1000, quantity: 2 }),
    sampleLine({ variantId: 'b', productId: 'pb', unitPrice: 500 }),
  ];
  const onlyA = sampleTargets({ productIds: ['pa'] });

  it('shares a fixed amount out by largest remainder', () => {
    const lines = ['a', 'b', 'c'].map((variantId) => sampleLine({ variantId, unitPrice: 333 }));
    const rule = { type: 'fixed_amount', amount: 100 } as const;
    const result = price(sampleInput({ lines, discounts: [sampleDiscount({ rule })] }));
    expect(result.lines.map((line) => line.discount)).toEqual([34, 33, 33]);
  });

  it('never takes off more than there is, nor more than its cap', () => {
    const huge = sampleDiscount({ rule: { type: 'fixed_amount', amount: 99_999 } });
    expect(price(sampleInput({ lines: two, discounts: [huge] }))).toMatchObject({
      discount: 2500,
      total: 0,
    });
    const capped = { ...huge, maximumAmount: 700 };
    expect(price(sampleInput({ lines: two, discounts: [capped] })).discount).toBe(700);
  });

  it('looks at chosen items before the whole order, whatever the priorities', () => {
    const item = sampleDiscount({ id: 'd1', targets: onlyA, priority: 0 });
    const order = sampleDiscount({
      id: 'd2',
      rule: { type: 'percentage', basisPoints: 5000 },
      priority: 9,
    });
    const result = price(sampleInput({ lines: two, discounts: [order, item] }));
    expect(result.discounts.map(({ id, amount }) => [id, amount])).toEqual([
      ['d1', 200],
      ['d2', 1150],
    ]);
  });

  it('applies the higher priority first inside a phase, whether in a group or not', () => {
    const half = { type: 'percentage', basisPoints: 5000 } as const;
    const fixed = { type: 'fixed_amount', amount: 500 } as const;
    const amounts = (priority: number) => {
      const discounts = [
        sampleDiscount({ id: 'd1', rule: half, priority: 5 }),
        sampleDiscount({ id: 'd2', rule: fixed, priority, exclusiveGroup: 'g' }),
      ];
      const result = price(sampleInput({ lines: two, discounts }));
      return result.discounts.map(({ id, amount }) => [id, amount]);
    };
    expect(amounts(4)).toEqual([
      ['d1', 1250],
      ['d2', 500],
    ]);
    expect(amounts(6)).toEqual([
      ['d2', 500],
      ['d1', 1000],
    ]);
  });

  it('gives the cheapest pieces of buy 2 get 1, as often as it fits', () => {
    const rule = {
      type: 'buy_x_get_y',
      buyQuantity: 2,
      getQuantity: 1,
      basisPoints: 10_000,
      maxRepeats: null,
      get: null,
    } as const;
    const given = (quantity: number, maxRepeats: number | null = null) => {
      const lines = [
        sampleLine({ variantId: 'a', unitPrice: 1000, quantity }),
        sampleLine({ variantId: 'b', unitPrice: 300, quantity: 1 }),
      ];
      const discount = sampleDiscount({ code: 'B2G1', rule: { ...rule, maxRepeats } });
      return price(sampleInput({ lines, discounts: [discount], codes: ['B2G1'] }));
    };
    expect(given(1).discounts).toMatchObject([{ applied: false, reason: 'minimum_not_reached' }]);
    expect(given(2).discount).toBe(300);
    expect(given(5).discount).toBe(1300);
    expect(given(5, 1).discount).toBe(300);
  });

  it('gives another product half off, and no piece counts as bought and given', () => {
    const rule = {
      type: 'buy_x_get_y',
      buyQuantity: 2,
      getQuantity: 1,
      basisPoints: 5000,
      maxRepeats: null,
      get: sampleTargets({ productIds: ['pb'] }),
    } as const;
    const discount = sampleDiscount({ rule, targets: onlyA });
    expect(price(sampleInput({ lines: two, discounts: [discount] })).discount).toBe(250);
    const both = sampleDiscount({
      rule: { ...rule, get: sampleTargets({ productIds: ['pa', 'pb'] }) },
      targets: sampleTargets({ productIds: ['pa', 'pb'] }),
    });
    expect(price(sampleInput({ lines: two, discounts: [both] })).discount).toBe(250);
    expect(price(sampleInput({ lines: two.slice(0, 1), discounts: [both] })).discount).toBe(0);
  });

  it('takes the highest tier that is reached', () => {
    const tiers = [
      { from: 1500, basisPoints: 500, amount: null },
      { from: 2500, basisPoints: null, amount: 400 },
    ];
    const discount = sampleDiscount({ rule: { type: 'tiered', by: 'amount', tiers } });
    const of = (lines: typeof two) => price(sampleInput({ lines, discounts: [discount] })).discount;
    expect(of(two)).toBe(400);
    expect(of(two.slice(0, 1))).toBe(100);
    expect(of(two.slice(1))).toBe(0);
  });

  it('takes the best of an exclusive group and says which one it beat', () => {
    const ten = sampleDiscount({ id: 'd1', code: 'TEN', exclusiveGroup: 'g', priority: 5 });
    const three = sampleDiscount({
      id: 'd2',
      code: 'THREE',
      exclusiveGroup: 'g',
      rule: { type: 'fixed_amount', amount: 300 },
    });
    const result = price(
      sampleInput({ lines: two, discounts: [ten, three], codes: ['TEN', 'THREE'] }),
    );
    expect(result.discounts).toMatchObject([
      { code: 'THREE', applied: true, amount: 300 },
      { code: 'TEN', applied: false, amount: 0, reason: 'superseded' },
    ]);
  });

  it('gives the reason for each code that takes nothing off', () => {
    const now = 1_000_000;
    const reasonOf = (values: Parameters<typeof sampleDiscount>[0]) => {
      const discount = sampleDiscount({ code: 'CODE', ...values });
      const result = price(
        sampleInput({ now, lines: two, discounts: [discount], codes: ['code'] }),
      );
      expect(result.discount).toBe(0);
      return result.discounts[0]?.reason;
    };
    expect(reasonOf({ code: 'OTHER' })).toBe('not_found');
    expect(reasonOf({ isActive: false })).toBe('inactive');
    expect(reasonOf({ startsAt: now + 1 })).toBe('not_started');
    expect(reasonOf({ endsAt: now })).toBe('expired');
    expect(reasonOf({ rule: { type: 'broken' } })).toBe('broken_rules');
    expect(reasonOf({ usageLimit: 3, usedCount: 3 })).toBe('usage_limit_reached');
    expect(reasonOf({ userLimit: 1, userUsedCount: 1 })).toBe('user_limit_reached');
    expect(reasonOf({ customerGroupIds: ['vip'] })).toBe('not_eligible');
    expect(reasonOf({ minimumAmount: 2501 })).toBe('minimum_not_reached');
    expect(reasonOf({ targets: sampleTargets({ brandIds: ['x'] }) })).toBe('no_matching_items');
    expect(reasonOf({ rule: { type: 'fixed_amount', amount: 0 } })).toBe('nothing_to_take_off');
    expect(reasonOf({ rule: { type: 'free_shipping', methodCodes: null } })).toBe(
      'nothing_to_take_off',
    );
  });

  it('keeps a free-shipping code for later while no method is chosen', () => {
    const free = sampleDiscount({
      code: 'FREE',
      rule: { type: 'free_shipping', methodCodes: ['standard'] },
    });
    const input = sampleInput({
      lines: [shipped(1000)],
      discounts: [free],
      codes: ['FREE'],
      shippingRates: [sampleRate(), sampleRate({ methodId: 'm2', code: 'express', price: 1490 })],
    });
    expect(price(input).discounts).toMatchObject([{ reason: 'shipping_not_chosen' }]);
    expect(price({ ...input, shippingMethodCode: 'express' }).discounts).toMatchObject([
      { reason: 'nothing_to_take_off' },
    ]);
    expect(price({ ...input, shippingMethodCode: 'standard' })).toMatchObject({
      discount: 590,
      shippingDiscount: 590,
      total: 1000,
    });
  });
});

describe('quoteHash', () => {
  it('changes with what is paid and not with the order of the lines', () => {
    const lines = [sampleLine({ variantId: 'a' }), sampleLine({ variantId: 'b', unitPrice: 7 })];
    const hash = quoteHash(price(sampleInput({ lines })));
    expect(quoteHash(price(sampleInput({ lines: lines.toReversed() })))).toBe(hash);
    const dearer = [sampleLine({ variantId: 'a', unitPrice: 1001 }), ...lines.slice(1)];
    expect(quoteHash(price(sampleInput({ lines: dearer })))).not.toBe(hash);
  });
});
