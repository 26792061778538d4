import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePaid, refundShare, type SoldLine } from './refund-share.js';

const soldLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 500 }),
    unitPrice: fc.integer({ min: 0, max: 1_000_000 }),
    discountPart: fc.integer({ min: 0, max: 1000 }),
    taxAmount: fc.integer({ min: 0, max: 10_000_000 }),
    taxInclusive: fc.boolean(),
  })
  .map(({ quantity, unitPrice, discountPart, taxAmount, taxInclusive }): SoldLine => {
    const totalPrice = quantity * unitPrice;
    const discountAmount = Math.floor((totalPrice * discountPart) / 1000);
    return { quantity, totalPrice, discountAmount, taxAmount, taxInclusive };
  });

/** A line and its pieces in any split. */
const split = soldLine.chain((line) =>
  fc
    .array(fc.integer({ min: 0, max: line.quantity }), { maxLength: 12 })
    .map((cuts) => ({ line, cuts: [0, ...cuts.sort((a, b) => a - b), line.quantity] })),
);

describe('refundShare', () => {
  it('gives back exactly what was paid, whatever the split', () => {
    fc.assert(
      fc.property(split, ({ line, cuts }) => {
        const shares = cuts.slice(1).map((cut, at) => {
          const before = cuts[at] ?? 0;
          return refundShare(line, before, cut - before);
        });
        const sum = (of: (share: (typeof shares)[number]) => number): number =>
          shares.reduce((all, share) => all + of(share), 0);
        expect(sum((share) => share.amount)).toBe(linePaid(line));
        expect(sum((share) => share.tax)).toBe(line.taxAmount);
        expect(sum((share) => share.discount)).toBe(line.discountAmount);
        expect(Math.min(...shares.map((share) => share.amount))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves the cent that does not divide to one of the pieces', () => {
    const line = { quantity: 3, totalPrice: 1000, discountAmount: 0, taxAmount: 0 };
    const paid = [0, 1, 2].map((at) => refundShare({ ...line, taxInclusive: true }, at, 1).amount);
    expect(paid).toEqual([333, 334, 333]);
  });

  it('counts tax once: inside of prices that have it, on top of those that do not', () => {
    const line = { quantity: 2, totalPrice: 2000, discountAmount: 200, taxAmount: 150 };
    expect(linePaid({ ...line, taxInclusive: true })).toBe(1800);
    expect(refundShare({ ...line, taxInclusive: false }, 0, 2)).toEqual({
      amount: 1950,
      tax: 150,
      discount: 200,
    });
  });

  it('refuses more pieces than there are', () => {
    const line = {
      quantity: 2,
      totalPrice: 2,
      discountAmount: 0,
      taxAmount: 0,
      taxInclusive: true,
    };
    expect(() => refundShare(line, 1, 2)).toThrow(RangeError);
    expect(() => refundShare(line, -1, 1)).toThrow(RangeError);
  });
});
