import type { ShopSource, StoppableRedis } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { openScene } from '../people/open-scene.js';
import { RefreshRig } from './refresh-rig.js';
import { SCENARIOS } from './refresh-scenarios.js';

const PROGRAM = 'src/dev/proof/identity/program/api.js';

/**
 * Stolen refresh tokens and tabs that refresh at once, against two processes on one database; then
 * all of it again while their Redis goes away.
 *
 * @param isShort leaves the second round out
 */
export async function refreshTheft(
  source: ShopSource,
  broken: string | null,
  isShort = false,
): Promise<ProofRow[]> {
  const redis = isShort ? null : await source.startRedis();
  const { scene } = await openScene(source, broken, redis ? { redisUrl: redis.url } : {});
  const other = await scene.shop.startOtherApi({
    program: PROGRAM,
    variables: { PROOF_WINDOW_PORT: '0', PROOF_BREAK: broken ?? '' },
  });
  const rig = new RefreshRig(scene, [scene.shop.url, other]);
  const rows = [await allScenarios(rig, 'refresh tokens, two processes', null)];
  if (redis !== null) {
    rows.push(await allScenarios(rig, 'refresh tokens, Redis stopped in the middle', redis));
  }
  return rows;
}

async function allScenarios(
  rig: RefreshRig,
  name: string,
  redis: StoppableRedis | null,
): Promise<ProofRow> {
  const faults: string[] = [];
  for (const [index, scenario] of SCENARIOS.entries()) {
    const running = scenario.run(rig, await rig.scene.person());
    // While the scenario is under way: some of its requests meet the Redis, some no longer.
    if (index === 1) await redis?.stop();
    const fault = await running.catch((error: unknown) => String(error));
    if (fault !== null) faults.push(`${scenario.name}: ${fault}`);
  }
  return judged(name, SCENARIOS.length, `${SCENARIOS.length} scenarios`, faults);
}
