import { randomUUID } from 'node:crypto';
import type { ProofRow } from '../table.js';
import type { ShopSource } from '../proof-rig.js';
import { DatabaseProxy } from '../database-proxy.js';
import { patiently } from '../patiently.js';
import { ORDERS_WHOLE, STOCK_CONSERVED } from '../invariants.js';
import { fillCart, placeOrder, countRows } from '../shopping.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { someVariant } from '../stock.js';
import { WaitPoints, type WaitPoint } from '../wait-points.js';

const POINTS: readonly WaitPoint[] = [
  { name: 'stock taken', table: 'product_variants', moment: 'UPDATE' },
  { name: 'order written', table: 'orders', moment: 'INSERT' },
  { name: 'lines written', table: 'order_items', moment: 'INSERT' },
  { name: 'event written', table: 'outbox_events', moment: 'INSERT' },
  { name: 'at COMMIT', table: 'orders', moment: 'COMMIT' },
];
const LOST_REPLY = 'after COMMIT, reply lost';

/**
 * Kills the API at each point of placing an order; the customer asks again with the same key.
 *
 * @param isWanted which points, by their names
 * @returns a row per point
 */
export async function killedApi(
  rig: ShopSource,
  broken: string | null,
  isWanted: (point: string) => boolean = () => true,
): Promise<ProofRow[]> {
  const shop = await rig.shop();
  if (broken === 'idempotency') await forgetKeys(shop);
  await shop.startApi();
  const rows: ProofRow[] = [];
  for (const point of POINTS.filter(({ name }) => isWanted(name))) {
    rows.push(await killAt(shop, point.name, (place) => stopAtPoint(shop, point, place)));
  }
  if (isWanted(LOST_REPLY)) {
    rows.push(await killAt(shop, LOST_REPLY, (place) => loseReply(shop, place)));
  }
  return rows;
}

/** @param stopAt kills the running API; it runs again afterwards */
async function killAt(
  shop: ShopUnderTest,
  point: string,
  stopAt: (place: () => Promise<unknown>) => Promise<void>,
): Promise<ProofRow> {
  const [buyer] = await shop.buyers(1);
  if (!buyer) throw new Error('No buyer');
  await fillCart(shop, buyer, await someVariant(shop), 2);
  const key = randomUUID();
  // The database's answer to a killed client may come late; the request itself must just not be waited for.
  await stopAt(() => placeOrder(shop, buyer, key).catch(() => null));
  await shop.startApi();
  const again = await patiently(() => placeOrder(shop, buyer, key));
  const replay = await placeOrder(shop, buyer, key);
  const orders = await countRows(shop, `SELECT id FROM orders WHERE user_id = '${buyer.userId}'`);
  const payments = await countRows(
    shop,
    `SELECT id FROM payments WHERE user_id = '${buyer.userId}'`,
  );
  const offenders =
    (await countRows(shop, STOCK_CONSERVED)) + (await countRows(shop, ORDERS_WHOLE));
  return {
    name: `API killed: ${point}`,
    isKept:
      again.status === 201 &&
      replay.text === again.text &&
      orders === 1 &&
      payments === 1 &&
      offenders === 0,
    n: 1,
    seen: `retry ${again.status}, ${orders} order, ${payments} payment, ${offenders} offending rows`,
    invariant: `${ORDERS_WHOLE} UNION ALL ${STOCK_CONSERVED}`,
  };
}

async function stopAtPoint(
  shop: ShopUnderTest,
  point: WaitPoint,
  place: () => Promise<unknown>,
): Promise<void> {
  const gate = new WaitPoints(shop.owner);
  await gate.close([point]);
  const pending = place();
  await gate.waiting(1);
  await shop.api?.killHard();
  await gate.open();
  await pending;
}

async function loseReply(shop: ShopUnderTest, place: () => Promise<unknown>): Promise<void> {
  await shop.api?.stop();
  const proxy = await DatabaseProxy.start(shop.appUrl);
  await shop.startApi({ databaseUrl: proxy.url });
  const held = proxy.holdNextCommit();
  const pending = place();
  await held;
  await shop.api?.killHard();
  await proxy.stop();
  await pending;
}

/** The guard taken out: answers are never remembered. */
async function forgetKeys(shop: ShopUnderTest): Promise<void> {
  await shop.owner.query(`
    CREATE FUNCTION proof_forget() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      DELETE FROM public.idempotency_keys WHERE id = NEW.id;
      RETURN NULL;
    END $$;
    CREATE TRIGGER proof_forget AFTER INSERT ON idempotency_keys
      FOR EACH ROW EXECUTE FUNCTION proof_forget()`);
}
