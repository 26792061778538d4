import type { QueryResultRow } from 'pg';
import { isRetryable } from '../../../../database/pg-errors.js';
import type { Statement } from '../../../../database/statement.js';
import { MOVE_TIERS, SET_TIERS } from '../data/upkeep-statements.js';

/** One connection, so that a transaction can be made of statements. */
export type RebuildQuery = <Row extends QueryResultRow>(
  statement: Statement,
  values?: readonly unknown[],
) => Promise<Row[]>;

export interface RebuildOptions {
  /** Products in one transaction. */
  readonly batchSize?: number;
  /** From the beginning, though an earlier run was cut off in the middle. */
  readonly restart?: boolean;
  /** Also build the indexes on words anew, beside the old ones. */
  readonly reindex?: boolean;
  readonly onProgress?: (line: string) => void;
}

export interface RebuildReport {
  readonly products: number;
  /** Continued where an earlier run was cut off. */
  readonly isResumed: boolean;
  readonly words: number;
}

const BATCH = 500;
const MAX_TRIES = 5;

const BEGIN = {
  name: 'rebuild-begin',
  text: `INSERT INTO search_runs AS r (kind, started_at) VALUES ('rebuild', now())
    ON CONFLICT (kind) DO UPDATE SET started_at = CASE WHEN r.finished_at IS NULL AND NOT $1::boolean THEN r.started_at ELSE now() END,
      position = CASE WHEN r.finished_at IS NULL AND NOT $1::boolean THEN r.position END,
      done = CASE WHEN r.finished_at IS NULL AND NOT $1::boolean THEN r.done ELSE 0 END, finished_at = NULL
    RETURNING position, done`,
};
// Locks before it computes (both functions do), so an edit that is under way is waited for and counted in,
// and one that comes later finds its product free again within the batch.
const STEP = {
  name: 'rebuild-step',
  text: `WITH next AS MATERIALIZED (
      SELECT p.id FROM products p WHERE $1::uuid IS NULL OR p.id > $1::uuid ORDER BY p.id LIMIT $2::int
    ), ids AS MATERIALIZED (SELECT array_agg(n.id ORDER BY n.id) AS list, count(*)::int AS count FROM next n)
    SELECT i.list, i.count FROM ids i`,
};
const LISTINGS = { name: 'rebuild-listings', text: 'SELECT refresh_product_listings($1::uuid[])' };
const SEARCH = { name: 'rebuild-search', text: 'SELECT write_product_search($1::uuid[])' };
const FORGET = {
  name: 'rebuild-forget',
  text: 'DELETE FROM search_changes WHERE product_id = ANY ($1::uuid[])',
};
const NOTE = {
  name: 'rebuild-note',
  text: `UPDATE search_runs SET position = $1::uuid, done = done + $2::int WHERE kind = 'rebuild' RETURNING done`,
};
const WORDS = { name: 'rebuild-words', text: 'SELECT refresh_search_vocabulary() AS words' };
const END = {
  name: 'rebuild-end',
  text: `UPDATE search_runs SET finished_at = now(), position = NULL WHERE kind = 'rebuild'`,
};
const INDEXES = [
  'idx_product_search_vector',
  'idx_product_search_tier_1',
  'idx_product_search_tier_2',
  'idx_product_search_tier_3',
  'idx_product_search_tier_4',
  'idx_product_search_popularity',
  'idx_search_vocabulary_trigram',
  'idx_product_listings_values',
  'idx_product_listings_fields',
];

/**
 * Computes every listing, every searched row and the vocabulary anew and writes what differs, in batches
 * of one transaction each. Readers see the old row or the new one; writers of a product wait for its batch
 * at most. How far it came is part of each batch: killed anywhere, the next run goes on behind the last one.
 */
export class RebuildSearch {
  constructor(private readonly query: RebuildQuery) {}

  async execute(options: RebuildOptions = {}): Promise<RebuildReport> {
    const { batchSize = BATCH, restart = false, onProgress = () => undefined } = options;
    const [begun] = await this.query<{ position: string | null; done: number }>(BEGIN, [restart]);
    let position = begun?.position ?? null;
    const isResumed = position !== null;
    if (isResumed) onProgress(`going on after ${begun?.done ?? 0} products`);
    let products = 0;
    for (;;) {
      const step = await this.inTransaction(() => this.step(position, batchSize));
      if (step === null) break;
      position = step.last;
      products += step.count;
      onProgress(`${step.done} products`);
    }
    await this.keepTiers(batchSize);
    const [counted] = await this.query<{ words: number }>(WORDS);
    if (options.reindex === true) await this.reindex(onProgress);
    await this.query(END);
    return { products, isResumed, words: counted?.words ?? 0 };
  }

  private async step(
    position: string | null,
    batchSize: number,
  ): Promise<{ last: string; count: number; done: number } | null> {
    const [next] = await this.query<{ list: string[] | null; count: number }>(STEP, [
      position,
      batchSize,
    ]);
    const last = next?.list?.at(-1);
    if (next === undefined || last === undefined) return null;
    await this.query(LISTINGS, [next.list]);
    await this.query(SEARCH, [next.list]);
    await this.query(FORGET, [next.list]);
    const [noted] = await this.query<{ done: number }>(NOTE, [last, next.count]);
    return { last, count: next.count, done: noted?.done ?? 0 };
  }

  private async keepTiers(batchSize: number): Promise<void> {
    await this.query(SET_TIERS);
    let last: string | null = null;
    do {
      const [moved]: { last: string | null }[] = await this.query<{ last: string | null }>(
        MOVE_TIERS,
        [last, batchSize],
      );
      last = moved?.last ?? null;
    } while (last !== null);
  }

  private async reindex(onProgress: (line: string) => void): Promise<void> {
    for (const index of INDEXES) {
      onProgress(`building ${index} beside the old one`);
      await this.query({ name: '', text: `REINDEX INDEX CONCURRENTLY ${index}` });
    }
  }

  /** An editor of many products may meet a batch in another order: who is chosen to give way begins it again. */
  private async inTransaction<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      await this.query({ name: '', text: 'BEGIN' });
      try {
        const result = await work();
        await this.query({ name: '', text: 'COMMIT' });
        return result;
      } catch (error) {
        await this.query({ name: '', text: 'ROLLBACK' });
        if (!isRetryable(error) || tries === MAX_TRIES) throw error;
      }
    }
  }
}
