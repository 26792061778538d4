import type { ProofOptions } from '../main.js';
import { type ProofPart, runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';
import { facets } from './facets.js';
import { judgedSearch } from './judged.js';
import { paging } from './paging.js';

/** Guards that this proof can take out, and must then notice. */
export const CATALOGUE_BREAKS: readonly string[] = [];

/** What the catalogue promises: what is read, how fast, and what is taken in. */
export function catalogue(options: ProofOptions): Promise<ProofRow[]> {
  return runParts(options, (rig): readonly ProofPart[] => [
    ['facets', () => facets(rig, options.seed)],
    ['paging', () => paging(rig)],
    ['judged', () => judgedSearch(rig)],
  ]);
}
