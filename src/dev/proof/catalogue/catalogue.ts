import type { ProofOptions } from '../main.js';
import { type ProofPart, runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';
import { bench } from './bench.js';
import { cache } from './cache.js';
import { facets } from './facets.js';
import { importFile } from './import.js';
import { judgedSearch } from './judged.js';
import { paging } from './paging.js';
import { urlsOfPictures } from './uploads/hostile-urls.js';
import { uploads } from './uploads/uploads.js';

/** Guards that this proof can take out, and must then notice. */
export const CATALOGUE_BREAKS: readonly string[] = ['announcements'];

/** What the catalogue promises: what is read, how fast, and what is taken in. */
export function catalogue(options: ProofOptions): Promise<ProofRow[]> {
  return runParts(options, (rig): readonly ProofPart[] => [
    ['cache', () => cache(rig, { broken: options.broken })],
    ['facets', () => facets(rig, options.seed)],
    ['paging', () => paging(rig)],
    ['judged', () => judgedSearch(rig)],
    ['import', () => importFile(rig)],
    ['uploads', () => uploads(rig)],
    ['addresses of pictures', () => urlsOfPictures(rig)],
    ['bench', () => bench(options.say)],
  ]);
}
