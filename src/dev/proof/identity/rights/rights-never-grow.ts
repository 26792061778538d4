import type { ShopSource } from '../../proof-rig.js';
import type { ProofRow } from '../../table.js';
import type { RightsPropertyResult } from './rights-property.js';

const PROGRAM = 'src/dev/proof/identity/program/task.js';
const RUNS = 150;
const KINDS = 5;

/** Random role graphs, random staff, whatever they try, alone or two at once: nobody gains a right. */
export async function rightsNeverGrow(source: ShopSource): Promise<ProofRow> {
  const shop = await source.shop();
  const { code, output } = await shop.run(PROGRAM, 'rights', String(RUNS), String(shop.seed));
  const name = 'rights of staff, taken together, never grow';
  if (code !== 0) {
    return { name, isKept: false, n: RUNS, seen: 'a right was gained', faults: [output] };
  }
  const result = JSON.parse(output.split('\n').at(-1) ?? '') as RightsPropertyResult;
  const kinds = Object.keys(result.kinds).length;
  return {
    name,
    // A run in which hardly anything was accepted would show nothing.
    isKept: kinds >= KINDS && result.accepted > RUNS / 2,
    n: RUNS,
    seen: `${result.accepted} actions accepted (${kinds} kinds), ${result.refused} refused, 0 rights gained`,
  };
}
