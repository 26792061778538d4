import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ORDER_INVARIANTS } from '../order-invariants.js';
import { ms, percentile } from '../payments/figures.js';
import { patiently } from '../patiently.js';
import type { ShopSource } from '../proof-rig.js';
import type { Answer, Buyer, ShopUnderTest } from '../shop-under-test.js';
import { placeOrder } from '../shopping.js';
import { setStock, someVariants } from '../stock.js';
import { judged, type ProofRow } from '../table.js';
import { archivePlaces, BROKEN_ARCHIVE, SUMS } from './archive-sums.js';
import { putOldOrders } from './old-orders.js';
import { readsOverArchive } from './reads-over-archive.js';

const BUYERS = 50;
const VARIANTS = 25;
/** Between two orders of a buyer: enough for the shop to have time for something else. */
const REST_MS = 1_500;
const BEFORE_MS = 20_000;
const KILLS = 5;
/** Counting a million rows takes something from the buyers, too. */
const LOOK_MS = 2_000;
/** The machine itself adds that much from one window to the next; the archiver may add it once more. */
const ALLOWED = { ratio: 2, ms: 100 } as const;

interface Run {
  readonly seconds: number;
  readonly kills: number;
  readonly code: number;
  readonly output: string;
}

/**
 * Old orders move to the archive while fifty customers buy and the archiver is killed five times: how fast, what the
 * customers notice, and whether every order, every row and every sum is where it belongs.
 */
export async function archiveUnderLoad(
  rig: ShopSource,
  size: number,
  say: (line: string) => void,
): Promise<ProofRow[]> {
  const shop = await rig.shop({
    isOnRedis: true,
    variables: { RATE_LIMITS: 'off', MAX_OPEN_UNPAID_ORDERS: '0', MAX_STOCK_SHARE: '100' },
  });
  // Of one variant alone, orders wait for each other: what they take says nothing about the archiver.
  const variantIds = await someVariants(shop, VARIANTS);
  for (const id of variantIds) await setStock(shop, id, 1_000_000);
  await putOldOrders(shop.owner, size, say);
  await shop.startApi();
  await shop.startWorker('relay', 'orders');
  const buyers = await shop.buyers(BUYERS);
  await buying(shop, buyers, variantIds, () => sleep(3_000));
  const before = await buying(shop, buyers, variantIds, () => sleep(BEFORE_MS));
  const sums = await picture(shop);
  say(`  ${before.length} orders placed before, p99 ${ms(percentile(before, 0.99))}`);
  let run: Run = { seconds: 0, kills: 0, code: 1, output: '' };
  const during = await buying(shop, buyers, variantIds, async () => {
    run = await archiveAndKill(shop, size, say);
  });
  const moved = await countArchived(shop);
  // As the upkeep of the night does: until then nobody knows how much is in the archive as a whole.
  await shop.owner.query('ANALYZE');
  return [
    judged(
      'old orders in the archive, its worker killed -9',
      moved,
      `${Math.round(moved / run.seconds)} orders/s, ${run.kills} kills`,
      [
        ...(run.code === 0 ? [] : [`archive run ended with ${run.code}: ${run.output}`]),
        ...(run.kills === KILLS ? [] : [`killed ${run.kills} times only`]),
        ...(await untouched(shop, sums)),
        ...(await broken(shop)),
      ],
    ),
    noticed(before, during),
    ...(await readsOverArchive(shop, moved)),
  ];
}

/** Each buyer orders one piece of his again and again, until the work beside them is over; milliseconds of each order. */
async function buying(
  shop: ShopUnderTest,
  buyers: readonly Buyer[],
  variantIds: readonly string[],
  work: () => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  const all = Promise.all(
    buyers.map(async (buyer, n) => {
      await sleep((REST_MS * n) / buyers.length);
      while (!isOver) {
        const variantId = variantIds[n % variantIds.length] ?? '';
        await patiently(() => addToCart(shop, buyer, variantId));
        const began = performance.now();
        const key = randomUUID();
        const { status, text } = await patiently(() => placeOrder(shop, buyer, key));
        if (status !== 201) throw new Error(`No order: ${text}`);
        times.push(performance.now() - began);
        await sleep(REST_MS);
      }
    }),
  );
  try {
    await work();
  } finally {
    isOver = true;
  }
  await all;
  return times;
}

function addToCart(shop: ShopUnderTest, { token }: Buyer, variantId: string): Promise<Answer> {
  return shop.request('POST', '/cart/items', { token, body: { variantId, quantity: 1 } });
}

/** Starts the archiver, kills it once another part of the orders has moved, and starts it again; the last one may end. */
async function archiveAndKill(
  shop: ShopUnderTest,
  size: number,
  say: (line: string) => void,
): Promise<Run> {
  const began = performance.now();
  let kills = 0;
  while (kills < KILLS) {
    const { pid, ended } = shop.begin('src/cli.js', 'archive', 'run');
    const part = Math.floor((size * (kills + 1)) / (KILLS + 2));
    let isOver = false;
    void ended.then(() => (isOver = true));
    while (!isOver && (await countArchived(shop)) < part) await sleep(LOOK_MS);
    if (isOver) break;
    process.kill(pid, 'SIGKILL');
    await ended;
    kills += 1;
    say(`  killed after ${await countArchived(shop)} orders`);
  }
  const { code, output } = await shop.run('src/cli.js', 'archive', 'run');
  return { seconds: (performance.now() - began) / 1_000, kills, code, output };
}

async function countArchived(shop: ShopUnderTest): Promise<number> {
  const { rows } = await shop.owner.query<{ n: string }>(
    'SELECT count(*) AS n FROM orders_archive',
  );
  return Number(rows[0]?.n);
}

/** Rows and sums of the old orders by table, live and archived together. */
async function picture(shop: ShopUnderTest): Promise<Readonly<Record<string, string>>> {
  const entries: [string, string][] = [];
  for (const [name, sql] of Object.entries(SUMS)) {
    const { rows } = await shop.owner.query<{ seen: string }>(sql);
    entries.push([name, rows[0]?.seen ?? '']);
  }
  return Object.fromEntries(entries);
}

async function untouched(
  shop: ShopUnderTest,
  before: Readonly<Record<string, string>>,
): Promise<string[]> {
  const after = await picture(shop);
  return Object.entries(before)
    .filter(([name, seen]) => after[name] !== seen)
    .map(([name, seen]) => `${name}: ${seen} before, ${after[name]} after`);
}

async function broken(shop: ShopUnderTest): Promise<string[]> {
  const faults = await archivePlaces(shop);
  for (const [name, sql] of Object.entries({ ...ORDER_INVARIANTS, ...BROKEN_ARCHIVE })) {
    const { rowCount } = await shop.owner.query(sql);
    if (rowCount !== 0) faults.push(`${name}: ${rowCount} rows`);
  }
  return faults;
}

function noticed(before: readonly number[], during: readonly number[]): ProofRow {
  const [quiet, beside] = [percentile(before, 0.99), percentile(during, 0.99)];
  const isSlow = beside > quiet * ALLOWED.ratio + ALLOWED.ms;
  const seen = `p99 ${ms(quiet)} before, ${ms(beside)} during; p50 ${ms(percentile(before, 0.5))}, ${ms(percentile(during, 0.5))}`;
  return judged('orders of fifty customers beside it', during.length, seen, isSlow ? [seen] : []);
}
