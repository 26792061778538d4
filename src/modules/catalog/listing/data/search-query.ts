import { defineQuery, type Query } from '../../data/query.js';
import { CARD_JOINS, cardJson } from './card-sql.js';
import { ALL_WORDS, ANY_WORD, EVERY_WORD, REFUSED, REFUSED_OR_UNKNOWN } from './search-parts.js';

/** So many of the matches are ranked, the most reviewed ones first where there are more. */
export const MAX_RANKED = 1000;

/** How a search is asked. */
export interface SearchShape {
  readonly isNextPage: boolean;
  /** Some of the words are enough where no product has all of them. */
  readonly orAnyWord: boolean;
  readonly withUnavailable: boolean;
  readonly withOptions: boolean;
}

/**
 * Names before brands before categories and values before texts (the weights of the vector); the same
 * query with its stop words once more, so that "ao dai do" prefers what is red; and of equals what is
 * reviewed more.
 */
const RANK = `((CASE WHEN k.query = k.words THEN 2 * ts_rank(h.vector, k.query)
    ELSE ts_rank(h.vector, k.query) + ts_rank(h.vector, k.words) END) * (1 + ln(1 + h.rating_count) / 150))::real`;

const hits = (
  query: string,
  shape: SearchShape,
  conditions: readonly string[],
  only = '',
): string => `
  SELECT s.product_id AS id, s.vector, s.rating_count
  FROM product_search s ${conditions.length > 0 ? 'JOIN product_listings l ON l.id = s.product_id' : ''}
  WHERE ${[
    `s.vector @@ ${query}`,
    ...(shape.withUnavailable ? [] : ['s.sellable']),
    ...conditions,
    `NOT (${REFUSED})`,
    ...(only === '' ? [] : [only]),
  ].join('\n    AND ')}
  ORDER BY s.rating_count DESC, s.created_at DESC, s.product_id DESC LIMIT ${MAX_RANKED}`;

/**
 * A search by relevance. It has no name: a broad word is walked by popularity and a rare one fetched
 * by the index on words, so the plan has to be made for the words that are searched.
 *
 * @param conditions on `product_listings l`
 */
export function searchQuery(shape: SearchShape, conditions: readonly string[]): Query<string> {
  const anyHits = `, some_hits AS MATERIALIZED (${hits(ANY_WORD, shape, conditions, 'NOT EXISTS (SELECT 1 FROM all_hits)')})`;
  const after = 'WHERE (ra.rank, ra.id) < (:afterValue::real, :afterId::uuid)';
  return defineQuery(
    '',
    `WITH all_hits AS MATERIALIZED (${hits(ALL_WORDS, shape, conditions)})
      ${shape.orAnyWord ? anyHits : ''}
    , hits AS (SELECT * FROM all_hits ${shape.orAnyWord ? 'UNION ALL SELECT * FROM some_hits' : ''}
    ), ranked AS MATERIALIZED (
      SELECT h.id, ${RANK} AS rank
      FROM hits h CROSS JOIN (SELECT ${shape.orAnyWord ? ANY_WORD : ALL_WORDS} AS query, ${EVERY_WORD} AS words) k
    ), page AS (
      SELECT r.rank, l.*, row_number() OVER (ORDER BY r.rank DESC, r.id DESC) AS n
      FROM (SELECT * FROM ranked ra ${shape.isNextPage ? after : ''}
        ORDER BY ra.rank DESC, ra.id DESC LIMIT :limit::int + 1 OFFSET :offset::int) r
      JOIN product_listings l ON l.id = r.id
    )
    SELECT
      '[' || COALESCE(string_agg(${cardJson(shape.withOptions)}, ',' ORDER BY n) FILTER (WHERE n <= :limit::int), '') || ']' AS items,
      CASE WHEN count(*) > :limit::int THEN (SELECT k.rank::text FROM page k WHERE k.n = :limit::int) END AS last_value,
      CASE WHEN count(*) > :limit::int THEN (SELECT k.id FROM page k WHERE k.n = :limit::int) END AS last_id,
      (SELECT count(*)::int FROM ranked) AS total,
      ${shape.orAnyWord ? 'EXISTS (SELECT 1 FROM some_hits)' : 'false'} AS is_any_word,
      CASE WHEN NOT EXISTS (SELECT 1 FROM ranked) THEN (${REFUSED_OR_UNKNOWN}) END AS when_empty
    FROM page p ${CARD_JOINS}`,
  );
}
