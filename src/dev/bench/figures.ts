import type { LoadFigures } from './load.js';

/** One kind of read at one size. */
export interface SectionFigures {
  readonly section: string;
  readonly products: number;
  /** Of the middle answer. */
  readonly bytes: number;
  /** Round trips to PostgreSQL of a request, at most, with the cache off. */
  readonly statements: number;
  readonly fastify: LoadFigures;
  readonly on: LoadFigures;
  readonly off: LoadFigures;
  readonly pg: LoadFigures;
}

/** How the time of one request grows with the catalogue. */
export interface GrowthFigures {
  readonly section: string;
  readonly p50: readonly { readonly products: number; readonly ms: number }[];
}

/** Everything that was measured in one run. */
export interface BenchResult {
  readonly sections: readonly SectionFigures[];
  readonly growth: readonly GrowthFigures[];
  /** Milliseconds of the same answer out of Redis and of its rows out of PostgreSQL; null without a Redis. */
  readonly shared: { readonly redisMs: number; readonly statementMs: number } | null;
  readonly memory: readonly {
    readonly products: number;
    readonly offMb: number;
    readonly onMb: number;
  }[];
}

/** Of the largest catalogue's time to the smallest one's. */
export function growthOf({ p50 }: GrowthFigures): number {
  return (p50.at(-1)?.ms ?? 0) / Math.max(0.001, p50[0]?.ms ?? 0);
}
