import { setTimeout as sleep } from 'node:timers/promises';
import { judged, type ProofRow } from '../../table.js';
import { atTheEnd } from './afterwards.js';
import { failuresOf } from './customers.js';
import { APIS, type Landscape, WORKERS } from './landscape.js';
import { onLandscape } from './scale.js';

/** nginx asks a process that was away again after this (`fail_timeout`). */
const NOTICED_MS = 2_200;
const LOGGED = 20;

/** Why it answered for the shop itself. */
function whatNginxSaid(landscape: Landscape): string[] {
  const lines = landscape.server('nginx').log.split('\n');
  const said = lines.filter((line) => /\[(error|crit)\]/.test(line));
  // A port that is closed is asked once in a while, and another process answers: nobody notices.
  return said.filter((line) => !line.includes('Connection refused')).slice(-LOGGED);
}

/**
 * New processes in the place of all old ones, one after the other behind nginx, while customers read and buy: nothing
 * that they do fails, and nothing is done twice or not at all.
 *
 * @param rounds how often all of them are replaced
 */
export function rolling(rounds: number, say: (line: string) => void): Promise<ProofRow[] | null> {
  return onLandscape(say, async (landscape, customers) => {
    const faults: string[] = [];
    let restarts = 0;
    const replace = async (name: string): Promise<void> => {
      const code = await landscape.restart(name);
      restarts += 1;
      if (code !== 0) faults.push(`${name} ended with ${code}`);
    };
    const seen = await customers.during(
      async () => {
        for (let round = 1; round <= rounds; round += 1) {
          say(`  … round ${round} of ${rounds}`);
          for (const name of APIS) {
            await replace(name);
            await sleep(NOTICED_MS);
          }
          for (const name of WORKERS) await replace(name);
        }
      },
      { buyers: 4 },
    );
    const failed = failuresOf(seen);
    faults.push(...failed);
    if (failed.length > 0) faults.push(...whatNginxSaid(landscape));
    const told = `${restarts} processes replaced, ${seen.orders} orders, longest gap ${seen.longestGapMs} ms`;
    const row = judged('rolling restarts: requests that failed', seen.requests, told, faults);
    say(`    ${row.seen}`);
    for (const fault of faults) say(`    ${fault}`);
    return [row, ...(await atTheEnd(landscape, customers))];
  });
}
