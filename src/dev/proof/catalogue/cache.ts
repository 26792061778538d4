import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { request } from 'undici';
import { DatabaseProxy } from '../database-proxy.js';
import type { ShopSource } from '../proof-rig.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { judged, type ProofRow } from '../table.js';
import { CHANGES, type CatalogueChange } from './cache-changes.js';

/** A change must show on every process within this time. */
const LIMIT_MS = 1_000;
const SHED_TRIES = 30;
/** So long a cut connection may go unnoticed, in which answers count as right. */
const LEASE_MS = 700;
const ON = { RESPONSE_CACHE_MB: '16' };
const COMPARED = [
  'etag',
  'content-type',
  'content-encoding',
  'content-language',
  'content-length',
  'cache-control',
  'vary',
];

const PATHS = [
  '/categories',
  '/categories/clothing',
  '/brands',
  '/collections',
  '/products',
  '/products?limit=3&sort=price',
  '/products?sort=price&limit=3',
  '/products?category=clothing&inStock=true',
  '/products?total=true&page=2&limit=5',
  '/products?limit=0',
  '/products?nonsense=1',
  '/products?locale=vi',
  '/products?locale=xx',
  '/products/linen-shirt',
  '/products/no-such-thing',
  '/products/linen-shirt/variants?limit=2',
  '/products/linen-shirt/reviews',
  '/search?q=linen',
  '/search?q=linnen',
  '/search?q=-linen',
  '/search/suggest?q=li',
];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'accept-encoding': 'gzip, deflate, br' },
  { 'accept-encoding': 'gzip' },
  { 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.5', 'accept-encoding': 'br' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher', forwarded: 'host=evil' },
];

interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** How much of it is tried, and without which guard. */
export interface CacheProofOptions {
  readonly broken?: string | null;
  /** For the suite: fewer headers, and only some of the changes more than once. */
  readonly isShort?: boolean;
}

/** The cache of answers: the same shop as without it, and never an old one for longer than a second. */
export async function cache(
  source: ShopSource,
  { broken = null, isShort = false }: CacheProofOptions = {},
): Promise<ProofRow[]> {
  const redis = isShort ? null : await source.startRedis();
  const redisUrl = redis === null ? {} : { redisUrl: redis.url };
  const shop = await source.shop({ variables: ON, ...redisUrl });
  if (broken === 'announcements') await shop.owner.query(SILENCE);
  const proxy = await DatabaseProxy.start(shop.appUrl);
  await shop.startApi({ databaseUrl: proxy.url });
  const nodes: Nodes = {
    on: [shop.url, await shop.startOtherApi()],
    off: await shop.startOtherApi({ variables: { RESPONSE_CACHE_MB: '0' } }),
  };
  const some = CHANGES.slice(0, 3);
  const cut = (): Promise<void> => cutListeners(shop);
  const rows = [
    await sameBytes(nodes, isShort ? HEADERS.slice(-2) : HEADERS),
    await visible('a change shows on every process', shop, nodes, CHANGES),
    await visible('the same with its connection cut', shop, nodes, isShort ? some : CHANGES, cut),
  ];
  if (redis !== null) {
    await redis.stop();
    rows.push(await visible('the same without Redis', shop, nodes, some));
  }
  rows.push(await withoutDatabase(nodes, proxy));
  return rows;
}

interface Nodes {
  readonly on: readonly [string, string];
  readonly off: string;
}

interface Question {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: 'GET' | 'HEAD';
}

async function sameBytes({ on, off }: Nodes, variants: typeof HEADERS): Promise<ProofRow> {
  const questions = PATHS.flatMap((path) =>
    variants.flatMap((headers): Question[] => [
      { path, headers, method: 'GET' },
      { path, headers, method: 'HEAD' },
    ]),
  );
  const faults: string[] = [];
  let n = 0;
  for (const question of questions) {
    const { path, headers, method } = question;
    const { etag } = (await ask(off, path, headers, method)).headers;
    const known = typeof etag === 'string' ? [{ ...headers, 'if-none-match': etag }] : [];
    for (const asked of [headers, headers, ...known]) {
      const expected = await ask(off, path, asked, method);
      const difference = differenceOf(expected, await ask(on[0], path, asked, method));
      n += 1;
      if (difference !== null)
        faults.push(`${method} ${path} ${JSON.stringify(asked)}: ${difference}`);
    }
  }
  return judged('the same answers with the cache on and off', n, `${n} pairs of answers`, faults);
}

/** Null when they are alike; refusals have the number of their request in them. */
function differenceOf(expected: Seen, found: Seen): string | null {
  if (expected.status !== found.status) return `${expected.status} became ${found.status}`;
  if (expected.status >= 400) return null;
  if (found.headers['cache-status'] === undefined) return 'a route without @CacheAnswer()';
  if (!expected.body.equals(found.body)) return 'other bytes';
  const name = COMPARED.find(
    (header) => String(expected.headers[header]) !== String(found.headers[header]),
  );
  if (name === undefined) return null;
  return `${name} ${String(expected.headers[name])} became ${String(found.headers[name])}`;
}

/** Makes each change and waits until both processes answer as the one without a cache does. */
async function visible(
  name: string,
  shop: ShopUnderTest,
  nodes: Nodes,
  changes: readonly CatalogueChange[],
  disturb: () => Promise<void> = () => Promise.resolve(),
): Promise<ProofRow> {
  const faults: string[] = [];
  let slowest = 0;
  for (const { what, path, sql } of changes) {
    for (const url of nodes.on) await ask(url, path);
    const before = await ask(nodes.off, path);
    await disturb();
    await shop.owner.query(sql);
    const startedAt = performance.now();
    const after = await ask(nodes.off, path);
    if (after.body.equals(before.body)) faults.push(`${what}: ${path} does not show it at all`);
    for (const url of nodes.on) {
      const took = await timeUntil(url, path, after, startedAt);
      slowest = Math.max(slowest, took);
      if (took > LIMIT_MS) faults.push(`${what}: ${path} was old after ${LIMIT_MS} ms`);
    }
  }
  const seen = `at 2 processes, the slowest after ${slowest.toFixed(0)} ms`;
  return judged(name, changes.length * 2, seen, faults);
}

async function timeUntil(
  url: string,
  path: string,
  wanted: Seen,
  startedAt: number,
): Promise<number> {
  for (;;) {
    const { body, status } = await ask(url, path);
    const took = performance.now() - startedAt;
    if ((status === wanted.status && body.equals(wanted.body)) || took > LIMIT_MS) return took;
    if (status >= 400 && status === wanted.status) return took;
    await sleep(5);
  }
}

/** As the account that the processes use: it may end its own connections. */
async function cutListeners(shop: ShopUnderTest): Promise<void> {
  const client = new pg.Client({ connectionString: shop.appUrl });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
     WHERE a.application_name = 'eshop-http-cache' AND a.datname = current_database()`,
  );
  await client.end();
}

/** Nobody is told of changes of products any more. */
const SILENCE = `CREATE OR REPLACE FUNCTION announce_products(kind text, product_ids uuid[]) RETURNS void
  LANGUAGE sql AS 'SELECT'`;

/** What was read lately is still answered, and says that it may be old; the rest is a 503. */
async function withoutDatabase({ on: [url] }: Nodes, proxy: DatabaseProxy): Promise<ProofRow> {
  const faults: string[] = [];
  await ask(url, '/products');
  await proxy.stop();
  await sleep(LEASE_MS);
  const old = await ask(url, '/products');
  if (old.status !== 200) faults.push(`an answer that was kept became ${old.status}`);
  if (!String(old.headers['warning']).startsWith('111'))
    faults.push('it does not say that it is old');
  const unknown = await ask(url, '/products?limit=77');
  if (unknown.status !== 503) faults.push(`an answer that was never read is ${unknown.status}`);
  return judged(
    'old answers where PostgreSQL is gone',
    2,
    'one that was kept, one that was not',
    faults,
  );
}

/** A process on a busy machine turns requests away before it looks at them: those are asked again. */
async function ask(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method: 'GET' | 'HEAD' = 'GET',
): Promise<Seen> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await request(`${url}/api/v1${path}`, { method, headers });
    const body = Buffer.from(await answer.body.arrayBuffer());
    const isShed = answer.statusCode === 503 && answer.headers['retry-after'] !== undefined;
    if (!isShed || attempt === SHED_TRIES) {
      return { status: answer.statusCode, headers: answer.headers, body };
    }
    await sleep(100);
  }
}
