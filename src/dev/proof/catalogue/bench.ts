import type { BenchResult } from '../../bench/figures.js';
import { growthOf } from '../../bench/figures.js';
import { ratios, sizeName, toText } from '../../bench/report.js';
import { runBench } from '../../bench/bench.js';
import type { ProofRow } from '../table.js';

const FOLDER = '.data/bench';
const SIZES = [10_000, 100_000, 1_000_000];
/** Budgets: times the smallest catalogue's, or milliseconds. */
const MAX_GROWTH = 2;
const MAX_SEARCH_MS = 15;
const MAX_STATEMENTS = 2;
const MAX_RSS_MB = 180;

/** What `npm run bench` measures, as rows beside the budgets. */
export async function bench(say: (line: string) => void): Promise<ProofRow[]> {
  const result = await runBench({ folder: FOLDER, sizes: SIZES, seconds: 1, rounds: 3, say });
  say(toText(result));
  return toRows(result);
}

/** One row for each kind of read, one for the memory. */
export function toRows({ sections, growth, memory }: BenchResult): ProofRow[] {
  const rows = growth.map((figures): ProofRow => {
    const { section, p50 } = figures;
    const own = sections.filter((found) => found.section === section);
    const parts = own.map((found) => {
      const { on, off } = ratios(found);
      return `${sizeName(found.products)}: ${on.toFixed(2)} of Fastify, ${off.toFixed(2)} of pg`;
    });
    const statements = Math.max(...own.map((found) => found.statements));
    const times = p50.map(({ ms }) => ms.toFixed(2)).join(' → ');
    const grown = growthOf(figures);
    const isFlat = section === 'list' || section === 'detail' ? grown <= MAX_GROWTH : true;
    const isFast = section === 'search' ? (p50.at(-1)?.ms ?? 0) <= MAX_SEARCH_MS : true;
    const hasFew = section === 'facets' || statements <= MAX_STATEMENTS;
    return {
      name: `read: ${section}`,
      isKept: isFlat && isFast && hasFew,
      n: own.length,
      seen: `${parts.join('; ')}; p50 ${times} ms (× ${grown.toFixed(2)}), ${statements} statements`,
    };
  });
  const most = Math.max(...memory.flatMap(({ offMb, onMb }) => [offMb, onMb]));
  const seen = `${most} MB at most (at most ${MAX_RSS_MB})`;
  return [
    ...rows,
    {
      name: 'memory of the API under load',
      isKept: most <= MAX_RSS_MB,
      n: memory.length * 2,
      seen,
    },
  ];
}
