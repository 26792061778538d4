import { describe, expect, it } from 'vitest';
import { sampleDiscount, sampleInput, sampleLine } from '../../../test/setup/samples/pricing.js';
import type { DiscountCandidate } from '../discounts/discounts.types.js';
import { price } from './price.js';

// Codes of which each works once, and discounts that depend on who the customer is.

function answers(...discounts: readonly DiscountCandidate[]) {
  const codes = discounts.flatMap(({ code }) => code ?? []);
  const lines = [sampleLine({ unitPrice: 1000 })];
  return price(sampleInput({ lines, discounts, codes })).discounts;
}

const single = (code: string, isCodeUsed = false) =>
  sampleDiscount({ code, codeId: `id-${code}`, isCodeUsed });

describe('several codes of one discount', () => {
  it.each<[string, DiscountCandidate[], string, string]>([
    ['one is used: the other counts', [single('A', true), single('B')], 'B', 'code_used'],
    ['whichever comes first', [single('B'), single('A', true)], 'B', 'code_used'],
    ['the later one is used', [single('A'), single('B', true)], 'A', 'code_used'],
    ['also the other way round', [single('B', true), single('A')], 'A', 'code_used'],
    ['none is used: the first letter counts', [single('B'), single('A')], 'A', 'superseded'],
    ['in any order', [single('A'), single('B')], 'A', 'superseded'],
  ])('%s', (_, discounts, applied, reason) => {
    const [first, second, ...more] = answers(...discounts);
    expect(first).toMatchObject({ code: applied, codeId: `id-${applied}`, amount: 100 });
    expect(second).toMatchObject({ applied: false, amount: 0, reason });
    expect(more).toEqual([]);
  });

  it('all used give nothing, and each says so', () => {
    expect(answers(single('A', true), single('B', true)).map(({ reason }) => reason)).toEqual([
      'code_used',
      'code_used',
    ]);
  });

  it('a code of many uses names no single one', () => {
    expect(answers(sampleDiscount({ code: 'A' }))[0]).not.toHaveProperty('codeId');
  });
});

describe('a discount of the first order', () => {
  it.each([
    [true, true, 'first_order_only'],
    [true, false, null],
    [false, true, null],
  ])('for first orders only: %s, has ordered: %s', (firstOrderOnly, hasOrdered, reason) => {
    const [answer] = answers(sampleDiscount({ code: 'HELLO', firstOrderOnly, hasOrdered }));
    expect(answer).toMatchObject({ applied: reason === null, reason });
  });
});

describe('what depends on a guest who has not said who he is', () => {
  it.each([
    [{ isCustomerUnknown: true, firstOrderOnly: true }, true],
    [{ isCustomerUnknown: true, userLimit: 2 }, true],
    [{ isCustomerUnknown: true }, false],
    [{ isCustomerUnknown: false, firstOrderOnly: true, userLimit: 2 }, false],
  ])('%j awaits his order: %s', (values, awaits) => {
    const [answer] = answers(sampleDiscount(values));
    expect(answer?.awaitsEmail).toBe(awaits ? true : undefined);
  });
});
