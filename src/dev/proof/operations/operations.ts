import type { ProofOptions } from '../main.js';
import { type ProofPart, runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';

/** Guards that this proof can take out, and must then notice. */
export const OPERATIONS_BREAKS: readonly string[] = [];

/** That nothing needs a hand after a crash, and that the shop grows by more of the same servers. */
export function operations(options: ProofOptions): Promise<ProofRow[]> {
  return runParts(options, (): readonly ProofPart[] => []);
}
