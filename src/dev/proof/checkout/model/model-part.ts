import fc from 'fast-check';
import { everyFewSeconds } from '../../every-few-seconds.js';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { KEPT_STORIES } from './kept-stories.js';
import type { ModelShop } from './model-types.js';
import type { Hands } from './hands.js';
import { openTheatre, type Programs, type Theatre } from './stage.js';
import { anySteps } from './steps.js';
import { beginStory, endStory, type Played, playStory, StoryPart } from './story.js';

/** How long to look. */
export interface ModelOptions {
  /** Random stories. */
  readonly stories: number;
  /** Steps of the longest of them. */
  readonly steps: number;
  readonly seed: number;
  /** Guard to take out, or null. */
  readonly broken: string | null;
  readonly say: (line: string) => void;
}

/** Programs without one of their guards. */
const BROKEN: Readonly<Record<string, Programs>> = {
  'late-money': { worker: 'src/dev/proof/checkout/model/worker-without-reclaim-guard.js' },
};

/** Guards that the stories can do without, and must then notice. */
export const MODEL_BREAKS = Object.keys(BROKEN);

const SHRINK_MS = 60_000;

/**
 * Random stories of customers, staff, bank and workers, done step by step to a running shop and to a model of plain
 * objects. After each step answer, carts, stock, uses and orders have to be those of the model; after each story the
 * rules hold over all tables. A story that goes wrong is shortened and printed, to be kept in `kept-stories.ts`.
 */
export async function storiesAgainstModel(
  rig: ShopSource,
  options: ModelOptions,
): Promise<ProofRow[]> {
  return playStories(await openTheatre(rig, BROKEN[options.broken ?? '']), options);
}

/** The same in a shop that runs already. */
export async function playStories(
  theatre: Theatre,
  options: Omit<ModelOptions, 'broken'>,
): Promise<ProofRow[]> {
  const rows = [await keptStories(theatre, options)];
  rows.push(await randomStories(theatre, options));
  return rows;
}

async function keptStories(
  theatre: Theatre,
  { say }: Pick<ModelOptions, 'say'>,
): Promise<ProofRow> {
  const faults: string[] = [];
  const stories = Object.entries(KEPT_STORIES);
  for (const [name, steps] of stories) {
    say(`  ${name}`);
    await playStory(theatre, steps).catch((error: unknown) => {
      faults.push(`${name}: ${String(error)}`);
    });
  }
  return judged('kept stories against the model', stories.length, 'played again', faults);
}

async function randomStories(
  theatre: Theatre,
  { stories, steps: most, seed, say }: Omit<ModelOptions, 'broken'>,
): Promise<ProofRow> {
  const tell = everyFewSeconds(say);
  const steps: Played = new Map();
  let [played, wentWrongAt] = [0, 0];
  const commands = fc.commands<ModelShop, Hands, true>(
    [anySteps.map((some) => new StoryPart(some, steps))],
    { maxCommands: most, size: 'max' },
  );
  const play = async (story: Iterable<fc.AsyncCommand<ModelShop, Hands, true>>): Promise<void> => {
    // Time is up: whatever is shorter still counts as well, so that the shortest so far is printed.
    if (wentWrongAt > 0 && Date.now() - wentWrongAt > SHRINK_MS) return;
    const beginning = await beginStory(theatre);
    await fc.asyncModelRun(() => beginning, story);
    await endStory(theatre, beginning.model, beginning.real);
    if (wentWrongAt === 0) played += 1;
    tell(wentWrongAt === 0 ? `    ${played} of ${stories} stories` : '    shortening a story');
  };
  const property = fc.asyncProperty(fc.noBias(commands), (story) =>
    play(story).catch((error: unknown) => {
      if (wentWrongAt === 0) say(`    story ${played + 1} went wrong: ${String(error)}`);
      wentWrongAt ||= Date.now();
      throw error;
    }),
  );
  const seen = await fc.check(property, { numRuns: stories, seed });
  const faults = seen.failed
    ? [`${String(seen.errorInstance)} after [${fc.stringify(seen.counterexample?.[0])}]`]
    : [];
  const counts = [...steps].map(([name, so]) => `${name} ${so.fine}+${so.refused}`);
  say(`  went well + were refused: ${counts.join(', ')}`);
  const count = [...steps.values()].reduce((sum, so) => sum + so.fine + so.refused, 0);
  const how = `seed ${seed}, ${count} steps, shortened ${seen.numShrinks} times`;
  return judged('random stories against the model', played, how, faults);
}
