import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertMinor, ExchangeRateMissing, MAX_EXCHANGE_RATE } from './convert.js';

describe('convertMinor', () => {
  it.each([
    [1999, 'USD', 'USD', null, 1999],
    [1999, 'USD', 'EUR', '0.92000000', 1839],
    [1000, 'USD', 'JPY', '151.25', 1513],
    [1000, 'USD', 'JPY', '151.24', 1512],
    [10, 'USD', 'JPY', '5', 1],
    [9, 'USD', 'JPY', '5', 0],
    [100_000, 'VND', 'USD', '0.00003937', 394],
    [1, 'JPY', 'USD', '0.00661157', 1],
    [0, 'USD', 'VND', '25400', 0],
  ])('%i %s in %s at %s is %i', (minor, from, to, rate, expected) => {
    expect(convertMinor(minor, { from, to, rate })).toBe(expected);
  });

  it.each([null, '', '1e3', '-1', '.5', 'NaN'])('does not guess at a rate of %j', (rate) => {
    expect(() => convertMinor(1, { from: 'USD', to: 'EUR', rate })).toThrow(ExchangeRateMissing);
  });

  it('keeps the order of amounts, and the largest amount of a column is a safe integer at the largest rate', () => {
    const amount = fc.nat({ max: 9_999_999_999 });
    const rate = fc.integer({ min: 1, max: MAX_EXCHANGE_RATE }).map(String);
    fc.assert(
      fc.property(amount, amount, rate, fc.constantFrom('EUR', 'VND'), (a, b, given, to) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const convert = (minor: number) => convertMinor(minor, { from: 'USD', to, rate: given });
        expect(convert(low)).toBeLessThanOrEqual(convert(high));
      }),
    );
    const largest = { from: 'USD', to: 'EUR', rate: String(MAX_EXCHANGE_RATE) };
    expect(Number.isSafeInteger(convertMinor(9_999_999_999, largest))).toBe(true);
  });
});
