import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { currencyExponent } from '../../../../common/money/money.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { SearchOnlyExcludes } from '../../catalog.errors.js';
import { correctSpelling, type UnknownWord } from '../domain/spelling.js';
import { runQuery } from '../../data/query.js';
import { MAX_RANKED, SEARCH, SEARCH_NEXT, type SearchParameter, SUGGEST } from './search-query.js';

interface SearchRow {
  readonly refused: boolean;
  readonly items: string;
  readonly last_rank: string | null;
  readonly last_id: string | null;
  readonly total: number;
  readonly unknown: readonly UnknownWord[] | null;
}

interface Position {
  readonly rank: string;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const RANK = /^\d(\.\d{1,20})?(e-\d{1,2})?$/;

/** Full-text search; at most two statements, the second one only after a typing mistake. */
@Injectable()
export class ProductSearch {
  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * One page of matches, best first, as JSON text. Where nothing matches, unknown words are corrected
   * and the corrected query is named in the answer.
   *
   * @throws SearchOnlyExcludes when the query names nothing to be found.
   */
  async search(q: string, limit: number, cursor: string | undefined): Promise<string> {
    const after = cursor === undefined ? null : readCursor(cursor);
    const found = await this.run(q, limit, after);
    if (found.refused) throw new SearchOnlyExcludes();
    if (found.total > 0) return toPageText(found, null);
    const corrected = correctSpelling(q, found.unknown ?? []);
    if (corrected === null) return toPageText(found, null);
    const second = await this.run(corrected, limit, after);
    return second.total > 0 ? toPageText(second, corrected) : toPageText(found, null);
  }

  /** Completions of the last word, with categories and brands that begin with it. */
  async suggest(q: string): Promise<string> {
    const [row] = await runQuery<{ body: string }, 'q'>(this.db, SUGGEST, { q });
    if (row === undefined) throw new Error('The suggest statement gave no row');
    return row.body;
  }

  private async run(q: string, limit: number, after: Position | null): Promise<SearchRow> {
    const query = after === null ? SEARCH : SEARCH_NEXT;
    const [row] = await runQuery<SearchRow, SearchParameter>(this.db, query, {
      q,
      limit,
      currency: this.env.CURRENCY,
      digits: currencyExponent(this.env.CURRENCY),
      afterRank: after?.rank ?? null,
      afterId: after?.id ?? null,
    });
    if (row === undefined) throw new Error('The search statement gave no row');
    return row;
  }
}

function toPageText(row: SearchRow, correctedQuery: string | null): string {
  const { last_rank, last_id, total } = row;
  const cursor = last_id === null ? null : encodeCursor([last_rank, last_id]);
  return (
    `{"items":${row.items},"nextCursor":${JSON.stringify(cursor)},"total":${total},` +
    `"totalIsCapped":${String(total >= MAX_RANKED)},"correctedQuery":${JSON.stringify(correctedQuery)}}`
  );
}

function readCursor(text: string): Position {
  const [rank, id] = decodeCursor(text, 2);
  const isRank = typeof rank === 'string' && RANK.test(rank);
  if (!isRank || typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursor();
  return { rank, id };
}
