import { defineQuery } from '../../data/query.js';
import { CATEGORY_IS_SHOWN, GROUP_IS_SHOWN } from '../../data/sql-parts.js';
import { TRANSLATED_LINK } from '../../translations/data/translated.js';

const NAMED = (table: string, shown: string, extra = ''): string => `
  SELECT ${TRANSLATED_LINK(table === 'brands' ? 'brand' : 'category', 'g')} AS link
  FROM typed t JOIN ${table} g ON ' ' || lower(unaccent(g.name)) LIKE '% ' || t.word || '%' OR EXISTS (
    SELECT 1 FROM catalog_translations n WHERE n.${extra} = g.id AND ' ' || lower(unaccent(n.name)) LIKE '% ' || t.word || '%')
  WHERE ${shown} ORDER BY g.display_order, g.name LIMIT 5`;

/**
 * Words in more products than this are looked for in the most reviewed ones alone: fetching all that
 * have them would cost more than there is to show.
 */
const FEW = 2_000;

/**
 * The last word completed, products that have one of the likeliest completions, and categories and
 * brands with a word that begins so. Each list is a handful: one statement, planned once.
 */
export const SUGGEST = defineQuery<'q' | 'locale'>(
  '',
  `WITH typed AS MATERIALIZED (
    SELECT t.text, (regexp_match(t.text, '[[:alnum:]]+$'))[1] AS word
    FROM (SELECT lower(unaccent(normalize(:q::text, NFC))) AS text) t
  ), completed AS MATERIALIZED (
    SELECT left(t.text, -length(t.word)) || v.word AS query, v.product_count, v.word
    FROM typed t JOIN search_vocabulary v ON v.word LIKE t.word || '%'
    ORDER BY v.product_count DESC, v.word LIMIT 8
  ), searched AS MATERIALIZED (
    SELECT c.product_count, search_tsquery(c.query) AS words FROM completed c ORDER BY c.product_count DESC, c.word LIMIT 3
  ), popular AS MATERIALIZED (
    SELECT * FROM (SELECT s.product_id, s.vector, s.rating_count FROM product_search s WHERE s.sellable
      ORDER BY s.rating_count DESC, s.created_at DESC, s.product_id DESC LIMIT ${FEW}) s
    WHERE EXISTS (SELECT 1 FROM searched c WHERE c.product_count > ${FEW})
  ), found AS MATERIALIZED (
    SELECT h.product_id, max(h.rating_count) AS rating_count FROM searched c CROSS JOIN LATERAL (
      (SELECT s.product_id, s.rating_count FROM popular s WHERE c.product_count > ${FEW} AND s.vector @@ c.words
        ORDER BY s.rating_count DESC LIMIT 5)
      UNION ALL (SELECT * FROM (SELECT s.product_id, s.rating_count FROM product_search s
          WHERE c.product_count <= ${FEW} AND s.vector @@ c.words AND s.sellable OFFSET 0) s
        ORDER BY s.rating_count DESC LIMIT 5)
    ) h GROUP BY h.product_id
  )
  SELECT json_build_object(
    'queries', COALESCE((SELECT json_agg(c.query ORDER BY c.product_count DESC, c.word) FROM completed c), '[]'),
    'products', COALESCE((SELECT json_agg(x.link ORDER BY x.rating_count DESC, x.id) FROM (
      SELECT f.rating_count, p.id, ${TRANSLATED_LINK('product', 'p')} AS link
      FROM found f JOIN products p ON p.id = f.product_id ORDER BY f.rating_count DESC, p.id LIMIT 5) x), '[]'),
    'categories', COALESCE((SELECT json_agg(x.link) FROM (${NAMED('categories', CATEGORY_IS_SHOWN('g'), 'category_id')}) x), '[]'),
    'brands', COALESCE((SELECT json_agg(x.link) FROM (${NAMED('brands', GROUP_IS_SHOWN('g'), 'brand_id')}) x), '[]')
  )::text AS body`,
);

/** Categories by their words, best first; there are thousands at most, so they are looked at one by one. */
export const SEARCH_CATEGORIES = defineQuery<'q' | 'locale' | 'limit'>(
  'catalog-search-categories',
  `WITH texts AS (
    SELECT g.id, g.slug, g.name, g.display_order,
      setweight(to_tsvector('eshop', normalize(concat_ws(' . ', g.name, (SELECT string_agg(n.name, ' . ') FROM catalog_translations n
        WHERE n.category_id = g.id)), NFC)), 'A') || setweight(to_tsvector('eshop', left(COALESCE(g.description, ''), 2000)), 'D') AS vector
    FROM categories g WHERE ${CATEGORY_IS_SHOWN('g')}
  )
  SELECT json_build_object('items', COALESCE((SELECT json_agg(x.link) FROM (
    SELECT ${TRANSLATED_LINK('category', 'g')} AS link FROM texts g WHERE g.vector @@ search_tsquery(:q::text)
    ORDER BY ts_rank(g.vector, search_tsquery(:q::text)) DESC, g.display_order, g.name LIMIT :limit::int) x), '[]'))::text AS body`,
);
