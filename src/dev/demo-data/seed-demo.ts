import pg from 'pg';
import { type Env, loadEnv } from '../../config/env.js';
import { givenEnv } from '../../config/given-env.js';
import { composeProducts } from './compose-product.js';
import type { DemoProduct } from './demo-product.js';
import { insertCheckout } from './insert-checkout.js';
import { groupPictures, insertGroups } from './insert-groups.js';
import {
  insertExchangeRates,
  insertOtherPrices,
  insertTranslations,
} from './insert-other-views.js';
import { hashPasswords, insertPeople } from './insert-people.js';
import { insertProducts, orderCollections, productPictures } from './insert-products.js';
import { insertReviews } from './insert-reviews.js';
import { writePictures } from './pictures.js';

/** What a demo shop is made of. */
export interface DemoOptions {
  /** The owner role. */
  readonly url: string;
  /** 300 when left out; a larger number later adds the missing ones. */
  readonly products?: number;
  /** Where pictures are served from; `MEDIA_DIR` when left out. */
  readonly mediaDir?: string;
  readonly onProgress?: (line: string) => void;
  /** Secrets of the programs that will use the shop; the environment's when left out. */
  readonly env?: Env;
}

/** What the call did. */
export interface DemoResult {
  /** False: everything was there already. */
  readonly created: boolean;
  /** How many products were new. */
  readonly products: number;
}

const DEFAULT_PRODUCTS = 300;
const FIRST_BATCH = 300;
const BATCH = 2_000;
const LOCK = 7_310_548_202;
const MARKER = `SELECT EXISTS (SELECT 1 FROM users WHERE email = 'alice@example.com')
  AND EXISTS (SELECT 1 FROM payment_methods) AS there`;

/**
 * Fills a migrated database with the demo shop: always the same one. What is there stays as it is,
 * so a second call changes nothing. Each batch is one transaction; an interrupted call goes on later.
 */
export async function seedDemo(options: DemoOptions): Promise<DemoResult> {
  const env = options.env ?? loadEnv({ ...givenEnv(), DATABASE_URL: options.url });
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    // A large shop is written in statements that take longer than a request may.
    await client.query(
      `SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0`,
    );
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await fill(client, env, options);
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, env: Env, options: DemoOptions): Promise<DemoResult> {
  const count = options.products ?? DEFAULT_PRODUCTS;
  const progress = options.onProgress ?? (() => undefined);
  const mediaDir = options.mediaDir ?? env.MEDIA_DIR;
  const marker = await client.query<{ there: boolean }>(MARKER);
  const isNew = marker.rows[0]?.there !== true;
  if (isNew) await insertBase(client, env);
  const inserted = await insertAll(client, count, { env, mediaDir, progress });
  if (isNew || inserted > 0) {
    await orderCollections(client);
    await client.query('SELECT refresh_search_vocabulary()');
    // After many rows also what lies waiting in the index of words, and the map of index-only scans.
    await client.query(inserted > FIRST_BATCH ? 'VACUUM ANALYZE' : 'ANALYZE');
    progress(`Demo data: ${inserted} products`);
  }
  return { created: isNew || inserted > 0, products: inserted };
}

async function insertBase(client: pg.Client, env: Env): Promise<void> {
  const hashes = await hashPasswords(env);
  await inTransaction(client, async () => {
    await insertPeople(client, hashes, env);
    await insertGroups(client);
    await insertCheckout(client, env.CURRENCY);
    await insertExchangeRates(client, env);
  });
}

interface Surroundings {
  readonly env: Env;
  readonly mediaDir: string;
  readonly progress: (line: string) => void;
}

async function insertAll(
  client: pg.Client,
  count: number,
  { env, mediaDir, progress }: Surroundings,
): Promise<number> {
  const startedAt = Date.now();
  const pictures = groupPictures();
  let inserted = 0;
  let done = 0;
  for (const batch of batches(composeProducts(count))) {
    for (const [url, text] of productPictures(batch)) pictures.set(url, text);
    const isFirst = done === 0;
    inserted += await inTransaction(client, async () => {
      const added = await insertProducts(client, batch);
      if (added > 0 && isFirst) {
        await insertReviews(client, batch);
        await insertTranslations(client, env);
        await insertOtherPrices(client, env, batch);
      }
      return added;
    });
    done += batch.length;
    if (count > FIRST_BATCH && inserted > 0) progress(describe(done, count, startedAt));
  }
  await writePictures(mediaDir, pictures);
  return inserted;
}

function* batches(products: Iterable<DemoProduct>): Generator<DemoProduct[]> {
  let batch: DemoProduct[] = [];
  let size = FIRST_BATCH;
  for (const product of products) {
    batch.push(product);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    size = BATCH;
  }
  if (batch.length > 0) yield batch;
}

function describe(done: number, count: number, startedAt: number): string {
  const rate = Math.round(done / Math.max(0.001, (Date.now() - startedAt) / 1000));
  return `Demo data: ${done} of ${count} products, ${rate} per second`;
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query(`BEGIN; SELECT set_config('app.request_id', 'demo-data', true)`);
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
