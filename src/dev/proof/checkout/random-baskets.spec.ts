import { describe, expect, it } from 'vitest';
import { randomBaskets } from './random-baskets.js';

/** A short selection of the part of `npm run proof -- checkout` about baskets; the seed is in each row. */
describe('Random baskets', () => {
  it('keep every promise of a price, and are placed as they were quoted', () => {
    const rows = randomBaskets(7, { baskets: 1_000, placed: 300 });
    expect(rows).toHaveLength(7);
    expect(
      rows.flatMap(({ name, faults }) => (faults ?? []).map((fault) => [name, fault])),
    ).toEqual([]);
    expect(rows.filter(({ isKept }) => !isKept)).toEqual([]);
  });
});
