import pg from 'pg';
import { answerParent } from './child.js';
import { closedLoop, type LoopFigures } from './closed-loop.js';

/** One statement, asked again and again with each of the values in turn. */
export interface BarePgWork {
  readonly url: string;
  readonly name: string;
  readonly text: string;
  readonly values: readonly (readonly unknown[])[];
  readonly concurrency: number;
  readonly seconds: number;
}

const pools = new Map<string, pg.Pool>();

answerParent(async (work: BarePgWork): Promise<LoopFigures> => {
  const { url, name, text, values, concurrency, seconds } = work;
  const pool = pools.get(url) ?? new pg.Pool({ connectionString: url, max: 10 });
  pools.set(url, pool);
  return closedLoop(concurrency, seconds, (turn) =>
    pool.query({ name, text, values: [...(values[turn % values.length] ?? [])] }),
  );
});
