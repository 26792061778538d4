import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseProxy } from '../database-proxy.js';
import type { ShopSource } from '../proof-rig.js';
import { fillCart, placeOrder } from '../shopping.js';
import type { Answer, Buyer, ShopUnderTest } from '../shop-under-test.js';
import { setStock, someVariant } from '../stock.js';
import { judged, type ProofRow } from '../table.js';

const LINES = [1, 20, 200] as const;
/** What the process does by itself now and then may fall into one of them; the least is the route's own. */
const TRIES = 5;
/** The bell of the outbox rings after the commit, sometimes before the answer is here and sometimes after it. */
const AFTERMATH_MS = 200;
/** Pieces of each copy; carts and orders of all tries take fewer. */
const PLENTY = 1_000;

/** What one request costs the database. */
interface Cost {
  readonly statements: number;
  readonly roundTrips: number;
}

/** A shop whose API reaches its database through a hop that counts. */
interface Counted {
  readonly shop: ShopUnderTest;
  readonly proxy: DatabaseProxy;
  readonly variantIds: readonly string[];
}

type Step = (counted: Counted, buyer: Buyer) => Promise<Answer>;

const STEPS: Readonly<Record<string, Step>> = {
  'POST /cart/items': ({ shop, variantIds: [variantId] }, { token }) =>
    shop.request('POST', '/cart/items', { token, body: { variantId, quantity: 1 } }),
  'POST /checkout/quote': ({ shop }, { token }) => {
    const body = { shippingMethodCode: 'standard', country: 'US' };
    return shop.request('POST', '/checkout/quote', { token, body });
  },
  'POST /orders': ({ shop }, buyer) => placeOrder(shop, buyer),
};

/**
 * Statements and round trips of adding, quoting and placing for carts of 1, 20 and 200 lines, counted on the wire
 * between a real API process and its database: they must not grow with the lines. The session check is in each.
 */
export async function statementCounts(
  rig: ShopSource,
  say: (line: string) => void = () => undefined,
): Promise<ProofRow[]> {
  const shop = await rig.shop({
    variables: { RATE_LIMITS: 'off', MAX_OPEN_UNPAID_ORDERS: '0', MAX_STOCK_SHARE: '100' },
  });
  const proxy = await DatabaseProxy.start(shop.appUrl);
  await shop.startApi({ databaseUrl: proxy.url });
  const [buyer] = await shop.buyers(1);
  if (buyer === undefined) throw new Error('No buyer');
  const counted = { shop, proxy, variantIds: await copies(shop, Math.max(...LINES)) };
  const costs = new Map<string, Cost[]>(Object.keys(STEPS).map((name) => [name, []]));
  for (const lines of LINES) {
    say(`  ${lines} lines`);
    for (const [name, cost] of await costsOf(counted, buyer, lines)) costs.get(name)?.push(cost);
  }
  await proxy.stop();
  return [...costs].map(([name, seen]) => toRow(name, seen));
}

/** The least that each step has cost. */
async function costsOf(counted: Counted, buyer: Buyer, lines: number): Promise<Map<string, Cost>> {
  const least = new Map<string, Cost>();
  for (let turn = 0; turn < TRIES; turn += 1) {
    await fill(counted, buyer, lines);
    for (const [name, step] of Object.entries(STEPS)) {
      const cost = await costOf(counted, async () => {
        const { status, text } = await step(counted, buyer);
        if (status >= 300) throw new Error(`${name} with ${lines} lines: ${text}`);
      });
      const before = least.get(name) ?? cost;
      least.set(name, {
        statements: Math.min(before.statements, cost.statements),
        roundTrips: Math.min(before.roundTrips, cost.roundTrips),
      });
    }
  }
  return least;
}

async function costOf({ proxy }: Counted, work: () => Promise<void>): Promise<Cost> {
  const { statements, roundTrips } = proxy;
  await work();
  await sleep(AFTERMATH_MS);
  return {
    statements: proxy.statements - statements,
    roundTrips: proxy.roundTrips - roundTrips,
  };
}

function toRow(name: string, costs: readonly Cost[]): ProofRow {
  const each = costs.map(({ statements, roundTrips }) => `${statements} in ${roundTrips}`);
  const faults = new Set(each).size === 1 ? [] : [`${each.join(', ')} round trips`];
  const row = judged(name, costs.length * TRIES, '', faults);
  return {
    ...row,
    name: `${name}: statements for ${LINES.join(', ')} lines`,
    seen: `${each.join(', ')} round trips`,
  };
}

/** A cart of so many lines, one of which went in over HTTP. */
async function fill({ shop, variantIds }: Counted, buyer: Buyer, lines: number): Promise<void> {
  const [first = '', ...others] = variantIds.slice(0, lines);
  await fillCart(shop, buyer, first);
  await shop.owner.query(
    `INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, unit_price)
     SELECT c.id, v.product_id, v.id, 1, v.price FROM product_variants v, shopping_carts c
     WHERE v.id = ANY ($1::uuid[]) AND c.user_id = $2 AND c.status = 'active'`,
    [others, buyer.userId],
  );
}

/** More variants than the demo has: cheap copies of one. */
async function copies(shop: ShopUnderTest, count: number): Promise<string[]> {
  const { rows } = await shop.owner.query<{ id: string }>(
    `INSERT INTO product_variants (product_id, name, sku, price, inventory_quantity)
     SELECT v.product_id, 'Copy ' || n, 'COUNTED-' || n, 1.00, 0
     FROM product_variants v, generate_series(1, $2::int) n WHERE v.id = $1 RETURNING id`,
    [await someVariant(shop), count],
  );
  for (const { id } of rows) await setStock(shop, id, PLENTY);
  return rows.map(({ id }) => id);
}
