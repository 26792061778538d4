import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopSource } from '../../proof-rig.js';
import type { ShopProcess } from '../../shop-process.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { judged, type ProofRow } from '../../table.js';

const PROGRAM = 'src/dev/proof/operations/workers/wedged-worker.js';
/** What was promised. */
const SECONDS = 30;
/** A probe of a supervisor waits no longer. */
const PROBE_MS = 1_000;

interface Case {
  readonly name: string;
  /** Makes the worker useless. */
  readonly wedge: (shop: ShopUnderTest, worker: ShopProcess) => Promise<void>;
}

const ring = (job: string) => async (shop: ShopUnderTest) => {
  await shop.owner.query(`INSERT INTO outbox_events (queue, job) VALUES ('wedge', $1)`, [job]);
};

const CASES: readonly Case[] = [
  { name: 'a handler that waits for ever', wedge: ring('hang') },
  { name: 'a handler that never gives the loop back', wedge: ring('block') },
  {
    name: 'a process that stands still',
    wedge: (_shop, worker) => {
      process.kill(worker.pid, 'SIGSTOP');
      return Promise.resolve();
    },
  },
];

/** A worker that is of no use is not ready within half a minute, on both backends. */
export async function wedged(source: ShopSource, say: (line: string) => void): Promise<ProofRow> {
  const faults: string[] = [];
  const seen: string[] = [];
  for (const isOnRedis of source.redisUrl === null ? [false] : [false, true]) {
    const shop = await source.shop({ isOnRedis });
    for (const { name, wedge } of CASES) {
      const worker = await shop.startWorkerProgram(PROGRAM, ['wedge', 'relay']);
      await wedge(shop, worker);
      const seconds = await untilNotReady(worker.healthUrl);
      const text = `${name} on ${isOnRedis ? 'Redis' : 'PostgreSQL'}: ${seconds.toFixed(1)} s`;
      say(`  ${text}`);
      seen.push(seconds.toFixed(1));
      if (seconds > SECONDS) faults.push(text);
      await worker.killHard();
      await shop.owner.query(`UPDATE outbox_events SET done_at = now() WHERE queue = 'wedge'`);
    }
  }
  return judged(
    'a wedged worker is not ready within 30 s',
    seen.length,
    `${seen.join(', ')} s`,
    faults,
  );
}

/** Seconds until the worker says that it is not ready, or says nothing. */
async function untilNotReady(url: string): Promise<number> {
  const begun = performance.now();
  const passed = (): number => (performance.now() - begun) / 1_000;
  while (passed() < 2 * SECONDS) {
    const signal = AbortSignal.timeout(PROBE_MS);
    const isReady = await fetch(url, { signal }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (!isReady) return passed();
    await sleep(500);
  }
  return passed();
}
