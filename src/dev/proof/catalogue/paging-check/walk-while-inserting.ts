import type pg from 'pg';
import { Random } from '../../../demo-data/random.js';

interface Page {
  readonly items: readonly { readonly slug: string }[];
  readonly nextCursor: string | null;
}

export interface Walked {
  readonly pages: number;
  readonly inserted: number;
  readonly faults: readonly string[];
}

const PAGE = 20;

/**
 * Walks a list to its end while products are added before, behind and in the middle of where it is,
 * and others disappear: whatever was there all the time must come exactly once, nothing twice.
 */
export async function walkWhileInserting(
  db: pg.Pool,
  ask: (path: string) => Promise<unknown>,
  query: string,
): Promise<Walked> {
  const random = new Random(query);
  const before = new Set(await slugs(db));
  const seen: string[] = [];
  const gone = new Set<string>();
  let [pages, inserted] = [0, 0];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await ask(`/products?${query}&limit=${PAGE}${after}`)) as Page;
    seen.push(...page.items.map(({ slug }) => slug));
    cursor = page.nextCursor;
    pages += 1;
    inserted += await insertSome(db, random);
    for (const slug of await hideOne(db)) gone.add(slug);
  } while (cursor !== null);
  await db.query(`UPDATE products SET published = true WHERE slug = ANY ($1)`, [[...gone]]);
  const counts = new Map<string, number>();
  for (const slug of seen) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  const doubled = [...counts]
    .filter(([, count]) => count > 1)
    .map(([slug]) => `${slug} came twice`);
  const missed = [...before]
    .filter((slug) => !gone.has(slug) && !counts.has(slug))
    .map((slug) => `${slug} never came`);
  return { pages, inserted, faults: [...doubled, ...missed].map((fault) => `${query}: ${fault}`) };
}

async function slugs(db: pg.Pool): Promise<string[]> {
  const { rows } = await db.query<{ slug: string }>(
    `SELECT p.slug FROM products p JOIN category_listings c ON c.product_id = p.id
     JOIN categories k ON k.id = c.category_id AND k.slug = 'department-0' WHERE p.status = 'active'`,
  );
  return rows.map(({ slug }) => slug);
}

/** Three products at random places of every order, as if an import were running. */
async function insertSome(db: pg.Pool, random: Random): Promise<number> {
  const values = JSON.stringify(
    Array.from({ length: 3 }, () => ({
      name: `${random.pick(['Aaa', 'Mmm', 'Zzz'])} ${random.next()}`,
      price: random.between(1, 500),
      minutes: random.between(0, 20_000),
      rating: random.between(0, 5),
    })),
  );
  const { rowCount } = await db.query(
    `INSERT INTO products (name, slug, base_price, published, category_id, rating_average, created_at)
     SELECT r.name, 'late-' || gen_random_uuid(), r.price, true, (SELECT id FROM categories WHERE slug = 'rack-0'), r.rating,
       timestamptz '2026-01-01' - r.minutes * interval '1 minute'
     FROM jsonb_to_recordset($1::jsonb) AS r (name text, price numeric, minutes int, rating int)`,
    [values],
  );
  return rowCount ?? 0;
}

async function hideOne(db: pg.Pool): Promise<string[]> {
  const { rows } = await db.query<{ slug: string }>(
    `UPDATE products SET published = false WHERE id = (SELECT id FROM products WHERE published AND slug LIKE 'facet-%'
       ORDER BY md5(id::text || clock_timestamp()::text) LIMIT 1) RETURNING slug`,
  );
  return rows.map(({ slug }) => slug);
}
