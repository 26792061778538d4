import fc from 'fast-check';
import { everyFewSeconds } from '../../every-few-seconds.js';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { BROKEN_APIS } from '../broken-apis.js';
import { quiet } from './backstage.js';
import { seenOrders, seenShop } from './compare.js';
import { Hands } from './hands.js';
import { byText, type DoneStep, isExplained } from './interleavings.js';
import type { Told } from './stage.types.js';
import { openTheatre, type Theatre } from './stage.js';
import { anySteps, atOnce, type Step } from './steps.js';
import { assertWhole, beginStory, StoryPart } from './story.js';

/** How long to look. */
export interface CrowdOptions {
  /** Times that several people do something at once. */
  readonly rounds: number;
  readonly seed: number;
  /** Guard to take out, or null. */
  readonly broken: string | null;
  readonly say: (line: string) => void;
}

const LONGEST_LOG = 1_500;
const ACTORS = 4;
const FEW_ACTORS = 3;

/** A paid order, one that waits, and a cart of everybody with the same last pieces and the same code in it. */
const BEFORE: readonly Step[] = [
  { do: 'add', customer: 0, variant: 1, quantity: 1 },
  { do: 'place', customer: 0, key: 'new' },
  { do: 'start to pay', order: 0 },
  { do: 'bank', order: 0, attempt: 0, outcome: 'success', doubled: false, outOfOrder: false },
  { do: 'add', customer: 1, variant: 0, quantity: 1 },
  { do: 'place', customer: 1, key: 'new' },
  { do: 'start to pay', order: 1 },
  { do: 'add', customer: 0, variant: 0, quantity: 2 },
  { do: 'add', customer: 1, variant: 0, quantity: 1 },
  { do: 'add', customer: 2, variant: 0, quantity: 2 },
  { do: 'apply code', customer: 0 },
  { do: 'apply code', customer: 1 },
  { do: 'apply code', customer: 2 },
];
/** With it there are pieces for all, and the code is what does not suffice. */
const MORE: Step = { do: 'restock', variant: 0, quantity: 3 };

/**
 * Several people, staff and the bank at once, at two API processes with a worker behind them. Of the many steps of four
 * the rules over all tables are asked for afterwards; the few steps of three have to be those of some order of them,
 * as the model has it. No answer may be a 5xx, and the database must not have had to break a deadlock.
 */
export async function crowdsAgainstModel(
  rig: ShopSource,
  options: CrowdOptions,
): Promise<ProofRow[]> {
  const guard = BROKEN_APIS[options.broken ?? ''];
  const theatre = await openTheatre(rig, guard === undefined ? {} : { api: guard.program });
  for (const sql of guard?.prepare ?? []) await theatre.shop.owner.query(sql);
  return playCrowds(theatre, options);
}

/** The same in a shop that runs already. */
export async function playCrowds(
  theatre: Theatre,
  { rounds, seed, say }: Pick<CrowdOptions, 'rounds' | 'seed' | 'say'>,
): Promise<ProofRow[]> {
  const many = fc.array(
    fc.array(anySteps, { minLength: 2, maxLength: 6, size: 'max' }).map((parts) => parts.flat()),
    { minLength: FEW_ACTORS, maxLength: ACTORS },
  );
  const few = fc.array(fc.array(atOnce, { minLength: 1, maxLength: 3 }), {
    minLength: FEW_ACTORS,
    maxLength: FEW_ACTORS,
  });
  const look = { theatre, rounds, seed, say };
  return [
    await play('four at once, and the rules afterwards', many, look, wholeAfterwards),
    await play('three at once, explained by some order', few, look, explained),
  ];
}

type Crowd = readonly (readonly Step[])[];

/** What was there before, and what each of them does then. */
interface Scene {
  readonly before: readonly Step[];
  readonly crowd: Crowd;
}

type Check = (theatre: Theatre, scene: Scene) => Promise<string | null>;

/** Everybody begins by ordering what not all of them can have. */
function sceneOf(crowd: Crowd, n: number): Scene {
  return {
    before: n % 2 === 0 ? BEFORE : [...BEFORE, MORE],
    crowd: crowd.map((steps, customer) => [{ do: 'place', customer, key: 'new' }, ...steps]),
  };
}

async function play(
  name: string,
  crowds: fc.Arbitrary<Crowd>,
  look: Pick<CrowdOptions, 'rounds' | 'seed' | 'say'> & { readonly theatre: Theatre },
  check: Check,
): Promise<ProofRow> {
  const { theatre, rounds, seed, say } = look;
  say(`  ${name}`);
  const tell = everyFewSeconds(say);
  const faults: string[] = [];
  const before = await deadlocks(theatre);
  // What goes wrong at once may not go wrong again: it is told as it was, not shortened.
  for (const [n, crowd] of fc.sample(fc.noBias(crowds), { numRuns: rounds, seed }).entries()) {
    const fault = await check(theatre, sceneOf(crowd, n)).catch((error: unknown) => String(error));
    if (fault !== null) faults.push(`round ${n + 1}: ${fault} after ${JSON.stringify(crowd)}`);
    tell(`    ${n + 1} of ${rounds}, ${faults.length} unexpected`);
  }
  const broke = (await deadlocks(theatre)) - before;
  if (broke > 0) faults.push(`${broke} deadlocks`);
  return judged(name, rounds, `seed ${seed}`, faults);
}

async function wholeAfterwards(theatre: Theatre, { before, crowd }: Scene): Promise<string | null> {
  const { model, real } = await beginStory(theatre);
  await new StoryPart(before).run(model, real);
  const done = await doAtOnce(real, crowd);
  await quiet(real.stage);
  await real.do({ do: 'expire', times: 1 });
  await quiet(real.stage);
  await assertWhole(theatre);
  return strange(done);
}

async function explained(theatre: Theatre, { before, crowd }: Scene): Promise<string | null> {
  const { model, real } = await beginStory(theatre);
  await new StoryPart(before).run(model, real);
  const done = await doAtOnce(real, crowd);
  await quiet(real.stage);
  const trace = await seenTrace(real);
  if (isExplained(model, done, trace)) return strange(done);
  const answers = done.map((steps) => steps.map(({ code }) => code ?? 'fine'));
  return `no order of the steps gives ${JSON.stringify(answers)} and ${trace}`;
}

/** What was answered although nobody may be answered so. */
function strange(done: readonly (readonly DoneStep[])[]): string | null {
  const faults = done.flat().filter(({ code }) => code?.startsWith('5') === true);
  return faults.length === 0 ? null : JSON.stringify(faults);
}

async function doAtOnce(hands: Hands, crowd: Crowd): Promise<DoneStep[][]> {
  return Promise.all(
    crowd.map(async (steps, n) => {
      const own = new Hands(hands.stage, n, hands);
      const done: DoneStep[] = [];
      for (const step of steps) {
        const told = await own.do(step);
        if (told === null) continue;
        done.push({ step, code: told.status < 500 ? told.code : whyOf(hands, told) });
      }
      return done;
    }),
  );
}

/** A fault of the shop, with what it has written to its log. */
function whyOf({ stage }: Hands, { status, body }: Told): string {
  const log = stage.shop.logOf(String(body['requestId']));
  return `${status} ${log.slice(0, LONGEST_LOG)}`;
}

/** As `traceOf` tells it of the model. */
async function seenTrace(hands: Hands): Promise<string> {
  const [seen, orders] = await Promise.all([seenShop(hands), seenOrders(hands)]);
  return JSON.stringify({
    stock: seen?.stock,
    used: seen?.used,
    carts: seen?.carts.map((lines) => [...lines].sort(byText)),
    orders: hands.orders
      .map(({ id, customer }) => JSON.stringify([customer, orders.get(id)]))
      .sort(),
  });
}

async function deadlocks({ shop }: Theatre): Promise<number> {
  const { rows } = await shop.owner.query<{ n: number }>(
    'SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.n ?? 0;
}
