import type { ProofOptions } from '../main.js';
import { type ProofPart, runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';
import { doctorFinds } from './doctor/doctor.js';
import { rolling } from './scale/rolling.js';
import { scale } from './scale/scale.js';
import { webhooks } from './webhooks.js';
import { flushed } from './workers/flushed.js';
import { wedged } from './workers/wedged.js';
import { archiveUnderLoad } from './archive-under-load.js';

/** Guards that this proof can take out, and must then notice. */
export const OPERATIONS_BREAKS: readonly string[] = [];

/** How often all processes are replaced. */
const RESTARTS = 20;

/** How often a receiver runs through all of its manners. */
const HOSTILE_ROUNDS = 2;

/** How many orders of long ago there are. */
const OLD_ORDERS = 1_000_000;

/** That nothing needs a hand after a crash, and that the shop grows by more of the same servers. */
export function operations(options: ProofOptions): Promise<ProofRow[]> {
  return runParts(options, (rig): readonly ProofPart[] => [
    ['doctor', () => doctorFinds(rig, options.say)],
    ['scale', () => scale(options.scene, options.say)],
    ['webhooks', () => webhooks(rig, options.rounds ?? HOSTILE_ROUNDS, options.say)],
    ['wedged', () => wedged(rig, options.say)],
    ['flushed', () => flushed(rig, options.say)],
    ['rolling', () => rolling(options.rounds ?? RESTARTS, options.say)],
    ['archive under load', () => archiveUnderLoad(rig, options.size ?? OLD_ORDERS, options.say)],
  ]);
}
