import { randomUUID } from 'node:crypto';
import type { ProofRow } from '../table.js';
import type { ShopSource } from '../proof-rig.js';
import { residentMemory } from '../memory.js';
import { DatabaseProxy } from '../database-proxy.js';
import { fillCart, placeOrder } from '../shopping.js';
import type { Buyer, ShopUnderTest } from '../shop-under-test.js';
import { someVariant } from '../stock.js';

const MANY_LINES = 200;
const API_RSS_MB = 180;
const WORKER_RSS_MB = 130;
const API_BOOT_MS = 1500;
const WORKER_BOOT_MS = 1000;

/** Round trips to PostgreSQL per route, boot times and memory. */
export async function budgets(rig: ShopSource): Promise<ProofRow[]> {
  const shop = await rig.shop();
  const proxy = await DatabaseProxy.start(shop.appUrl);
  const began = Date.now();
  const api = await shop.startApi({ databaseUrl: proxy.url });
  const apiBoot = Date.now() - began;
  const [buyer] = await shop.buyers(1);
  if (!buyer) throw new Error('No buyer');
  const routes = await routeRows(shop, proxy, buyer);
  const rows = [...routes, figure('API boot, ms', apiBoot, API_BOOT_MS, false)];
  rows.push(figure('API memory, MB', await residentMemory(api.pid), API_RSS_MB, true));
  await proxy.stop();
  const workerBegan = Date.now();
  const worker = await shop.startWorker('payment-callbacks');
  rows.push(figure('worker boot, ms', Date.now() - workerBegan, WORKER_BOOT_MS, false));
  rows.push(figure('worker memory, MB', await residentMemory(worker.pid), WORKER_RSS_MB, true));
  return rows;
}

async function routeRows(
  shop: ShopUnderTest,
  proxy: DatabaseProxy,
  buyer: Buyer,
): Promise<ProofRow[]> {
  const rows: ProofRow[] = [];
  const { token } = buyer;
  const trips = async (name: string, budget: number, call: () => Promise<unknown>) => {
    const before = proxy.roundTrips;
    await call();
    rows.push(figure(name, proxy.roundTrips - before, budget, true));
  };
  await trips('GET /products', 2, () => shop.request('GET', '/products?limit=100'));
  await trips('GET /products/:slug', 2, () => shop.request('GET', '/products/linen-shirt'));
  await trips('GET /search', 2, () => shop.request('GET', '/search?q=linen'));
  // One more is allowed than the route's own budget: the session check. The doorbell's NOTIFY, on a connection of its own
  // after the commit, may be counted too.
  const variantId = await someVariant(shop);
  await fillCart(shop, buyer, variantId);
  await trips('POST /cart/items, 1 line', 4 + 1, () => fillCart(shop, buyer, variantId));
  const quote = { shippingMethodCode: 'standard', country: 'US' };
  await trips('POST /checkout/quote, 1 line', 3 + 1, () =>
    shop.request('POST', '/checkout/quote', { token, body: quote }),
  );
  await trips('POST /orders, 1 line', 6 + 1, () => placeOrder(shop, buyer, randomUUID()));
  await manyLines(shop, buyer);
  await trips('POST /cart/items, 200 lines', 4 + 1, () => fillCart(shop, buyer, variantId));
  await trips('POST /checkout/quote, 200 lines', 3 + 1, () =>
    shop.request('POST', '/checkout/quote', { token, body: quote }),
  );
  await trips('POST /orders, 200 lines', 6 + 1, async () => {
    const answer = await placeOrder(shop, buyer, randomUUID());
    if (answer.status !== 201) throw new Error(`No order of 200 lines: ${answer.text}`);
  });
  return rows;
}

/** A cart of 200 lines: more variants than the demo has, made cheap copies of one. */
async function manyLines(shop: ShopUnderTest, buyer: Buyer): Promise<void> {
  const variantId = await someVariant(shop);
  await fillCart(shop, buyer, variantId);
  await shop.owner.query(
    `WITH made AS (
       INSERT INTO product_variants (product_id, name, sku, price, inventory_quantity)
         SELECT v.product_id, 'Copy ' || n, 'COPY-' || n, 1.00, 5
           FROM product_variants v, generate_series(2, $2::int) n WHERE v.id = $1 RETURNING id, product_id)
     INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, unit_price)
       SELECT c.id, made.product_id, made.id, 1, 1.00 FROM made, shopping_carts c
        WHERE c.user_id = $3 AND c.status = 'active'`,
    [variantId, MANY_LINES, buyer.userId],
  );
}

function figure(name: string, value: number, budget: number, isHard: boolean): ProofRow {
  const isKept = value <= budget || !isHard;
  const note = isHard ? `of ${budget} allowed` : `aim ${budget}, noisy machine`;
  return { name, isKept, n: 1, seen: `${value} ${note}` };
}
