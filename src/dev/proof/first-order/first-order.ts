import type { ProofOptions } from '../main.js';
import { runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';
import { budgets } from './budgets.js';
import { cleanClone } from './clean-clone.js';
import { flushedQueue } from './flushed-queue.js';
import { killedApi } from './killed-api.js';
import { killedWorker } from './killed-worker.js';
import { oversell } from './oversell.js';

/** Guards that this proof can take out, and must then notice. */
export const FIRST_ORDER_BREAKS = ['stock-guard', 'idempotency', 'sweeper'];

/** From an empty folder to a paid order, and what happens when parts die on the way. */
export function firstOrder(options: ProofOptions): Promise<ProofRow[]> {
  const { broken, say } = options;
  return runParts(options, (rig) => [
    ['oversell', () => oversell(rig, broken)],
    ['killed-api', () => killedApi(rig, broken)],
    ['killed-worker', () => killedWorker(rig, broken)],
    ['flushed-queue', () => flushedQueue(rig, broken)],
    ['budgets', () => budgets(rig)],
    ['clean-clone', () => cleanClone(say)],
  ]);
}
