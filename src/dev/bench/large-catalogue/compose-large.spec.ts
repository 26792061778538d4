import { describe, expect, it } from 'vitest';
import { LargeComposer } from './compose-large.js';
import { Words } from './words.js';

const AROUND = {
  categories: [
    { id: 'c1', noun: 'lamp' },
    { id: 'c2', noun: 'chair' },
  ],
  brands: ['b1', 'b2', 'b3'],
  attributes: [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ],
};
const COUNT = 3_000;

describe('The large catalogue', () => {
  const composer = new LargeComposer(AROUND, COUNT);
  const products = Array.from({ length: COUNT }, (_, index) => composer.product(index));

  it('says no sentence twice and gives every product its own id and slug', () => {
    const sentences = products.flatMap((p) => [p.shortDescription, ...p.description.split('. ')]);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const key of ['id', 'slug'] as const) {
      expect(new Set(products.map((product) => product[key])).size).toBe(COUNT);
    }
  });

  it('has words as often as a language has them: a few everywhere, most hardly ever', () => {
    const counts = new Map<string, number>();
    const words = products.flatMap(
      ({ description }) => description.toLowerCase().match(/\p{L}+/gu) ?? [],
    );
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const byRank = [...counts.values()].sort((a, b) => b - a);
    const share = (from: number, to: number): number =>
      byRank.slice(from, to).reduce((sum, n) => sum + n, 0) / words.length;
    expect(share(0, 10)).toBeGreaterThan(0.1);
    expect(share(0, 10)).toBeLessThan(0.25);
    expect(share(100, 1_000)).toBeGreaterThan(0.2);
    expect(counts.size).toBeGreaterThan(15_000);
    expect(new Words().byRank).toHaveLength(40_000);
  });

  it('is the same one each time, with one to four different variants of a product', () => {
    const again = new LargeComposer(AROUND, COUNT);
    for (const index of [0, 17, 2_999]) {
      expect(again.product(index)).toEqual(products[index]);
      expect(again.variants(index)).toEqual(composer.variants(index));
    }
    const sizes = products.map((_, index) => {
      const variants = composer.variants(index);
      expect(new Set(variants.map(({ values }) => values.join('-'))).size).toBe(variants.length);
      return variants.length;
    });
    expect(new Set(sizes)).toEqual(new Set([1, 2, 3, 4]));
  });
});
