import type { ProofOptions } from '../main.js';
import { type ProofPart, runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';
import { anyOrder } from './any-order.js';
import { canary } from './canary.js';
import { callbacksUnderFaults } from './callbacks-under-faults.js';
import { droppedCallbacks, RECONCILIATION } from './dropped-callbacks.js';
import { hungGateway } from './hung-gateway.js';

/** Guards that this proof can take out, and must then notice. */
export const PAYMENT_BREAKS: readonly string[] = [RECONCILIATION];

const DROPPED_ROUNDS = 3;
const HANGS = 3;
const CALLBACKS = 10_000;

/** What happens to money between customers, gateways and orders, whatever is lost, doubled or late on the way. */
export function payments(options: ProofOptions): Promise<ProofRow[]> {
  const { rounds, broken, say } = options;
  return runParts(options, (rig): readonly ProofPart[] => [
    ['permutations', () => anyOrder(rig, rounds, say)],
    ['dropped callbacks', () => droppedCallbacks(rig, rounds ?? DROPPED_ROUNDS, broken, say)],
    ['hung gateway', () => hungGateway(rig, rounds ?? HANGS, say)],
    [
      'callbacks under faults',
      () => callbacksUnderFaults(rig, options.size ?? rounds ?? CALLBACKS, say),
    ],
    ['canary', () => canary(rig, say)],
  ]);
}
