import type { UnknownWord } from '../domain/spelling.js';

/** The query as it was typed, parameter `q`. */
export const ALL_WORDS = 'search_tsquery(:q::text)';

/** Some of its words are enough. */
export const ANY_WORD = 'search_tsquery_any(:q::text)';

/** With its stop words, for ranking. */
export const EVERY_WORD = `websearch_to_tsquery('eshop_words', normalize(:q::text, NFC))`;

/** Whether a product is found, for statements that sort by something else than relevance. */
export const HAS_WORDS = (productId: string, anyWord = false): string =>
  `EXISTS (SELECT 1 FROM product_search s WHERE s.product_id = ${productId}
    AND s.vector @@ ${anyWord ? ANY_WORD : ALL_WORDS} AND NOT (${REFUSED}))`;

const QUERY = `websearch_to_tsquery('eshop', :q::text)`;

/** The query has words and none of them has to be there: the answer would be the whole shop. */
export const REFUSED = `SELECT numnode(${QUERY}) > 0 AND (querytree(${QUERY}) = 'T' OR EXISTS (
    SELECT 1 FROM regexp_matches(${QUERY}::text, '(!?)(''(?:[^'']|'''')*'')', 'g') AS m (parts)
    GROUP BY m.parts[2] HAVING count(DISTINCT m.parts[1]) > 1))`;

/** Words that no name has, each with those that it may have been meant to be. */
const UNKNOWN_WORDS = `
  SELECT json_agg(json_build_object('word', t.word, 'candidates', near.words))
  FROM (
    SELECT u.word FROM unnest(search_words(:q::text)) u (word)
    WHERE length(u.word) >= 3 AND NOT EXISTS (SELECT 1 FROM search_vocabulary k WHERE k.word = u.word)
    LIMIT 6
  ) t
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('word', c.word, 'count', c.product_count)) AS words
    FROM (
      SELECT v.word, v.product_count FROM search_vocabulary v
      WHERE (v.word % t.word OR v.word LIKE left(t.word, 2) || '%')
        AND (length(v.word) BETWEEN length(t.word) - 2 AND length(t.word) + 2 OR v.word LIKE t.word || '%')
      ORDER BY similarity(v.word, t.word) DESC, v.product_count DESC, v.word LIMIT 40
    ) c
  ) near`;

/** Selected when nothing was found. */
export const REFUSED_OR_UNKNOWN = `SELECT json_build_object('refused', (${REFUSED}), 'unknown', (${UNKNOWN_WORDS}))`;

export interface WhenEmpty {
  readonly refused: boolean;
  readonly unknown: readonly UnknownWord[] | null;
}
