import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { LargeComposer, type LargeProduct } from './compose-large.js';
import { makeSurroundings } from './surroundings.js';

/** What the large catalogue is loaded into. */
export interface LoadOptions {
  /** Superuser on a migrated database of the catalogue's own: triggers are left out while loading. */
  readonly adminUrl: string;
  readonly products: number;
  readonly say?: (line: string) => void;
}

/** Rows of a table, by the number of the product that they belong to. */
interface Load {
  readonly table: string;
  readonly columns: string;
  readonly rows: (index: number) => readonly (readonly Cell[])[];
}

type Cell = string | number | boolean | null;

/** So many products are put together into one piece of a COPY. */
const CHUNK = 200;
const REFRESH_BATCH = 2_000;
const MOVED_AT_ONCE = 20_000;
/** Of more products, sentences are not compared: it takes as long as writing them. */
const CHECKED_PRODUCTS = 100_000;
/** Builds and refreshes run side by side on so many connections. */
const LANES = 2;
const LOADED = ['products', 'product_variants', 'variant_attributes', 'images'];
const DERIVED = ['product_listings', 'category_listings', 'product_search'];
const TABLES = [...LOADED, ...DERIVED, 'collection_products'];

/**
 * Fills a migrated database with a large catalogue, always the same one. Rows come by COPY past the
 * triggers, indexes are built afterwards, and the listings are computed by the database's own
 * function, so that they are what the triggers would have made of it.
 */
export async function loadLargeCatalogue(options: LoadOptions): Promise<void> {
  const { adminUrl, products, say = () => undefined } = options;
  const clock = stopwatch(say);
  const lanes = await Promise.all(Array.from({ length: LANES }, () => connect(adminUrl)));
  const [client] = lanes;
  if (client === undefined) throw new Error('no connection');
  try {
    const around = await makeSurroundings(client);
    const composer = new LargeComposer(around, products);
    clock('surroundings');
    await pastTriggers(lanes);
    const indexes = await dropIndexes(client);
    await inLanes(lanes, halves(products), (lane, range) =>
      copy(lane, productLoad(composer), range),
    );
    clock(`${products} products`);
    if (products <= CHECKED_PRODUCTS) await refuseRepetition(client);
    await inLanes(lanes, partLoads(composer), (lane, load) => copy(lane, load, [0, products]));
    await pickForCollections(client);
    clock('variants, attributes, pictures');
    const [later, now] = split(indexes, (index) => DERIVED.includes(index.table));
    await build(lanes, now);
    await client.query(`ANALYZE ${LOADED.join(', ')}`);
    clock('indexes');
    await refreshListings(lanes, say);
    await setSearchTiers(client);
    clock('listings');
    await build(lanes, later);
    await client.query('SELECT refresh_search_vocabulary()');
    await client.query('VACUUM (ANALYZE)');
    clock('indexes of the listings, vocabulary, statistics');
  } finally {
    await Promise.all(lanes.map((lane) => lane.end()));
  }
}

/** Says who belongs to the most reviewed products, as the upkeep of a shop does every half hour. */
export async function setSearchTiers(client: pg.Client): Promise<void> {
  await client.query('SELECT set_search_tiers()');
  let last: string | null = null;
  do {
    const { rows }: pg.QueryResult<{ last: string | null }> = await client.query(
      'SELECT move_search_tiers($1::uuid, $2) AS last',
      [last, MOVED_AT_ONCE],
    );
    last = rows[0]?.last ?? null;
  } while (last !== null);
}

/** Texts that repeat themselves would make a search look faster than it is. */
async function refuseRepetition(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ repeated: number }>(
    `SELECT (count(*) - count(DISTINCT md5(s.sentence)))::int AS repeated FROM products p
     CROSS JOIN LATERAL regexp_split_to_table(rtrim(concat_ws(' ', p.short_description, p.description), '.'), '\\. ') s (sentence)
     WHERE p.sku LIKE 'L-%'`,
  );
  const repeated = rows[0]?.repeated ?? 0;
  if (repeated > 0) throw new Error(`${repeated} sentences of the large catalogue come twice`);
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`SET statement_timeout = 0; SET lock_timeout = 0; SET synchronous_commit = off;
    SET idle_in_transaction_session_timeout = 0; SET maintenance_work_mem = '512MB'; SET work_mem = '128MB';
    SET max_parallel_maintenance_workers = 1; SET plan_cache_mode = force_custom_plan`);
  return client;
}

/** As a replica writes: no audit, no messages, no foreign keys. */
async function pastTriggers(lanes: readonly pg.Client[]): Promise<void> {
  for (const lane of lanes) await lane.query('SET session_replication_role = replica');
}

interface Index {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** The refresh looks for the rows of its products by these while it fills the tables. */
const NEEDED = ['idx_category_listings_product_id'];

/** Takes away all indexes that no constraint stands on. */
async function dropIndexes(client: pg.Client): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `SELECT t.relname AS "table", i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
     WHERE t.relname = ANY ($1) AND i.relname <> ALL ($2) AND t.relnamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)`,
    [TABLES, NEEDED],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${pg.escapeIdentifier(name)}`);
  return rows;
}

async function build(lanes: readonly pg.Client[], indexes: readonly Index[]): Promise<void> {
  await inLanes(lanes, indexes, async (lane, { definition }) => {
    await lane.query(definition);
  });
}

async function copy(client: pg.Client, load: Load, [first, end]: Range): Promise<void> {
  function* chunks(): Generator<string> {
    for (let start = first; start < end; start += CHUNK) {
      let text = '';
      for (let index = start; index < Math.min(end, start + CHUNK); index += 1) {
        for (const row of load.rows(index)) text += `${row.map(cellText).join('\t')}\n`;
      }
      yield text;
    }
  }
  const into = client.query(copyFrom(`COPY ${load.table} (${load.columns}) FROM STDIN`));
  await pipeline(Readable.from(chunks(), { objectMode: false }), into);
}

/** The texts of this catalogue are letters, digits and JSON without backslashes. */
function cellText(cell: Cell): string {
  return cell === null ? '\\N' : String(cell);
}

function productLoad(composer: LargeComposer): Load {
  return {
    table: 'products',
    columns: `id, name, slug, sku, description, short_description, brand_id, category_id, base_price, status,
      published, featured, rating_count, rating_average, custom_fields, created_at, updated_at`,
    rows: (index) => [productRow(composer.product(index), index)],
  };
}

function productRow(product: LargeProduct, index: number): Cell[] {
  const { id, name, slug, description, shortDescription, brandId, categoryId, price } = product;
  const { status, published, featured, ratingCount, ratingAverage, customFields } = product;
  const sku = `L-${index.toString(36).toUpperCase()}`;
  const texts = [id, name, slug, sku, description, shortDescription, brandId, categoryId, price];
  const flags = [status, published, featured, ratingCount, ratingAverage, customFields];
  return [...texts, ...flags, product.createdAt, product.createdAt];
}

function partLoads(composer: LargeComposer): Load[] {
  return [
    {
      table: 'product_variants',
      columns: `id, product_id, name, sku, price, compare_at_price, cost_per_item, inventory_quantity, position, option_key`,
      rows: (index) => {
        const productId = composer.idOf(index);
        return composer.variants(index).map((v) => {
          const cost = (Number(v.price) * 0.45).toFixed(2);
          const options = [...v.values].sort((a, b) => a - b).join('-');
          const money = [v.price, v.compareAt, cost];
          return [v.id, productId, v.name, v.sku, ...money, v.stock, v.position, options];
        });
      },
    },
    {
      table: 'variant_attributes',
      columns: 'variant_id, attribute_value_id',
      rows: (index) =>
        composer.variants(index).flatMap(({ id, values }) => values.map((value) => [id, value])),
    },
    {
      table: 'images',
      columns: 'id, product_id, url, cloudinary_id, alt_text, position',
      rows: (index) => [
        [
          composer.pictureIdOf(index),
          composer.idOf(index),
          `/media/large/${index % 500}.webp`,
          `large/${index % 500}`,
          `Picture of product ${index}`,
          0,
        ],
      ],
    },
  ];
}

/** Some collections of many sizes; those of a catalogue are picked by hand and never huge. */
async function pickForCollections(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO collection_products (collection_id, product_id, position)
     SELECT c.id, p.id, p.n FROM (SELECT id, row_number() OVER (ORDER BY slug) AS c FROM collections) c
     CROSS JOIN LATERAL (
       SELECT s.id, row_number() OVER (ORDER BY s.sku) AS n FROM products s
       WHERE hashtext(s.sku) % 200 = c.c LIMIT 2000
     ) p ON CONFLICT DO NOTHING`,
  );
}

/** A derived table, the function that writes its rows, and the order in which they should lie. */
const REFRESHES = [
  { call: 'refresh_product_listings', order: 'created_at DESC, id DESC' },
  { call: 'write_product_search', order: 'rating_count DESC, created_at DESC, id DESC' },
];

async function refreshListings(
  lanes: readonly pg.Client[],
  say: (line: string) => void,
): Promise<void> {
  for (const { call, order } of REFRESHES) {
    const batches = await batchesBy(lanes[0], order);
    let done = 0;
    await inLanes(lanes, batches, async (lane, ids) => {
      await lane.query(`SELECT ${call}($1)`, [ids]);
      done += ids.length;
      if (done % (50 * REFRESH_BATCH) === 0) say(`  ${call}: ${done}`);
    });
  }
}

async function batchesBy(client: pg.Client | undefined, order: string): Promise<string[][]> {
  const found = await client?.query<{ ids: string[] }>(
    `SELECT array_agg(id ORDER BY n) AS ids FROM (
       SELECT id, row_number() OVER (ORDER BY ${order}) - 1 AS n FROM products WHERE published
     ) b GROUP BY n / $1::int ORDER BY n / $1::int`,
    [REFRESH_BATCH],
  );
  return (found?.rows ?? []).map(({ ids }) => ids);
}

type Range = readonly [first: number, end: number];

function halves(count: number): Range[] {
  const middle = Math.floor(count / 2);
  return [
    [0, middle],
    [middle, count],
  ];
}

function split<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((item) => !test(item))];
}

/** Each lane takes the next piece of work when it has done one. */
async function inLanes<T>(
  lanes: readonly pg.Client[],
  work: readonly T[],
  run: (lane: pg.Client, item: T) => Promise<void>,
): Promise<void> {
  const queue = [...work];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift())
        await run(lane, item);
    }),
  );
}

function stopwatch(say: (line: string) => void): (what: string) => void {
  let last = performance.now();
  return (what) => {
    const now = performance.now();
    say(`  ${what}: ${((now - last) / 1000).toFixed(1)} s`);
    last = now;
  };
}
