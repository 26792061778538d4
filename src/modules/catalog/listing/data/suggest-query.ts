import { defineQuery } from '../../data/query.js';
import { CATEGORY_IS_SHOWN, GROUP_IS_SHOWN } from '../../data/sql-parts.js';
import { TRANSLATED_LINK } from '../../translations/data/translated.js';

const NAMED = (table: string, shown: string, extra = ''): string => `
  SELECT ${TRANSLATED_LINK(table === 'brands' ? 'brand' : 'category', 'g')} AS link
  FROM typed t JOIN ${table} g ON ' ' || lower(unaccent(g.name)) LIKE '% ' || t.word || '%' OR EXISTS (
    SELECT 1 FROM catalog_translations n WHERE n.${extra} = g.id AND ' ' || lower(unaccent(n.name)) LIKE '% ' || t.word || '%')
  WHERE ${shown} ORDER BY g.display_order, g.name LIMIT 5`;

/** Completions that products are looked for with. */
export const SEARCHED_COMPLETIONS = 3;

/** The last word completed, and categories and brands with a word that begins so. */
export const SUGGEST = defineQuery<'q' | 'locale'>(
  'catalog-suggest',
  `WITH typed AS MATERIALIZED (
    SELECT t.text, (regexp_match(t.text, '[[:alnum:]]+$'))[1] AS word
    FROM (SELECT lower(unaccent(normalize(:q::text, NFC))) AS text) t
  ), completed AS MATERIALIZED (
    SELECT left(t.text, -length(t.word)) || v.word AS query, v.product_count, v.word
    FROM typed t JOIN search_vocabulary v ON v.word LIKE t.word || '%'
    ORDER BY v.product_count DESC, v.word LIMIT 8
  )
  SELECT COALESCE((SELECT json_agg(c.query ORDER BY c.product_count DESC, c.word) FROM completed c), '[]') AS queries,
    COALESCE((SELECT json_agg(x.link) FROM (${NAMED('categories', CATEGORY_IS_SHOWN('g'), 'category_id')}) x), '[]') AS categories,
    COALESCE((SELECT json_agg(x.link) FROM (${NAMED('brands', GROUP_IS_SHOWN('g'), 'brand_id')}) x), '[]') AS brands`,
);

const COMPLETED = ['first', 'second', 'third']
  .map((q) => `search_tsquery(:${q}::text)`)
  .join(' || ');

/**
 * Of the most reviewed products with one of the completed queries those that have it in their names.
 * Without a name, so that it is planned for their words, as a search is.
 */
export const SUGGEST_PRODUCTS = defineQuery<'first' | 'second' | 'third' | 'locale'>(
  '',
  `SELECT COALESCE(json_agg(x.link ORDER BY x.rank DESC, x.rating_count DESC), '[]') AS products FROM (
    SELECT f.rank, f.rating_count, ${TRANSLATED_LINK('product', 'p')} AS link FROM (
      SELECT h.product_id, h.rating_count, ts_rank(h.vector, ${COMPLETED}) AS rank FROM (
        SELECT s.product_id, s.rating_count, s.vector FROM product_search s
        WHERE s.vector @@ (${COMPLETED}) AND s.sellable
        ORDER BY s.rating_count DESC, s.created_at DESC, s.product_id DESC LIMIT 50) h
      ORDER BY rank DESC, h.rating_count DESC, h.product_id LIMIT 5
    ) f JOIN products p ON p.id = f.product_id) x`,
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
