import type { ProofOptions } from '../main.js';
import { ProofRig } from '../proof-rig.js';
import type { ProofRow } from '../table.js';
import { accessMatrix } from './access/access-matrix.js';
import { massAssignment } from './assignment/mass-assignment.js';
import { sealedLog } from './audit/sealed-log.js';
import { writeWalk } from './audit/write-walk.js';
import { rightsNeverGrow } from './rights/rights-never-grow.js';
import { secondWall, withoutWall } from './walls/second-wall.js';
import { loginFlood } from './load/login-flood.js';
import { craftedTokens } from './tokens/crafted-tokens.js';
import { refreshTheft } from './tokens/refresh-theft.js';
import { othersIds } from './access/others-ids.js';

/** Guards that this proof can take out, and must then notice. */
export const IDENTITY_BREAKS = [
  'owner-filter',
  'login-semaphore',
  'session-version',
  'reuse-detection',
  'unknown-fields',
  'audit-trigger',
  'audit-grants',
];

type Part = readonly [name: string, run: () => Promise<ProofRow | ProofRow[] | null>];

/** Who may do what, who is who, and whether one can find out who did it. */
export async function identity({ broken, only, seed, say }: ProofOptions): Promise<ProofRow[]> {
  const rig = await ProofRig.open(seed);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void rig.close().finally(() => process.exit(1)));
  }
  // Behind the second wall a lost filter gives nothing away: see second-wall.ts.
  const source = broken === 'owner-filter' ? withoutWall(rig) : rig;
  const parts: Part[] = [
    ['access-matrix', () => accessMatrix(source, broken)],
    ['others-ids', () => othersIds(source, broken)],
    ['mass-assignment', () => massAssignment(rig, broken)],
    ['refresh', () => refreshTheft(rig, broken)],
    ['tokens', () => craftedTokens(rig, broken)],
    ['login-flood', () => loginFlood(rig, broken)],
    ['write-walk', () => writeWalk(rig, broken)],
    ['sealed-log', () => sealedLog(rig, broken)],
    ['second-wall', () => secondWall(rig)],
    ['rights', () => rightsNeverGrow(rig)],
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
