import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleDiscount,
  sampleInput,
  sampleLine,
  sampleRate,
  sampleTargets,
  sampleTax,
} from '../../../test/setup/samples/pricing.js';
import type { DiscountCandidate, DiscountRule, LineTargets } from '../discounts/discounts.types.js';
import { price } from './price.js';
import type { Breakdown, PricingInput, PricingLine } from './pricing.types.js';

const amount = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 9_999_999 }));
const basisPoints = fc.integer({ min: 0, max: 10_000 });
const small = fc.integer({ min: 1, max: 4 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const tag = fc.constantFrom('x', 'y', 'z');

const targets: fc.Arbitrary<LineTargets> = fc
  .tuple(fc.subarray(['x', 'y']), fc.subarray(['x', 'z']))
  .map(([categoryIds, brandIds]) => sampleTargets({ categoryIds, brandIds }));

const rule: fc.Arbitrary<DiscountRule> = fc.oneof(
  fc.record({ type: fc.constant('percentage' as const), basisPoints }),
  fc.record({ type: fc.constant('fixed_amount' as const), amount }),
  fc.record({
    type: fc.constant('buy_x_get_y' as const),
    buyQuantity: small,
    getQuantity: small,
    basisPoints,
    maxRepeats: maybe(small),
    get: maybe(targets),
  }),
  fc.record({
    type: fc.constant('free_shipping' as const),
    methodCodes: fc.constantFrom(null, ['standard'], ['express']),
  }),
  fc.record({
    type: fc.constant('tiered' as const),
    by: fc.constantFrom('amount' as const, 'quantity' as const),
    tiers: fc.array(
      fc.oneof(
        fc.record({ from: small, basisPoints, amount: fc.constant(null) }),
        fc.record({ from: amount, basisPoints: fc.constant(null), amount }),
      ),
      { maxLength: 3 },
    ),
  }),
);

const line: fc.Arbitrary<Partial<PricingLine>> = fc.record({
  brandId: maybe(tag),
  categoryIds: fc.subarray(['x', 'y', 'z']),
  unitPrice: amount,
  quantity: fc.oneof(small, fc.integer({ min: 1, max: 999 })),
  taxable: fc.boolean(),
  taxClass: fc.constantFrom('standard', 'food'),
  requiresShipping: fc.boolean(),
  weight: fc.integer({ min: 0, max: 500 }),
});

const discount: fc.Arbitrary<Partial<DiscountCandidate>> = fc.record({
  rule,
  code: fc.constantFrom(null, 'A', 'B', 'C'),
  minimumAmount: maybe(amount),
  maximumAmount: maybe(amount),
  priority: fc.integer({ min: -2, max: 2 }),
  exclusiveGroup: fc.constantFrom(null, null, 'g', 'h'),
  targets: maybe(targets),
});

const rateText = fc
  .integer({ min: 0, max: 1_000_000 })
  .map((micro) => `${Math.floor(micro / 1e6)}.${String(micro % 1e6).padStart(6, '0')}`);

/** Random baskets; a discount code belongs to one discount only, as in the table. */
const input: fc.Arbitrary<PricingInput> = fc
  .record({
    currency: fc.constantFrom('USD', 'VND'),
    taxInclusive: fc.boolean(),
    lines: fc.array(line, { maxLength: 8 }),
    discounts: fc.array(discount, { maxLength: 6 }),
    codes: fc.subarray(['A', 'b', ' C ', 'NONE']),
    rates: fc.array(rateText, { minLength: 3, maxLength: 3 }),
    shippingPrice: amount,
    freeFrom: maybe(amount),
    shippingMethodCode: fc.constantFrom(null, 'standard', 'express', 'nowhere'),
  })
  .map(({ lines, discounts, rates, shippingPrice, freeFrom, ...rest }) =>
    sampleInput({
      ...rest,
      lines: lines.map((values, index) => sampleLine({ ...values, variantId: `v${index}` })),
      discounts: withOwnCodes(
        discounts.map((values, index) => sampleDiscount({ ...values, id: `d${index}` })),
      ),
      shippingRates: [
        sampleRate({ price: shippingPrice, freeFrom }),
        sampleRate({ methodId: 'm2', code: 'express', price: 1490, maxWeight: 2000 }),
      ],
      taxRates: ['standard', 'food', 'shipping'].map((taxClass, index) =>
        sampleTax({ id: `t${index}`, taxClass, rate: rates[index] ?? '0' }),
      ),
    }),
  );

function withOwnCodes(discounts: DiscountCandidate[]): DiscountCandidate[] {
  const seen = new Set<string>();
  return discounts.filter(({ code }) => {
    if (code === null) return true;
    const fresh = !seen.has(code);
    seen.add(code);
    return fresh;
  });
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const runs = { numRuns: 1000 };

function amountsOf({ lines: _lines, shippingOffers: _offers, ...rest }: Breakdown) {
  return rest;
}

describe('price, for any basket', () => {
  it('has parts that sum to the whole, in both ways of taxing', () => {
    fc.assert(
      fc.property(input, (basket) => {
        const result = price(basket);
        const onTop = result.taxInclusive ? 0 : result.tax;
        expect(result.total).toBe(result.subtotal + onTop + result.shipping - result.discount);
        expect(sum(result.lines.map((entry) => entry.total))).toBe(result.subtotal);
        expect(sum(result.lines.map((entry) => entry.discount)) + result.shippingDiscount).toBe(
          result.discount,
        );
        expect(sum(result.lines.map((entry) => entry.tax)) + result.shippingTax).toBe(result.tax);
        expect(sum(result.taxes.map((entry) => entry.amount))).toBe(result.tax);
        expect(sum(result.discounts.map((entry) => entry.amount))).toBe(result.discount);
        for (const entry of result.lines) {
          expect(entry.total).toBe(entry.unitPrice * entry.quantity);
          expect(sum(entry.discounts.map((share) => share.amount))).toBe(entry.discount);
        }
      }),
      runs,
    );
  });

  it('has whole numbers only, none negative, no share above what it is a share of', () => {
    fc.assert(
      fc.property(input, (basket) => {
        const result = price(basket);
        const { subtotal, discount: off, shipping, shippingDiscount, tax, total } = result;
        const all = [subtotal, off, shipping, shippingDiscount, tax, total, result.shippingTax];
        const ofLines = result.lines.flatMap((entry) => [entry.total, entry.discount, entry.tax]);
        for (const value of [...all, ...ofLines]) {
          expect(Number.isSafeInteger(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
        }
        expect(shippingDiscount).toBeLessThanOrEqual(shipping);
        for (const entry of result.lines) expect(entry.discount).toBeLessThanOrEqual(entry.total);
      }),
      runs,
    );
  });

  it('holds caps and minimums, and one per exclusive group', () => {
    fc.assert(
      fc.property(input, (basket) => {
        const result = price(basket);
        const applied = result.discounts.filter((entry) => entry.applied);
        const rows = applied.flatMap((entry) =>
          basket.discounts.filter((row) => row.id === entry.id),
        );
        for (const [index, entry] of applied.entries()) {
          const row = rows[index];
          expect(entry.amount).toBeGreaterThan(0);
          expect(entry.amount).toBeLessThanOrEqual(row?.maximumAmount ?? Number.MAX_SAFE_INTEGER);
          expect(result.subtotal).toBeGreaterThanOrEqual(row?.minimumAmount ?? 0);
        }
        const groups = rows.flatMap((row) => row.exclusiveGroup ?? []);
        expect(new Set(groups).size).toBe(groups.length);
      }),
      runs,
    );
  });

  it('does not depend on the order of lines, codes or discounts', () => {
    const shuffled = input.chain((basket) =>
      fc
        .tuple(
          fc.shuffledSubarray([...basket.lines], { minLength: basket.lines.length }),
          fc.shuffledSubarray([...basket.codes], { minLength: basket.codes.length }),
          fc.shuffledSubarray([...basket.discounts], { minLength: basket.discounts.length }),
        )
        .map(([lines, codes, discounts]) => [basket, { ...basket, lines, codes, discounts }]),
    );
    fc.assert(
      fc.property(shuffled, ([basket, other]) => {
        if (!basket || !other) return;
        const [one, two] = [price(basket), price(other)];
        expect(amountsOf(two)).toEqual(amountsOf(one));
        const byVariant = (result: Breakdown) =>
          [...result.lines].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
        expect(byVariant(two)).toEqual(byVariant(one));
      }),
      runs,
    );
  });

  it('gives a customer of an exclusive group no less than any of its members alone would', () => {
    fc.assert(
      fc.property(input, (basket) => {
        const saved = price(basket).discount;
        for (const member of basket.discounts.filter((row) => row.exclusiveGroup === 'g')) {
          const discounts = basket.discounts.filter(
            (row) => row === member || row.exclusiveGroup === null,
          );
          const only = price({ ...basket, discounts });
          const others = basket.discounts.some((row) => row.exclusiveGroup === 'h');
          if (!others) expect(saved).toBeGreaterThanOrEqual(only.discount);
        }
      }),
      runs,
    );
  });

  it('answers every entered code exactly once', () => {
    fc.assert(
      fc.property(input, (basket) => {
        const codes = price(basket).discounts.flatMap((entry) => entry.code ?? []);
        const entered = basket.codes.map((code) => code.trim().toUpperCase());
        expect(codes.toSorted()).toEqual(entered.toSorted());
      }),
      runs,
    );
  });
});
