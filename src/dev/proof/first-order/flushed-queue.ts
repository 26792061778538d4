import IORedis from 'ioredis';
import type { ProofRow } from '../table.js';
import type { ShopSource } from '../proof-rig.js';
import { PAID_MEANS_CONFIRMED } from '../invariants.js';
import { payAtBank, placed, untilNone } from '../shopping.js';
import { someVariant } from '../stock.js';

const PAYMENTS = 10;
const LIMIT_MS = 60_000;

/** Redis forgets everything between the callbacks and their handling. Null where no Redis can be had. */
export async function flushedQueue(
  rig: ShopSource,
  broken: string | null,
): Promise<ProofRow | null> {
  if (rig.redisUrl === null) return null;
  const shop = await rig.shop({ isOnRedis: true });
  await shop.startApi();
  const relay = await shop.startWorker('relay', 'orders');
  const variantId = await someVariant(shop);
  for (const buyer of await shop.buyers(PAYMENTS)) {
    await payAtBank(shop, buyer, await placed(shop, buyer, variantId));
  }
  const unrung = `SELECT 1 FROM outbox_events WHERE queue = 'payment-callbacks' AND relayed_at IS NOT NULL
    HAVING count(*) < ${PAYMENTS}`;
  if ((await untilNone(shop, unrung, LIMIT_MS)) === null) throw new Error('The relay did not ring');
  const redis = new IORedis.Redis(rig.redisUrl);
  await redis.flushall();
  redis.disconnect();
  // The guard taken out: with the relay gone nobody rings again.
  if (broken === 'sweeper') await relay.killHard();
  await shop.startWorker('payment-callbacks');
  const took = await untilNone(shop, PAID_MEANS_CONFIRMED, LIMIT_MS);
  return {
    name: 'FLUSHALL between callback and handling',
    isKept: took !== null,
    n: PAYMENTS,
    seen:
      took === null
        ? `not applied within ${LIMIT_MS / 1000} s`
        : `all applied ${(took / 1000).toFixed(1)} s after the flush`,
    invariant: PAID_MEANS_CONFIRMED,
  };
}
