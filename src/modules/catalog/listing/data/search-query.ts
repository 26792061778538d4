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

/** Products in the order in which they come to be ranked. */
const POPULAR = (row: string): string =>
  `${row}.rating_count DESC, ${row}.created_at DESC, ${row}.id DESC LIMIT ${MAX_RANKED}`;

/** Indexes of the most reviewed products, the fewest first; all products last. */
const TIERS = [4, 3, 2, 1, 0];

/** What a set of candidates is found by. */
interface Candidates {
  /** The set is `<name>_hits`. */
  readonly name: string;
  /** The searched words, read by the planner. */
  readonly query: string;
  /** The same as a value of the statement `k`. */
  readonly value: string;
  /** What must hold before anything is looked for. */
  readonly first: readonly string[];
}

/**
 * Candidates in the whole shop: found among the fewest of the most reviewed products that have enough of
 * them, by indexes alone. No plan depends on the words, so that it is made once.
 */
function tieredHits({ name, value, first }: Candidates, shape: SearchShape): string {
  const parts = TIERS.map((tier, n) => {
    const conditions = [
      ...first,
      ...TIERS.slice(0, n).map(
        (before) => `(SELECT c.n < ${MAX_RANKED} FROM ${name}_n${before} c)`,
      ),
      `s.vector @@ (SELECT ${value} FROM k)`,
      ...(shape.withUnavailable ? [] : ['s.sellable']),
      ...(tier === 0 ? [] : [`s.tier >= ${tier}`]),
    ];
    // OFFSET 0: the planner, who does not know the words, must not walk along the popular ones in search of them.
    return `${name}_${tier} AS MATERIALIZED (SELECT * FROM (
        SELECT s.ctid AS place, s.product_id AS id, s.rating_count, s.created_at FROM product_search s
        WHERE ${conditions.join(' AND ')} OFFSET 0) m ORDER BY ${POPULAR('m')}),
      ${name}_n${tier} AS MATERIALIZED (SELECT count(*) AS n FROM ${name}_${tier})`;
  });
  const chosen = TIERS.map(
    (tier) =>
      `SELECT place, id, rating_count FROM ${name}_${tier}
        ${tier === 0 ? '' : `WHERE (SELECT c.n >= ${MAX_RANKED} FROM ${name}_n${tier} c)`}`,
  );
  return `${parts.join(',\n')}, ${name}_hits AS MATERIALIZED (${chosen.join(' UNION ALL ')})`;
}

/**
 * Candidates that have to meet more conditions. Planned for their values: a broad word is walked by
 * popularity, a rare one fetched by the index on words, a narrow filter by its own.
 */
function filteredHits(
  { name, query, first }: Candidates,
  shape: SearchShape,
  conditions: readonly string[],
): string {
  const all = [
    `s.vector @@ ${query}`,
    ...(shape.withUnavailable ? [] : ['s.sellable']),
    ...conditions,
    ...first,
  ];
  return `${name}_hits AS MATERIALIZED (SELECT m.place, m.id, m.rating_count FROM (
      SELECT s.ctid AS place, s.product_id AS id, s.rating_count, s.created_at
      FROM product_search s JOIN product_listings l ON l.id = s.product_id
      WHERE ${all.join('\n    AND ')}) m ORDER BY ${POPULAR('m')})`;
}

const built = new Map<string, Query<string>>();

/**
 * A search by relevance. Without conditions it has a name and a plan that is kept.
 *
 * @param conditions on `product_listings l`
 */
export function searchQuery(shape: SearchShape, conditions: readonly string[]): Query<string> {
  if (conditions.length > 0) return build('', shape, conditions);
  const flags = [
    shape.isNextPage ? '-next' : '',
    shape.orAnyWord ? '-any' : '',
    shape.withUnavailable ? '-unavailable' : '',
    shape.withOptions ? '-options' : '',
  ];
  const name = `catalog-search${flags.join('')}`;
  const query = built.get(name) ?? build(name, shape, conditions);
  built.set(name, query);
  return query;
}

function build(name: string, shape: SearchShape, conditions: readonly string[]): Query<string> {
  const hits = (candidates: Candidates): string =>
    conditions.length === 0
      ? tieredHits(candidates, shape)
      : filteredHits(candidates, shape, conditions);
  const allowed = '(SELECT k.allowed FROM k)';
  const all = hits({ name: 'all', query: ALL_WORDS, value: 'k.every', first: [allowed] });
  const some = hits({
    name: 'some',
    query: ANY_WORD,
    value: 'k.either',
    first: [allowed, 'NOT EXISTS (SELECT 1 FROM all_hits)'],
  });
  const after = 'WHERE (ra.rank, ra.id) < (:afterValue::real, :afterId::uuid)';
  return defineQuery(
    name,
    `WITH k AS MATERIALIZED (
      SELECT ${ALL_WORDS} AS every, ${shape.orAnyWord ? ANY_WORD : 'NULL'} AS either,
        ${shape.orAnyWord ? ANY_WORD : ALL_WORDS} AS query, ${EVERY_WORD} AS words, NOT (${REFUSED}) AS allowed
    ), ${all}
      ${shape.orAnyWord ? `, ${some}` : ''}
    , hits AS (SELECT * FROM all_hits ${shape.orAnyWord ? 'UNION ALL SELECT * FROM some_hits' : ''}
    ), ranked AS MATERIALIZED (
      SELECT h.id, ${RANK} AS rank
      FROM (SELECT c.id, c.rating_count, s.vector FROM hits c JOIN product_search s ON s.ctid = c.place OFFSET 0) h
      CROSS JOIN k
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
