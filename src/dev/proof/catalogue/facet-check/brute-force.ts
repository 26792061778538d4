import type pg from 'pg';
import type { Filters } from './random-filters.js';

/** All that can be asked of a product, read from the tables that are edited and not from the listings. */
interface Fact {
  readonly words: string;
  readonly path: readonly string[];
  readonly brand: string | null;
  readonly shownBrand: string | null;
  readonly values: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly price: number;
  readonly rating: number;
  readonly featured: boolean;
  readonly sold: boolean;
  readonly stocked: boolean;
}

const FACTS = `
  SELECT lower(p.name) AS words, ARRAY(SELECT c.slug FROM categories c, categories own WHERE own.id = p.category_id
      AND own.path LIKE c.path || '%') AS path,
    b.slug AS brand, CASE WHEN b.published AND b.deleted_at IS NULL THEN b.slug END AS "shownBrand",
    ARRAY(SELECT DISTINCT a.code || ':' || av.code FROM product_variants v JOIN variant_attributes va ON va.variant_id = v.id
      JOIN attribute_values av ON av.id = va.attribute_value_id JOIN attributes a ON a.id = av.attribute_id
      WHERE v.product_id = p.id AND v.is_active AND v.deleted_at IS NULL) AS values,
    (SELECT COALESCE(json_object_agg(key, value), '{}') FROM jsonb_each_text(p.custom_fields)) AS fields,
    COALESCE((SELECT min(v.price) FROM product_variants v WHERE v.product_id = p.id AND v.is_active AND v.deleted_at IS NULL),
      p.base_price)::float AS price,
    p.rating_average::float AS rating, p.featured, p.status = 'active' AS sold,
    p.status = 'active' AND EXISTS (SELECT 1 FROM product_variants v WHERE v.product_id = p.id AND v.is_active
      AND v.deleted_at IS NULL AND v.inventory_quantity > 0) AS stocked
  FROM products p LEFT JOIN brands b ON b.id = p.brand_id
  WHERE p.published AND p.deleted_at IS NULL AND p.status <> 'inactive'`;

const CATEGORIES = `SELECT c.slug, up.slug AS parent FROM categories c LEFT JOIN categories up ON up.id = c.parent_id`;

export type Counts = Readonly<Record<string, number>>;

/** Counts one by one, in a loop, what the API counts in SQL. */
export class BruteForce {
  private constructor(
    private readonly facts: readonly Fact[],
    private readonly parents: ReadonlyMap<string, string | null>,
  ) {}

  static async read(db: pg.Pool): Promise<BruteForce> {
    const facts = await db.query<Fact>(FACTS);
    const categories = await db.query<{ slug: string; parent: string | null }>(CATEGORIES);
    return new BruteForce(
      facts.rows,
      new Map(categories.rows.map(({ slug, parent }) => [slug, parent])),
    );
  }

  /** How many products all filters leave. */
  hits(filters: Filters): number {
    return this.matching(filters, null).length;
  }

  /** `brand maker-1` → 12 and so on, for all facets; what would be zero is not there. */
  counts(filters: Filters): Counts {
    const counts: Record<string, number> = {};
    const add = (key: string): void => void (counts[key] = (counts[key] ?? 0) + 1);
    for (const { path } of this.matching(filters, null)) {
      for (const slug of path) {
        if (this.parents.get(slug) === (filters.category ?? null)) add(`category ${slug}`);
      }
    }
    for (const { shownBrand } of this.matching(filters, 'brand')) {
      if (shownBrand !== null) add(`brand ${shownBrand}`);
    }
    for (const code of ['tint', 'fit']) {
      for (const { values } of this.matching(filters, `attribute:${code}`)) {
        values
          .filter((value) => value.startsWith(`${code}:`))
          .forEach((value) => add(`value ${value}`));
      }
    }
    for (const code of ['coating', 'vegan']) {
      for (const { fields } of this.matching(filters, `field:${code}`)) {
        if (fields[code] !== undefined) add(`field ${code}:${fields[code]}`);
      }
    }
    for (const { price } of this.matching(filters, 'price')) add(`price ${stepBelow(price)}`);
    for (const { rating } of this.matching(filters, 'rating')) {
      [1, 2, 3, 4].filter((least) => rating >= least).forEach((least) => add(`rating ${least}`));
    }
    for (const { stocked } of this.matching(filters, 'stock')) {
      add(stocked ? 'stock in' : 'stock out');
    }
    return counts;
  }

  private matching(filters: Filters, without: string | null): Fact[] {
    return this.facts.filter((fact) => fits(fact, filters, without));
  }
}

function fits(fact: Fact, filters: Filters, without: string | null): boolean {
  const { category, brands, minPrice, maxPrice, minRating, inStock, featured, word } = filters;
  const tests: [string, boolean][] = [
    ['sold', filters.unavailable || fact.sold],
    ['word', word === undefined || fact.words.split(' ').includes(word)],
    ['category', category === undefined || fact.path.includes(category)],
    ['brand', brands === undefined || brands.includes(fact.shownBrand ?? '')],
    ['price', fact.price >= (minPrice ?? 0) && fact.price <= (maxPrice ?? Infinity)],
    ['rating', fact.rating >= (minRating ?? 0)],
    ['stock', inStock === undefined || inStock === fact.stocked],
    ['featured', featured === undefined || featured === fact.featured],
    ...[...filters.attributes].map(([code, values]): [string, boolean] => [
      `attribute:${code}`,
      values.some((value) => fact.values.includes(`${code}:${value}`)),
    ]),
    ...[...filters.choices].map(([code, values]): [string, boolean] => [
      `field:${code}`,
      values.includes(fact.fields[code] ?? ''),
    ]),
    ...[...filters.ranges].map(([code, [from, to]]): [string, boolean] => [
      `field:${code}`,
      isBetween(fact.fields[code], from, to),
    ]),
  ];
  return tests.every(([name, isTrue]) => isTrue || name === without);
}

function isBetween(value: string | undefined, from: string, to: string): boolean {
  if (value === undefined) return false;
  if (value.includes('-')) return value >= from && value <= to;
  return Number(value) >= Number(from) && Number(value) <= Number(to);
}

function stepBelow(price: number): number {
  const steps = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  return Math.max(...steps.filter((step) => step <= price));
}
