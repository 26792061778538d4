import { defineQuery, type Query } from '../../data/query.js';
import {
  CARD_JSON,
  CATEGORY_IS_SHOWN,
  GROUP_IS_SHOWN,
} from '../../data/sql-parts.js';

/** So many of the matches are ranked, the most reviewed ones first where there are more. */
export const MAX_RANKED = 1000;

export type SearchParameter = 'q' | 'limit' | 'currency' | 'digits' | 'afterRank' | 'afterId';

const QUERY = `websearch_to_tsquery('eshop', :q::text)`;

/** Words that no product or brand name has, each with those that it may have been meant to be. */
const UNKNOWN_WORDS = `
  SELECT json_agg(json_build_object('word', t.word, 'candidates', near.words))
  FROM (
    SELECT u.lexeme AS word FROM unnest(to_tsvector('simple', unaccent(:q::text))) u
    WHERE u.lexeme ~ '^[[:alnum:]]{3,40}$'
      AND NOT EXISTS (SELECT 1 FROM search_vocabulary k WHERE k.word = u.lexeme)
    ORDER BY u.positions[1] LIMIT 6
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

function build(isNextPage: boolean): Query<SearchParameter> {
  // No name: a broad word is walked by popularity and a rare one fetched by the index on words, so the
  // plan has to be made for the words that are searched.
  return defineQuery(
    '',
    `WITH checked AS MATERIALIZED (
      SELECT numnode(${QUERY}) > 0 AND (querytree(${QUERY}) = 'T' OR EXISTS (
        SELECT 1 FROM regexp_matches(${QUERY}::text, '(!?)(''(?:[^'']|'''')*'')', 'g') AS m (parts)
        GROUP BY m.parts[2] HAVING count(DISTINCT m.parts[1]) > 1)) AS refused
    ), hits AS MATERIALIZED (
      SELECT p.product_id AS id, p.vector AS search_vector FROM product_search p
      WHERE p.vector @@ ${QUERY} AND p.sellable AND NOT (SELECT c.refused FROM checked c)
      ORDER BY p.rating_count DESC, p.created_at DESC, p.product_id DESC LIMIT ${MAX_RANKED}
    ), ranked AS MATERIALIZED (
      SELECT h.id, ts_rank(h.search_vector, ${QUERY}) AS rank FROM hits h
    ), page AS (
      SELECT r.rank, l.*, row_number() OVER (ORDER BY r.rank DESC, r.id DESC) AS n
      FROM (SELECT * FROM ranked ra ${isNextPage ? 'WHERE (ra.rank, ra.id) < (:afterRank::real, :afterId::uuid)' : ''}
        ORDER BY ra.rank DESC, ra.id DESC LIMIT :limit::int + 1) r
      JOIN product_listings l ON l.id = r.id
    )
    SELECT (SELECT c.refused FROM checked c) AS refused,
      '[' || COALESCE(string_agg(${CARD_JSON('p')}, ',' ORDER BY n) FILTER (WHERE n <= :limit::int), '') || ']' AS items,
      CASE WHEN count(*) > :limit::int THEN (SELECT k.rank::text FROM page k WHERE k.n = :limit::int) END AS last_rank,
      CASE WHEN count(*) > :limit::int THEN (SELECT k.id FROM page k WHERE k.n = :limit::int) END AS last_id,
      (SELECT count(*)::int FROM hits) AS total,
      CASE WHEN NOT EXISTS (SELECT 1 FROM hits) THEN (${UNKNOWN_WORDS}) END AS unknown
    FROM page p`,
  );
}

export const SEARCH = build(false);
export const SEARCH_NEXT = build(true);

/** The last word completed, and categories and brands with a word that begins so. */
export const SUGGEST = defineQuery<'q'>(
  'catalog-suggest',
  `WITH typed AS MATERIALIZED (
    SELECT t.text, (regexp_match(t.text, '[[:alnum:]]+$'))[1] AS word
    FROM (SELECT lower(unaccent(:q::text)) AS text) t
  )
  SELECT json_build_object(
    'queries', COALESCE((SELECT json_agg(w.completed) FROM (
      SELECT left(t.text, -length(t.word)) || v.word AS completed FROM typed t JOIN search_vocabulary v ON v.word LIKE t.word || '%'
      ORDER BY v.product_count DESC, v.word LIMIT 8) w), '[]'::json),
    'categories', COALESCE((SELECT json_agg(json_build_object('id', x.id, 'slug', x.slug, 'name', x.name)) FROM (
      SELECT c.id, c.slug, c.name FROM typed t JOIN categories c ON ' ' || lower(unaccent(c.name)) LIKE '% ' || t.word || '%'
      WHERE ${CATEGORY_IS_SHOWN('c')} ORDER BY c.display_order, c.name LIMIT 5) x), '[]'::json),
    'brands', COALESCE((SELECT json_agg(json_build_object('id', x.id, 'slug', x.slug, 'name', x.name)) FROM (
      SELECT b.id, b.slug, b.name FROM typed t JOIN brands b ON ' ' || lower(unaccent(b.name)) LIKE '% ' || t.word || '%'
      WHERE ${GROUP_IS_SHOWN('b')} ORDER BY b.display_order, b.name LIMIT 5) x), '[]'::json)
  )::text AS body`,
);
