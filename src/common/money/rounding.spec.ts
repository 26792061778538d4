import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, multiplyByRate, roundHalfUp } from './rounding.js';

const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);
const weight = fc.nat({ max: 9_999_999_999 });
const total = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });

describe('roundHalfUp', () => {
  it.each([
    [5, 10, 1],
    [4, 10, 0],
    [-5, 10, -1],
    [-4, 10, 0],
    [15, 10, 2],
    [25, 10, 3],
    [5, -10, -1],
    [7, 7, 1],
  ])('%i / %i is %i', (numerator, denominator, expected) => {
    expect(roundHalfUp(numerator, denominator)).toBe(expected);
  });

  it('is the nearest whole number, and symmetric in the sign', () => {
    fc.assert(
      fc.property(total, fc.integer({ min: 1, max: 1_000_000 }), (numerator, denominator) => {
        const rounded = roundHalfUp(numerator, denominator);
        expect(Math.abs(rounded * denominator - numerator) * 2).toBeLessThanOrEqual(denominator);
        expect(roundHalfUp(-numerator, denominator) + rounded).toBe(0);
      }),
    );
  });

  it('refuses to divide by zero', () => {
    expect(() => roundHalfUp(1, 0)).toThrow(RangeError);
  });
});

describe('multiplyByRate', () => {
  it('takes the rate as text, so that 8.25 % of 19.99 is exact', () => {
    expect(multiplyByRate(1999, '0.0825')).toBe(165);
    expect(multiplyByRate(1000, '0.1')).toBe(100);
    expect(multiplyByRate(50, '0.01')).toBe(1);
    expect(multiplyByRate(-50, '0.01')).toBe(-1);
    expect(multiplyByRate(123, '1')).toBe(123);
  });

  it.each(['', '1e-2', '.1', '1,5', 'abc'])('refuses the rate %j', (rate) => {
    expect(() => multiplyByRate(1, rate)).toThrow(RangeError);
  });
});

describe('allocate', () => {
  it('gives the cent that is left to the largest remainder, the first of equals', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(101, [1, 1, 1])).toEqual([34, 34, 33]);
    expect(allocate(10, [1, 2])).toEqual([3, 7]);
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(5, [0, 0])).toEqual([3, 2]);
    expect(allocate(0, [])).toEqual([]);
  });

  it('always sums to the whole, and no part is further than one from its share', () => {
    fc.assert(
      fc.property(total, fc.array(weight, { minLength: 1, maxLength: 200 }), (whole, weights) => {
        const parts = allocate(whole, weights);
        expect(sum(parts)).toBe(whole);
        const all = sum(weights);
        if (all === 0) return;
        parts.forEach((part, index) => {
          const share = (whole * (weights[index] ?? 0)) / all;
          expect(Math.abs(part - share)).toBeLessThan(1.001);
        });
      }),
    );
  });

  it('gives nothing to a weight of zero while another has some', () => {
    const weights = fc.array(weight, { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(total, weights, (whole, others) => {
        if (sum(others) === 0) return;
        expect(allocate(whole, [...others, 0]).at(-1)).toBe(0);
      }),
    );
  });

  it('refuses what has no answer', () => {
    expect(() => allocate(1, [])).toThrow(RangeError);
    expect(() => allocate(1, [-1, 2])).toThrow(RangeError);
    expect(() => allocate(0.5, [1])).toThrow(RangeError);
  });
});
