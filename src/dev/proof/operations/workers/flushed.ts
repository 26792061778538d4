import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';

/** Schedules are looked at each minute. */
const SECONDS = 75;

const SCHEDULED = `SELECT name FROM job_runs WHERE interval_seconds IS NOT NULL ORDER BY name`;
const RUN_SINCE = `SELECT count(*)::int AS n FROM job_runs WHERE last_success_at > $1`;

/** Redis forgets everything: each schedule is back within the next look, and those that are due run again. */
export async function flushed(
  source: ShopSource,
  say: (line: string) => void,
): Promise<ProofRow | null> {
  const server = await source.startRedis();
  if (server === null) return null;
  const shop = await source.shop({ redisUrl: server.url });
  await shop.startWorker('maintenance', 'session-cleanup', 'orders', 'relay');
  const redis = new Redis(server.url);
  try {
    // Put into the books right after the start.
    await sleep(10_000);
    const { rows } = await shop.owner.query<{ name: string }>(SCHEDULED);
    await redis.flushall();
    const at = new Date();
    const missing = async (): Promise<string[]> => {
      const keys = await redis.keys('*:repeat*');
      const found = await Promise.all(
        keys.map(async (key) =>
          (await redis.type(key)) === 'zset' ? redis.zrange(key, 0, -1) : [],
        ),
      );
      const back = new Set(found.flat());
      return rows.map(({ name }) => name).filter((name) => !back.has(name.replace(/^[^.]+\./, '')));
    };
    let left = await missing();
    while (left.length > 0 && Date.now() - at.getTime() < SECONDS * 1_000) {
      await sleep(1_000);
      left = await missing();
    }
    const seconds = (Date.now() - at.getTime()) / 1_000;
    say(`  ${rows.length} schedules back after ${seconds.toFixed(0)} s`);
    await sleep(20_000);
    const { rows: ran } = await shop.owner.query<{ n: number }>(RUN_SINCE, [at]);
    const faults = left.map((name) => `${name} is not back`);
    if ((ran[0]?.n ?? 0) === 0) faults.push('nothing has run since');
    const seen = `back after ${seconds.toFixed(0)} s, ${ran[0]?.n ?? 0} have run since`;
    return judged('schedules are back after a flush of Redis', rows.length, seen, faults);
  } finally {
    redis.disconnect();
    await server.stop();
  }
}
