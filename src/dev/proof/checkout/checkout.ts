import type { ProofOptions } from '../main.js';
import { type ProofPart, runParts } from '../run-parts.js';
import type { ProofRow } from '../table.js';
import { MODEL_BREAKS, storiesAgainstModel } from './model/model-part.js';
import { quotesOverHttp } from './quotes-over-http.js';
import { runRaces } from './races/races.js';
import { BROKEN_APIS } from './broken-apis.js';
import { crowdsAgainstModel } from './model/crowd-part.js';
import { ALL_BASKETS, randomBaskets } from './random-baskets.js';
import { statementCounts } from './statement-counts.js';

/** Guards that this proof can take out, and must then notice. */
export const CHECKOUT_BREAKS: readonly string[] = [...Object.keys(BROKEN_APIS), ...MODEL_BREAKS];

const ROUNDS = 200;

const HTTP_ROUNDS = 100;
const CROWDS = 100;
const MODEL = { stories: 200, steps: 50 } as const;

/** What carts, prices and orders promise. */
export function checkout(options: ProofOptions): Promise<ProofRow[]> {
  const { broken, seed, say } = options;
  const rounds = options.rounds ?? ROUNDS;
  return runParts(options, (rig): readonly ProofPart[] => [
    ['random baskets', () => Promise.resolve(randomBaskets(seed, ALL_BASKETS, say))],
    ['races', () => runRaces(rig, { rounds, withCrowds: true, broken, say })],
    ['quotes over HTTP', () => quotesOverHttp(rig, options.rounds ?? HTTP_ROUNDS, say)],
    [
      'model',
      () =>
        storiesAgainstModel(rig, {
          ...MODEL,
          stories: options.rounds ?? MODEL.stories,
          seed,
          broken,
          say,
        }),
    ],
    [
      'model at once',
      () => crowdsAgainstModel(rig, { rounds: options.rounds ?? CROWDS, seed, broken, say }),
    ],
    ['statement counts', () => statementCounts(rig, say)],
  ]);
}
