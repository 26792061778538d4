import type { ShopSource } from '../../proof-rig.js';
import { staffToken } from '../../staff.js';
import { judged, type ProofRow } from '../../table.js';
import { BROKEN_APIS } from '../broken-apis.js';
import { type Arena, deadlocks, type Round } from './arena.js';
import { orderRaces } from './order-races.js';
import { crowds, races, runRounds } from './rounds.js';

const BUYERS = 8;
const CROWD = 300;

/** What a guard's absence is tried with. */
export interface RaceOptions {
  readonly rounds: number;
  /** Whether hundreds of customers come as well. */
  readonly withCrowds: boolean;
  /** Guard to take out, or null. */
  readonly broken: string | null;
  readonly say: (line: string) => void;
}

/**
 * Customers who want the same at the same moment, at two API processes; after each race the rules of the tables
 * are looked at, and the database must not have had to break a deadlock.
 */
export async function runRaces(rig: ShopSource, options: RaceOptions): Promise<ProofRow[]> {
  const { withCrowds, broken, say } = options;
  const shop = await rig.shop({
    variables: {
      RATE_LIMITS: 'off',
      DATABASE_POOL_MAX: '20',
      MAX_OPEN_UNPAID_ORDERS: '0',
      MAX_STOCK_SHARE: '100',
    },
  });
  const guard = BROKEN_APIS[broken ?? ''];
  for (const sql of guard?.prepare ?? []) await shop.owner.query(sql);
  const api = guard === undefined ? {} : { program: guard.program };
  await shop.startApi(api);
  const arena: Arena = {
    shop,
    apis: [shop.url, await shop.startOtherApi(api)],
    buyers: await shop.buyers(BUYERS),
    staff: await staffToken(shop),
  };
  const variants = await twoVariants(arena);
  const rows: ProofRow[] = [];
  const all = { ...races(variants), ...orderRaces(variants.first) };
  for (const [name, race] of Object.entries(all)) {
    say(`  ${name}`);
    rows.push(await judgeRace(arena, name, race, options));
  }
  if (!withCrowds) return rows;
  say(`  ${CROWD} customers come`);
  const crowd = { ...arena, buyers: await shop.buyers(CROWD) };
  for (const [name, race] of Object.entries(crowds(variants))) {
    say(`  ${name}`);
    rows.push(await judgeRace(crowd, name, race, { rounds: 1, say }));
  }
  return rows;
}

async function judgeRace(
  arena: Arena,
  name: string,
  race: Round,
  { rounds, say }: Pick<RaceOptions, 'rounds' | 'say'>,
): Promise<ProofRow> {
  const before = await deadlocks(arena);
  const faults = await runRounds(arena, race, rounds, say);
  const broke = (await deadlocks(arena)) - before;
  if (broke > 0) faults.push(`${broke} deadlocks`);
  return judged(name, rounds, `${rounds} rounds at two processes`, faults);
}

async function twoVariants({ shop }: Arena): Promise<{ first: string; second: string }> {
  const { rows } = await shop.owner.query<{ id: string }>(
    `SELECT v.id FROM product_variants v JOIN products p ON p.id = v.product_id
      WHERE p.published AND p.status = 'active' AND v.is_active AND v.inventory_quantity > 0 AND v.price < 200
      ORDER BY v.id LIMIT 2`,
  );
  const [first, second] = rows;
  if (!first || !second) throw new Error('The demo data have no two variants that can be bought');
  return { first: first.id, second: second.id };
}
