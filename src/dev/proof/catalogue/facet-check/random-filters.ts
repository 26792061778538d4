import { Random } from '../../../demo-data/random.js';

/** One set of filters, as the API takes them. */
export interface Filters {
  readonly category?: string;
  readonly brands?: readonly string[];
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  readonly choices: ReadonlyMap<string, readonly string[]>;
  readonly ranges: ReadonlyMap<string, readonly [string, string]>;
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly minRating?: number;
  readonly inStock?: boolean;
  readonly featured?: boolean;
  readonly unavailable: boolean;
  /** Searched for, where it is not a list. */
  readonly word?: string;
}

/** Sets of filters of the shop of `fillFacetShop`, the same for a seed. */
export function randomFilters(seed: string, count: number): Filters[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => randomSet(random));
}

function randomSet(random: Random): Filters {
  const sometimes = <T>(probability: number, make: () => T): T | undefined =>
    random.chance(probability) ? make() : undefined;
  const some = (prefix: string, of: number): string[] => {
    const all = Array.from({ length: of }, (_, n) => `${prefix}${n}`);
    return random.run(all, random.between(1, 3));
  };
  const minPrice = sometimes(0.25, () => random.between(1, 250));
  return definedOnly({
    category: sometimes(0.5, () => categoryOf(random)),
    brands: sometimes(0.35, () => some('maker-', 12)),
    attributes: mapOf([
      ['tint', sometimes(0.4, () => some('tint-', 7))],
      ['fit', sometimes(0.25, () => some('fit-', 4))],
    ]),
    choices: mapOf([
      ['coating', sometimes(0.3, () => random.run(['matt', 'gloss', 'raw'], random.between(1, 2)))],
      ['vegan', sometimes(0.2, () => [random.pick(['true', 'false'])])],
    ]),
    ranges: mapOf([
      [
        'years',
        sometimes(0.15, (): [string, string] => [
          `${random.between(0, 4)}`,
          `${random.between(5, 9)}`,
        ]),
      ],
      [
        'made',
        sometimes(0.1, (): [string, string] => ['2020-06-01', `202${random.between(1, 3)}-12-31`]),
      ],
    ]),
    minPrice,
    maxPrice: sometimes(0.25, () => (minPrice ?? 0) + random.between(5, 200)),
    minRating: sometimes(0.25, () => random.between(1, 4)),
    inStock: sometimes(0.25, () => random.chance(0.7)),
    featured: sometimes(0.15, () => random.chance(0.5)),
    unavailable: random.chance(0.2),
    word: sometimes(0.25, () => random.pick(['walnut', 'maple'])),
  });
}

function categoryOf(random: Random): string {
  return random.pick([
    `department-${random.between(0, 2)}`,
    `aisle-${random.between(0, 8)}`,
    `rack-${random.between(0, 17)}`,
  ]);
}

function mapOf<T>(entries: readonly (readonly [string, T | undefined])[]): Map<string, T> {
  return new Map(
    entries.flatMap(([key, value]): [string, T][] => (value === undefined ? [] : [[key, value]])),
  );
}

/** Leaves out what is undefined: a filter is there or it is not. */
function definedOnly(filters: { [Key in keyof Filters]: Filters[Key] | undefined }): Filters {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined),
  ) as unknown as Filters;
}

/** The path and query that asks for them with all facets. */
export function facetPath(filters: Filters): string {
  const query = new URLSearchParams({
    limit: '1',
    facets: 'category,brand,attributes,fields,price,rating,stock',
  });
  const { category, brands, minPrice, maxPrice, minRating, inStock, featured, word } = filters;
  const simple = { category, minPrice, maxPrice, minRating, inStock, featured, q: word };
  for (const [name, value] of Object.entries(simple)) {
    if (value !== undefined) query.set(name, String(value));
  }
  if (brands !== undefined) query.set('brand', brands.join(','));
  for (const [code, values] of filters.attributes)
    query.append('attribute', `${code}:${values.join(',')}`);
  for (const [code, values] of filters.choices)
    query.append('field', `${code}:${values.join(',')}`);
  for (const [code, [from, to]] of filters.ranges) query.append('field', `${code}:${from}..${to}`);
  if (filters.unavailable) query.set('include', 'unavailable');
  if (word === undefined) query.set('total', 'true');
  return `/${word === undefined ? 'products' : 'search'}?${query.toString()}`;
}
