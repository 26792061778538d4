import type { ProofOptions } from '../main.js';
import { runParts } from '../run-parts.js';
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

/** Who may do what, who is who, and whether one can find out who did it. */
export function identity(options: ProofOptions): Promise<ProofRow[]> {
  const { broken } = options;
  return runParts(options, (rig) => {
    // Behind the second wall a lost filter gives nothing away: see second-wall.ts.
    const source = broken === 'owner-filter' ? withoutWall(rig) : rig;
    return [
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
  });
}
