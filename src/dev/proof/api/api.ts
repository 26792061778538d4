import type { ProofOptions } from '../main.js';
import { type ProofPart, runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';
import { completeness } from './completeness/completeness.js';
import { fuzz } from './fuzz/fuzz.js';
import { tour } from './tour/tour.js';

/** Guards that this proof can take out, and must then notice. */
export const API_BREAKS: readonly string[] = [];

/** What a front-end developer is promised: the document is whole, and the API keeps to it. */
export function api(options: ProofOptions): Promise<ProofRow[]> {
  const { size, seed, say } = options;
  return runParts(options, (rig): readonly ProofPart[] => [
    ['completeness', () => completeness()],
    ['tour', () => tour(say)],
    ['fuzz', () => fuzz(rig, { perRoute: size, seed, say })],
  ]);
}
