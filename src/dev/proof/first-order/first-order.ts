import type { ProofOptions } from '../main.js';
import { ProofRig } from '../proof-rig.js';
import type { ProofRow } from '../table.js';
import { budgets } from './budgets.js';
import { cleanClone } from './clean-clone.js';
import { flushedQueue } from './flushed-queue.js';
import { killedApi } from './killed-api.js';
import { killedWorker } from './killed-worker.js';
import { oversell } from './oversell.js';

/** Guards that this proof can take out, and must then notice. */
export const FIRST_ORDER_BREAKS = ['stock-guard', 'idempotency', 'sweeper'];

type Part = readonly [name: string, run: () => Promise<ProofRow | ProofRow[] | null>];

/** From an empty folder to a paid order, and what happens when parts die on the way. */
export async function firstOrder({ broken, only, seed, say }: ProofOptions): Promise<ProofRow[]> {
  const rig = await ProofRig.open(seed);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void rig.close().finally(() => process.exit(1)));
  }
  const parts: Part[] = [
    ['oversell', () => oversell(rig, broken)],
    ['killed-api', () => killedApi(rig, broken)],
    ['killed-worker', () => killedWorker(rig, broken)],
    ['flushed-queue', () => flushedQueue(rig, broken)],
    ['budgets', () => budgets(rig)],
    ['clean-clone', () => cleanClone(say)],
  ];
  const rows: ProofRow[] = [];
  try {
    for (const [name, run] of parts) {
      if (only !== null && !name.includes(only)) continue;
      say(`… ${name}`);
      const found = await run();
      if (found === null) say(`  ${name} was not run: no Redis can be had here`);
      else rows.push(...(Array.isArray(found) ? found : [found]));
    }
  } finally {
    await rig.close();
  }
  return rows;
}
