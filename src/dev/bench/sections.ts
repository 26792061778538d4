import type pg from 'pg';

/** One kind of read: what is asked of the API, and the statement that reads the same rows without it. */
export interface Section {
  readonly name: string;
  readonly paths: readonly string[];
  readonly statement: { readonly name: string; readonly text: string };
  /** Values of the statement for an answer of the API. */
  readonly valuesOf: (body: unknown) => readonly unknown[];
}

interface Listed {
  readonly items?: readonly { readonly id: string }[];
  readonly id?: string;
  readonly queries?: readonly string[];
}

const PATHS = 60;
const CARDS = {
  name: 'bench-cards',
  text: `SELECT id, card, price_min, price_max, compare_at_price, sellable FROM product_listings
         WHERE id = ANY ($1::uuid[])`,
};
const PAGE = {
  name: 'bench-page',
  text: `SELECT p.*, v.*, i.* FROM products p LEFT JOIN product_variants v ON v.product_id = p.id
         LEFT JOIN images i ON i.product_id = p.id WHERE p.id = $1::uuid`,
};
const WORDS = {
  name: 'bench-words',
  text: `SELECT word, product_count FROM search_vocabulary WHERE word = ANY ($1::text[])`,
};

const idsOf = (body: unknown): unknown[] => [((body as Listed).items ?? []).map(({ id }) => id)];

/** The sections for what is in a database: always the same ones for the same catalogue. */
export async function sectionsOf(db: pg.Pool): Promise<Section[]> {
  const categories = await column(
    db,
    'SELECT slug FROM categories ORDER BY length(path), md5(slug) LIMIT 40',
  );
  const brands = await column(db, 'SELECT slug FROM brands ORDER BY md5(slug) LIMIT 20');
  const slugs = await column(
    db,
    `SELECT slug FROM products WHERE published AND deleted_at IS NULL AND status = 'active'
     ORDER BY md5(slug) LIMIT ${PATHS}`,
  );
  const words = await searchWords(db);
  const lists = [
    '/products',
    ...categories.map((slug, n) => `/products?category=${slug}${n % 2 === 0 ? '' : '&sort=price'}`),
    ...brands.map((slug) => `/products?brand=${slug}&sort=-rating`),
  ];
  return [
    { name: 'list', paths: api(lists), statement: CARDS, valuesOf: idsOf },
    {
      name: 'detail',
      paths: api(slugs.map((slug) => `/products/${slug}`)),
      statement: PAGE,
      valuesOf: (body) => [(body as Listed).id],
    },
    { name: 'search', paths: api(words.map(search)), statement: CARDS, valuesOf: idsOf },
    {
      name: 'suggest',
      paths: api(words.map((word) => `/search/suggest?q=${encodeURIComponent(word.slice(0, 3))}`)),
      statement: WORDS,
      valuesOf: (body) => [(body as Listed).queries ?? []],
    },
    {
      name: 'facets',
      paths: api(
        categories.slice(0, 20).map((slug) => `/products?category=${slug}&facets=brand,price`),
      ),
      statement: CARDS,
      valuesOf: idsOf,
    },
  ];
}

function search(word: string): string {
  return `/search?q=${encodeURIComponent(word)}`;
}

function api(paths: readonly string[]): string[] {
  return paths.slice(0, PATHS).map((path) => `/api/v1${path}`);
}

const RANKS = [
  [1, 60],
  [200, 3_000],
  [5_000, 20_000],
] as const;

/** Frequent, middling and rare words in equal parts, and every fifth with a letter missing. */
async function searchWords(db: pg.Pool): Promise<string[]> {
  const parts = RANKS.map(
    ([from, to]) => `(SELECT word FROM ranked WHERE rank BETWEEN ${from} AND ${to}
      ORDER BY md5(word) LIMIT ${PATHS / RANKS.length})`,
  );
  const words = await column(
    db,
    `WITH ranked AS (
       SELECT word, row_number() OVER (ORDER BY product_count DESC, word) AS rank
       FROM search_vocabulary WHERE length(word) BETWEEN 4 AND 12 AND word ~ '^[a-z]+$'
     ) ${parts.join(' UNION ALL ')}`,
  );
  return words.map((word, n) => {
    const isTyped = n % 5 === 4 && word.length > 6;
    return isTyped ? `${word.slice(0, 3)}${word.slice(4)}` : word;
  });
}

async function column(db: pg.Pool, sql: string): Promise<string[]> {
  const { rows } = await db.query<Record<string, string>>(sql);
  return rows.map((row) => Object.values(row)[0] ?? '');
}
