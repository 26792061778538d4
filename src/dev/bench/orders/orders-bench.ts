import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Pool } from 'undici';
import { ShopUnderTest } from '../../proof/shop-under-test.js';
import type { BareOrdersWork } from '../bare/bare-orders.js';
import { BareChild } from '../bare/child.js';
import { closedLoop, type LoopFigures, median } from '../bare/closed-loop.js';
import type { BenchDatabase, BenchServer } from '../bench-databases.js';
import {
  type Basket,
  fillWithOrders,
  gatherCustomers,
  makeBaskets,
  type WaitingCustomer,
} from './crowd.js';
import { findPgbench, pgbench, prepareLines } from './pgbench.js';
import { type OrderTemplate, recordOf, templateOf } from './templates.js';

/** Placing orders with so many clients at once, in a shop with so many orders. */
export interface OrderFigures {
  readonly demand: 'spread' | 'one hot basket';
  readonly orders: number;
  readonly clients: number;
  readonly api: LoopFigures;
  readonly barePg: LoopFigures;
  /** The same rows one by one; null without a pgbench. */
  readonly pgbenchPerSecond: number | null;
}

export interface OrdersBenchOptions {
  readonly histories: readonly number[];
  readonly seconds: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

const DIST = fileURLToPath(new URL('../../../../', import.meta.url));
const CLIENTS = [1, 16, 64];
const SPREAD = 40;
const CONNECTIONS = 10;
/** More than any machine places in a second. */
const PER_SECOND = 1_500;

const BODY = {
  shippingAddress: {
    recipient: 'Ada Byron',
    phoneNumber: '+15035550123',
    street: '12 Harbour Lane',
    district: 'Riverside',
    city: 'Portland',
    postalCode: '97201',
    country: 'US',
  },
  shippingMethodCode: 'standard',
  paymentMethodCode: 'sandbox',
};

/** Measures placing orders beside the same statements by `pg` alone and beside the same rows by pgbench, in turns. */
export async function benchOrders(
  server: BenchServer,
  options: OrdersBenchOptions,
): Promise<OrderFigures[]> {
  const figures: OrderFigures[] = [];
  for (const [index, orders] of options.histories.entries()) {
    options.say(`… a shop with ${orders} orders`);
    const database = await server.copyOf(10_000, `bench_orders_${orders}`);
    const db = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
    const shop = await ShopUnderTest.open({
      dist: DIST,
      ownerUrl: database.ownerUrl,
      appUrl: database.appUrl,
      variables: {
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'error',
        DATABASE_POOL_MAX: `${CONNECTIONS}`,
        MAX_OPEN_UNPAID_ORDERS: '0',
      },
    });
    try {
      await fillWithOrders(db, orders);
      figures.push(...(await measure({ shop, db, database }, 'spread', orders, options)));
      if (index === 0) {
        figures.push(...(await measure({ shop, db, database }, 'one hot basket', orders, options)));
      }
    } finally {
      await shop.close();
      await db.end();
    }
  }
  return figures;
}

interface Site {
  readonly shop: ShopUnderTest;
  readonly db: pg.Pool;
  readonly database: BenchDatabase;
}

async function measure(
  site: Site,
  demand: OrderFigures['demand'],
  orders: number,
  { seconds, rounds, say }: OrdersBenchOptions,
): Promise<OrderFigures[]> {
  const baskets = await makeBaskets(site.db, demand === 'spread' ? SPREAD : 1);
  await prepareLines(site.db, baskets);
  const templates = await record(site, baskets);
  const program = findPgbench();
  const bare = BareChild.start('bare-orders');
  await site.shop.startApi();
  const found: OrderFigures[] = [];
  try {
    for (const clients of CLIENTS) {
      say(`  ${demand}, ${clients} clients`);
      const contest = { site, baskets, templates, bare, program, clients, seconds };
      found.push({ demand, orders, clients, ...(await inTurns(contest, rounds)) });
    }
  } finally {
    await site.shop.api?.killHard();
    await bare.stop();
  }
  return found;
}

interface Contest {
  readonly site: Site;
  readonly baskets: readonly Basket[];
  readonly templates: readonly OrderTemplate[];
  readonly bare: BareChild;
  readonly program: string | null;
  readonly clients: number;
  readonly seconds: number;
}

/** The contenders one after the other, so many times; what disturbs one round does not count. */
async function inTurns(
  contest: Contest,
  rounds: number,
): Promise<Pick<OrderFigures, 'api' | 'barePg' | 'pgbenchPerSecond'>> {
  const { site, baskets, templates, bare, program, clients, seconds } = contest;
  const crowd = () => gatherCustomers(site.db, baskets, PER_SECOND * seconds);
  const seen: { api: LoopFigures; pg: LoopFigures; rows: number | null }[] = [];
  // One round more: the first one warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const api = await orderByApi(site, await crowd(), clients, seconds);
    const pg = await bare.ask<LoopFigures>({
      url: site.database.appUrl,
      templates,
      customers: await crowd(),
      concurrency: clients,
      connections: CONNECTIONS,
      seconds,
    } satisfies BareOrdersWork);
    const work = { baskets: baskets.length, clients, seconds };
    const url = site.database.adminUrl;
    const rows = program === null ? null : (await pgbench(program, url, work)).perSecond;
    seen.push({ api, pg, rows });
  }
  const counted = seen.slice(1);
  const rows = counted.flatMap((round) => round.rows ?? []);
  return {
    api: middle(counted.map(({ api }) => api)),
    barePg: middle(counted.map(({ pg }) => pg)),
    pgbenchPerSecond: rows.length === 0 ? null : median(rows),
  };
}

/** Lets one customer of each basket order from an API that writes its statements down. */
async function record({ shop, db }: Site, baskets: readonly Basket[]): Promise<OrderTemplate[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM payment_methods UNION ALL SELECT id FROM discounts UNION ALL SELECT id FROM product_variants WHERE id = ANY ($1::uuid[])
     UNION ALL SELECT product_id FROM product_variants WHERE id = ANY ($1::uuid[])`,
    [baskets.flat()],
  );
  const lasting = new Set(rows.map(({ id }) => id));
  const file = recordOf(process.pid);
  await writeFile(file, '');
  const customers = await gatherCustomers(db, baskets, baskets.length + 1);
  const api = await shop.startApi({ program: 'src/dev/bench/orders/recording-api.js' });
  const templates: OrderTemplate[] = [];
  const pool = new Pool(shop.url);
  // The last one comes first and is not kept: it fills what the process remembers.
  for (const customer of [...customers.slice(-1), ...customers.slice(0, -1)]) {
    await writeFile(file, '');
    const key = randomUUID();
    await place(pool, shop, customer, key);
    templates.push(templateOf(await readFile(file, 'utf8'), customer, key, lasting));
  }
  await pool.close();
  await api.killHard();
  await rm(file, { force: true });
  return templates.slice(1);
}

async function orderByApi(
  { shop }: Site,
  customers: readonly WaitingCustomer[],
  clients: number,
  seconds: number,
): Promise<LoopFigures> {
  const pool = new Pool(shop.url, { connections: clients });
  const tokens = customers.map(({ userId, sessionId }) => shop.sign(userId, sessionId));
  let next = 0;
  const figures = await closedLoop(clients, seconds, async () => {
    const customer = customers[next];
    const token = tokens[next];
    next += 1;
    if (customer === undefined) throw new Error('There are too few customers for so long');
    await place(pool, shop, customer, randomUUID(), token);
  });
  await pool.close();
  return figures;
}

async function place(
  pool: Pool,
  shop: ShopUnderTest,
  { userId, sessionId }: WaitingCustomer,
  key: string,
  token: string = shop.sign(userId, sessionId),
): Promise<void> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/api/v1/orders',
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      'content-type': 'application/json',
    },
    body: JSON.stringify(BODY),
  });
  const text = await body.text();
  if (statusCode !== 201) throw new Error(`No order: ${statusCode} ${text}`);
}

function middle(rounds: readonly LoopFigures[]): LoopFigures {
  const of = (figure: keyof LoopFigures): number => median(rounds.map((round) => round[figure]));
  return { perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99') };
}

/** The figures as text for a terminal. */
export function ordersToText(figures: readonly OrderFigures[]): string {
  const lines = figures.map(({ demand, orders, clients, api, barePg, pgbenchPerSecond }) => {
    const rate = (n: number) => `${Math.round(n)}/s`.padStart(7);
    const times = (l: LoopFigures) =>
      [l.p50, l.p95, l.p99].map((ms) => ms.toFixed(1).padStart(6)).join(' ');
    const beside =
      pgbenchPerSecond === null
        ? 'no pgbench here'
        : `pgbench ${rate(pgbenchPerSecond)}, API ${(api.perSecond / pgbenchPerSecond).toFixed(2)} of it`;
    return `  ${demand.padEnd(14)} ${String(orders).padStart(8)} orders ${String(clients).padStart(3)} clients  API ${rate(api.perSecond)} ${times(api)} ms  bare pg ${rate(barePg.perSecond)} ${times(barePg)} ms  API ${(api.perSecond / barePg.perSecond).toFixed(2)} of it  ${beside}`;
  });
  return ['placing an order of three lines; times are p50, p95, p99', ...lines].join('\n');
}
