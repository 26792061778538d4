/** What can be counted beside a list. */
export const FACETS = [
  'category',
  'brand',
  'attributes',
  'fields',
  'price',
  'rating',
  'stock',
] as const;

export type FacetName = (typeof FACETS)[number];

/** A facet counts so many products exactly; of more it counts these and says "about". */
export const MAX_COUNTED = 10_000;

/** At most so many values of one facet, the most frequent ones. */
export const MAX_FACET_VALUES = 100;

const MAX_PRICE = 100_000_000;

/** Lower ends of price ranges: 0, 1, 2, 5, 10, 20, 50 … */
export function priceSteps(): number[] {
  const steps = [0];
  for (let decade = 1; decade < MAX_PRICE; decade *= 10) {
    steps.push(decade, 2 * decade, 5 * decade);
  }
  return steps;
}
