import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway } from '../../gateway-simulator/gateway.js';
import type { ShopSource } from '../proof-rig.js';
import type { Buyer } from '../shop-under-test.js';
import { payAtBank } from '../shopping.js';
import { judged, type ProofRow } from '../table.js';
import { ms, percentile } from './figures.js';
import { CURRENCY_OF, type GatewayShop, orderBy, withGateways, work } from './gateway-shop.js';

const HANG_MS = 30_000;
/** Customers who stand at the gateway that hangs; more than it takes to make the shop give it a rest. */
const HUNG = 12;
const LANES = 3;
/** Shorter than the shop waits for an answer: all of it lies within the time in which calls hang. */
const WINDOW_MS = 7_000;
const SAMPLE_MS = 200;
const SLOW_MS = 5_000;
/** What the machine itself adds from one window to the next. */
const NOISE = { ratio: 1.5, ms: 60 } as const;

/** The calls that hang: beginning a payment, and being asked about one. */
const HANGS: readonly (readonly [Gateway, string, string])[] = [
  ['stripe', 'payment_intents.create', 'payment_intents.retrieve'],
  ['paypal', 'orders.create', 'orders.get'],
  ['momo', 'create', 'query'],
];

interface Window {
  readonly checkouts: number[];
  readonly confirmations: number[];
}

/**
 * A gateway that answers only after half a minute, for customers and for the worker that asks it: what others wait for
 * their order of the same product, and for the word of their own bank, must stay as it is without, in the same run.
 */
export function hungGateway(
  rig: ShopSource,
  rounds: number,
  say: (line: string) => void,
): Promise<ProofRow[]> {
  return withGateways(rig, { isOnRedis: true }, async (scene) => {
    const { shop } = scene;
    await shop.startApi();
    await shop.startWorker('relay', 'payment-callbacks', 'orders');
    await shop.startWorker('gateway-calls');
    const buyers = await shop.buyers(LANES);
    const stuck = await shop.buyers(HUNG);
    await window(scene, buyers, null);
    const quiet: Window = { checkouts: [], confirmations: [] };
    const hung: Window = { checkouts: [], confirmations: [] };
    const faults: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [gateway, ...operations] = HANGS[round % HANGS.length] ?? ['stripe', '', ''];
      await window(scene, buyers, quiet);
      const ended = await hang(scene, stuck, gateway, operations);
      const held = sampleTransactions(scene);
      await window(scene, buyers, hung);
      faults.push(...(await held.stop()));
      await scene.gateways.control.clearFaults();
      await ended();
      say(`  ${gateway} has hung: ${hung.checkouts.length} checkouts beside it`);
    }
    return [
      compared('checkout beside a gateway that hangs', quiet.checkouts, hung.checkouts, faults),
      compared('paid and confirmed beside it', quiet.confirmations, hung.confirmations, []),
    ];
  });
}

/** Customers place orders and pay at the bank of the shop, one after the other, until the time is over. */
async function window(
  scene: GatewayShop,
  buyers: readonly Buyer[],
  into: Window | null,
): Promise<void> {
  const { shop } = scene;
  const end = Date.now() + WINDOW_MS;
  await Promise.all(
    buyers.map(async (buyer) => {
      while (Date.now() < end) {
        const began = performance.now();
        const orderId = await orderBy(scene, buyer, 'sandbox');
        const placed = performance.now();
        await payAtBank(shop, buyer, orderId);
        await confirmed(scene, orderId);
        into?.checkouts.push(placed - began);
        into?.confirmations.push(performance.now() - placed);
      }
    }),
  );
}

async function confirmed({ shop }: GatewayShop, orderId: string): Promise<void> {
  const sql = `SELECT 1 FROM orders WHERE id = $1 AND status = 'confirmed'`;
  const deadline = Date.now() + 2 * HANG_MS;
  while ((await shop.owner.query(sql, [orderId])).rowCount === 0) {
    if (Date.now() > deadline) throw new Error('An order was not confirmed');
    await sleep(10);
  }
}

/** Lets the gateway hang, for customers and for the worker; gives back how to wait for the end of it. */
async function hang(
  scene: GatewayShop,
  stuck: readonly Buyer[],
  gateway: Gateway,
  operations: readonly string[],
): Promise<() => Promise<void>> {
  const { shop, gateways } = scene;
  const begun: (readonly [Buyer, string])[] = [];
  for (const buyer of stuck) {
    begun.push([buyer, await orderBy(scene, buyer, gateway, CURRENCY_OF[gateway])]);
  }
  for (const operation of operations) {
    await gateways.control.fault({ kind: 'hang', gateway, operation, times: 0, ms: HANG_MS });
  }
  const pending = begun.map(([{ token }, orderId]) =>
    shop.request('POST', `/orders/${orderId}/payments`, { token, body: {} }),
  );
  await shop.owner.query(
    'UPDATE payments SET next_query_at = now() WHERE next_query_at IS NOT NULL',
  );
  await work(shop, 'gateway-calls', 'reconcile');
  await untilHeard(scene, gateway, operations[0] ?? '');
  return async () => {
    for (const { status } of await Promise.all(pending)) {
      if (status < 500) throw new Error(`A gateway that hangs has answered: ${status}`);
    }
  };
}

async function untilHeard(
  { gateways }: GatewayShop,
  gateway: Gateway,
  operation: string,
): Promise<void> {
  const deadline = Date.now() + HANG_MS;
  for (;;) {
    const calls = await gateways.control.calls({ gateway, operation });
    if (calls.filter(({ fault }) => fault === 'hang').length >= HUNG) return;
    if (Date.now() > deadline) throw new Error(`${gateway} was not called`);
    await sleep(20);
  }
}

/** Looks again and again for transactions that are open while nothing runs in them: a call within one would hold locks. */
function sampleTransactions({ shop }: GatewayShop): { stop: () => Promise<string[]> } {
  const found = new Set<string>();
  let isOver = false;
  const run = async (): Promise<void> => {
    while (!isOver) {
      const { rows } = await shop.owner.query<{ query: string }>(
        `SELECT query FROM pg_stat_activity WHERE datname = current_database()
            AND state LIKE 'idle in transaction%' AND now() - state_change > interval '1 second'`,
      );
      for (const { query } of rows)
        found.add(`a transaction stays open after: ${query.slice(0, 80)}`);
      await sleep(SAMPLE_MS);
    }
  };
  const running = run();
  return {
    stop: async () => {
      isOver = true;
      await running;
      return [...found];
    },
  };
}

function compared(
  name: string,
  quiet: readonly number[],
  hung: readonly number[],
  faults: readonly string[],
): ProofRow {
  const [before, beside] = [percentile(quiet, 0.99), percentile(hung, 0.99)];
  const ratio = beside / before;
  const isSlower = ratio > NOISE.ratio && beside - before > NOISE.ms;
  const longest = Math.max(...hung);
  return judged(
    name,
    hung.length,
    `p99 ${ms(beside)}, without ${ms(before)} (× ${ratio.toFixed(2)}, N ${quiet.length}), longest ${ms(longest)}`,
    [
      ...faults,
      ...(isSlower ? [`p99 is ${ratio.toFixed(2)} times what it is without`] : []),
      ...(longest > SLOW_MS ? [`somebody waited ${ms(longest)}`] : []),
    ],
  );
}
