import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { request } from 'undici';
import { searchPath } from '../../config/given-env.js';
import { findRedisServer, startEmbeddedRedis } from '../embedded-redis.js';
import { DatabaseProxy } from '../proof/database-proxy.js';
import { residentMemory } from '../proof/memory.js';
import { ShopUnderTest } from '../proof/shop-under-test.js';
import type { BareFastifyWork } from './bare/bare-fastify.js';
import type { BarePgWork } from './bare/bare-pg.js';
import type { BareRedisWork } from './bare/bare-redis.js';
import { BareChild } from './bare/child.js';
import { type LoopFigures, median } from './bare/closed-loop.js';
import { type BenchDatabase, BenchServer } from './bench-databases.js';
import type { BenchResult, GrowthFigures, SectionFigures } from './figures.js';
import { load, type LoadFigures } from './load.js';
import { type Section, sectionsOf } from './sections.js';

/** What is measured, and how long. */
export interface BenchOptions {
  readonly folder: string;
  readonly sizes: readonly number[];
  /** Only sections whose name contains this; all of them when left out. */
  readonly only?: string;
  /** Of each contender in each round. */
  readonly seconds: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

const DIST = fileURLToPath(new URL('../../../', import.meta.url));
const CONNECTIONS = 16;
const CACHE_MB = '64';
const GROWTH_TURNS = 150;
const LATE_TRIES = 20;

/** One catalogue with the API on it twice: without and with its cache of answers. */
interface Shop {
  readonly database: BenchDatabase;
  readonly db: pg.Pool;
  readonly off: ShopUnderTest;
  readonly on: ShopUnderTest;
  readonly sections: readonly Section[];
}

/** Measures the reads of the catalogue beside what Fastify and PostgreSQL do alone, in turns. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const { folder, sizes, say } = options;
  const server = await BenchServer.open(folder, say);
  const shops: Shop[] = [];
  const bare = { fastify: BareChild.start('bare-fastify'), pg: BareChild.start('bare-pg') };
  try {
    for (const size of sizes)
      shops.push(await openShop(await server.catalogue(size), options.only));
    const sections: SectionFigures[] = [];
    for (const shop of shops) {
      for (const section of shop.sections) {
        say(`… ${section.name}, ${shop.database.products} products`);
        sections.push(await measure(shop, section, bare, options));
      }
    }
    say('… growth');
    const growth = await measureGrowth(shops);
    const shared = await measureShared(folder, shops[0], bare.pg);
    return { sections, growth, shared, memory: await memoryOf(shops) };
  } finally {
    await Promise.all([bare.fastify.stop(), bare.pg.stop()]);
    for (const shop of shops) await closeShop(shop);
    await server.close();
  }
}

async function openShop(database: BenchDatabase, only: string | undefined): Promise<Shop> {
  const db = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  const all = await sectionsOf(db);
  const sections = all.filter(({ name }) => only === undefined || name.includes(only));
  const [off, on] = [await openApi(database, '0'), await openApi(database, CACHE_MB)];
  return { database, db, off, on, sections };
}

async function openApi(database: BenchDatabase, cacheMegabytes: string): Promise<ShopUnderTest> {
  const shop = await ShopUnderTest.open({
    dist: DIST,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    variables: { RESPONSE_CACHE_MB: cacheMegabytes, RATE_LIMITS: 'off', LOG_LEVEL: 'error' },
  });
  await shop.startApi();
  return shop;
}

async function closeShop({ db, off, on }: Shop): Promise<void> {
  await Promise.all([off.close(), on.close()]);
  await db.end();
}

async function measure(
  shop: Shop,
  section: Section,
  bare: { readonly fastify: BareChild; readonly pg: BareChild },
  { seconds, rounds }: BenchOptions,
): Promise<SectionFigures> {
  const { paths } = section;
  const bodies = await Promise.all(paths.map((path) => bodyOf(shop.off, path)));
  // Twice: the first answer is kept by the first reader, and nobody measures that one.
  for (const path of [...paths, ...paths]) await bodyOf(shop.on, path);
  const port = await bare.fastify.ask<number>({ bodies } satisfies BareFastifyWork);
  const fastify = { url: `http://127.0.0.1:${port}`, pid: bare.fastify.pid };
  const barePaths = paths.map((_, index) => `/${index}`);
  const statement: BarePgWork = {
    url: shop.database.appUrl,
    ...section.statement,
    values: bodies.map((body) => section.valuesOf(JSON.parse(body))),
    concurrency: CONNECTIONS,
    seconds,
  };
  const timing = { connections: CONNECTIONS, seconds };
  const contenders = {
    fastify: () => load(fastify, barePaths, timing),
    on: () => load(serverOf(shop.on), paths, timing),
    off: () => load(serverOf(shop.off), paths, timing),
    pg: async () => toLoad(await bare.pg.ask<LoopFigures>(statement)),
  };
  const seen: Record<keyof typeof contenders, LoadFigures[]> = {
    fastify: [],
    on: [],
    off: [],
    pg: [],
  };
  const names = Object.keys(seen) as (keyof typeof contenders)[];
  for (const name of names) await contenders[name]();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) seen[name].push(await contenders[name]());
  }
  return {
    section: section.name,
    products: shop.database.products,
    bytes: Math.round(median(bodies.map((body) => Buffer.byteLength(body)))),
    statements: await statementsPer(shop, paths),
    fastify: middle(seen.fastify),
    on: middle(seen.on),
    off: middle(seen.off),
    pg: middle(seen.pg),
  };
}

function serverOf(shop: ShopUnderTest): { readonly url: string; readonly pid: number } {
  return { url: shop.url, pid: shop.api?.pid ?? 0 };
}

function bodyOf(shop: ShopUnderTest, path: string): Promise<string> {
  return textOf(`${shop.url}${path}`);
}

/** A process that has just started on a busy machine may be late, and says so. */
async function textOf(url: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await request(url);
    const text = await answer.body.text();
    if (answer.statusCode === 200) return text;
    const isLate = answer.statusCode === 503 && attempt < LATE_TRIES;
    if (!isLate) throw new Error(`GET ${url}: ${answer.statusCode} ${text}`);
    await sleep(200);
  }
}

function toLoad({ perSecond, p50 }: LoopFigures): LoadFigures {
  return { perSecond, p50, p99: 0, cpuMicros: 0 };
}

/** The middle of the rounds, figure by figure: one that something else disturbed does not count. */
function middle(rounds: readonly LoadFigures[]): LoadFigures {
  const of = (figure: keyof LoadFigures): number => median(rounds.map((round) => round[figure]));
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), cpuMicros: of('cpuMicros') };
}

/** Most round trips to PostgreSQL of one request, with the cache off. */
async function statementsPer(shop: Shop, paths: readonly string[]): Promise<number> {
  const proxy = await DatabaseProxy.start(shop.database.appUrl);
  const url = await shop.off.startOtherApi({ databaseUrl: proxy.url });
  let most = 0;
  for (const path of paths) {
    const before = proxy.roundTrips;
    await textOf(`${url}${path}`);
    most = Math.max(most, proxy.roundTrips - before);
  }
  await proxy.stop();
  return most;
}

/** Milliseconds of one request at a time with the cache off, the sizes in turn. */
async function measureGrowth(shops: readonly Shop[]): Promise<GrowthFigures[]> {
  const names = shops[0]?.sections.map(({ name }) => name) ?? [];
  const growth: GrowthFigures[] = [];
  for (const name of names) {
    const times = shops.map((): number[] => []);
    for (let turn = 0; turn < GROWTH_TURNS; turn += 1) {
      for (const [index, shop] of shops.entries()) {
        const paths = shop.sections.find((section) => section.name === name)?.paths ?? [];
        const startedAt = performance.now();
        await bodyOf(shop.off, paths[turn % paths.length] ?? '');
        times[index]?.push(performance.now() - startedAt);
      }
    }
    growth.push({
      section: name,
      p50: shops.map(({ database }, index) => ({
        products: database.products,
        ms: median(times[index] ?? []),
      })),
    });
  }
  return growth;
}

/** What fetching an answer from Redis would cost beside reading its rows: one at a time. */
async function measureShared(
  folder: string,
  shop: Shop | undefined,
  bare: BareChild,
): Promise<BenchResult['shared']> {
  const program = findRedisServer(searchPath());
  const section = shop?.sections[0];
  if (program === null || shop === undefined || section === undefined) return null;
  const redis = await startEmbeddedRedis({ program, folder: `${folder}/redis`, isDurable: false });
  const child = BareChild.start('bare-redis');
  try {
    const bodies = await Promise.all(section.paths.map((path) => bodyOf(shop.off, path)));
    const timing = { concurrency: 1, seconds: 1 };
    const work: BareRedisWork = { url: redis.url, bodies, ...timing };
    const values = bodies.map((body) => section.valuesOf(JSON.parse(body)));
    const fetched = await child.ask<LoopFigures>(work);
    const statement: BarePgWork = {
      url: shop.database.appUrl,
      ...section.statement,
      values,
      ...timing,
    };
    const read = await bare.ask<LoopFigures>(statement);
    return { redisMs: fetched.p50, statementMs: read.p50 };
  } finally {
    await child.stop();
    await redis.stop();
  }
}

async function memoryOf(shops: readonly Shop[]): Promise<BenchResult['memory']> {
  return Promise.all(
    shops.map(async ({ database, off, on }) => ({
      products: database.products,
      offMb: await residentMemory(off.api?.pid ?? 0),
      onMb: await residentMemory(on.api?.pid ?? 0),
    })),
  );
}
