import { describe, expect, it } from 'vitest';
import { sampleDiscount, sampleInput, sampleLine } from '../../../test/setup/samples/pricing.js';
import type { DiscountCandidate } from '../discounts/discounts.types.js';
import { price } from './price.js';

const shirt = sampleLine({ unitPrice: 10_000 });

function answers(discounts: readonly DiscountCandidate[], codes: readonly string[]) {
  return price(sampleInput({ lines: [shirt], discounts, codes })).discounts.map(
    ({ code, amount, reason }) => [code, amount, reason],
  );
}

describe('single-use codes', () => {
  const of = (code: string, values: Partial<DiscountCandidate> = {}) =>
    sampleDiscount({ id: 'many', code, codeId: `id-${code}`, ...values });

  it('of other discounts are told apart, also with equal priorities', () => {
    const other = sampleDiscount({ id: 'other', code: 'ZZZ', codeId: 'id-ZZZ' });
    expect(answers([of('AAA'), other, of('BBB')], ['AAA', 'BBB', 'ZZZ'])).toEqual([
      ['AAA', 1000, null],
      ['ZZZ', 900, null],
      ['BBB', 0, 'superseded'],
    ]);
  });
});

describe('discounts at the edges of what there is to take off', () => {
  it('two that want all of it: one takes it, the other finds nothing', () => {
    const all = { rule: { type: 'percentage', basisPoints: 10_000 } as const };
    const discounts = [
      sampleDiscount({ ...all, id: 'a', code: 'A' }),
      sampleDiscount({ ...all, id: 'b', code: 'B' }),
    ];
    expect(answers(discounts, ['A', 'B'])).toEqual([
      ['A', 10_000, null],
      ['B', 0, 'nothing_to_take_off'],
    ]);
  });

  it('a fixed amount above the basket takes the basket, and no more', () => {
    const rule = { type: 'fixed_amount', amount: 999_999 } as const;
    const discounts = [sampleDiscount({ rule, code: 'A' })];
    const result = price(sampleInput({ lines: [shirt], discounts, codes: ['A'] }));
    expect([result.discount, result.total]).toEqual([10_000, 0]);
  });

  it('lines that cost nothing take no share', () => {
    const free = sampleLine({ variantId: 'v0', unitPrice: 0 });
    const result = price(
      sampleInput({
        lines: [free, shirt],
        discounts: [sampleDiscount({ code: 'A' })],
        codes: ['A'],
      }),
    );
    expect(result.lines.map(({ discount }) => discount)).toEqual([0, 1000]);
    expect(
      price(
        sampleInput({ lines: [free], discounts: [sampleDiscount({ code: 'A' })], codes: ['A'] }),
      ).discounts,
    ).toMatchObject([{ reason: 'nothing_to_take_off' }]);
  });
});
