import type pg from 'pg';
import { BruteForce, type Counts } from './brute-force.js';
import { facetPath, randomFilters } from './random-filters.js';

interface Facets {
  readonly category: { values: { slug: string; count: number }[] };
  readonly brand: { values: { slug: string; count: number }[] };
  readonly attributes: { code: string; values: { code: string; count: number }[] }[];
  readonly fields: { code: string; values: { value: string; count: number }[] }[];
  readonly price: { ranges: { from: string; count: number }[] };
  readonly rating: { values: { minRating: number; count: number }[] };
  readonly stock: { inStock: number; soldOut: number };
}

export interface Compared {
  readonly sets: number;
  readonly mostHits: number;
  /** How many counts were held against each other. */
  readonly counts: number;
  readonly faults: readonly string[];
}

/** Asks for the facets of random sets of filters and counts the same by hand. */
export async function compareFacets(
  db: pg.Pool,
  ask: (path: string) => Promise<unknown>,
  sets: number,
  seed: string,
): Promise<Compared> {
  const bruteForce = await BruteForce.read(db);
  const faults: string[] = [];
  let [mostHits, counts] = [0, 0];
  for (const filters of randomFilters(seed, sets)) {
    const path = facetPath(filters);
    const answer = (await ask(path)) as { facets?: Facets; total?: number };
    const expected = bruteForce.counts(filters);
    const hits = bruteForce.hits(filters);
    mostHits = Math.max(mostHits, hits);
    counts += Object.keys(expected).length;
    if (answer.facets === undefined) {
      faults.push(`${path}: no facets in ${JSON.stringify(answer).slice(0, 200)}`);
      continue;
    }
    if (hits > 0 && answer.total !== Math.min(hits, 1000)) {
      faults.push(`${path}: total ${String(answer.total)} instead of ${hits}`);
    }
    // A search that finds nothing is answered with what has some of its words.
    if (hits > 0 || filters.word === undefined) {
      faults.push(...differences(flat(answer.facets), expected).map((line) => `${path}: ${line}`));
    }
  }
  return { sets, mostHits, counts, faults };
}

function flat(facets: Facets): Counts {
  const entries = [
    ...facets.category.values.map(({ slug, count }) => [`category ${slug}`, count] as const),
    ...facets.brand.values.map(({ slug, count }) => [`brand ${slug}`, count] as const),
    ...facets.attributes.flatMap(({ code, values }) =>
      values.map((value) => [`value ${code}:${value.code}`, value.count] as const),
    ),
    ...facets.fields.flatMap(({ code, values }) =>
      values.map(({ value, count }) => [`field ${code}:${value}`, count] as const),
    ),
    ...facets.price.ranges.map(({ from, count }) => [`price ${Number(from)}`, count] as const),
    ...facets.rating.values.map(({ minRating, count }) => [`rating ${minRating}`, count] as const),
    ['stock in', facets.stock.inStock] as const,
    ['stock out', facets.stock.soldOut] as const,
  ];
  return Object.fromEntries(entries.filter(([, count]) => count !== 0));
}

function differences(answered: Counts, expected: Counts): string[] {
  const keys = new Set([...Object.keys(answered), ...Object.keys(expected)]);
  return [...keys]
    .filter((key) => answered[key] !== expected[key])
    .map((key) => `${key} is ${answered[key] ?? 0} and should be ${expected[key] ?? 0}`);
}
