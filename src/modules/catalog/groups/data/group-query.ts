import { CATEGORY_IS_SHOWN, GROUP_IS_SHOWN } from '../../data/sql-parts.js';
import { defineViewQuery } from '../../data/view-query.js';
import {
  SLUG_ID,
  type SluggedKind,
  TRANSLATED,
  TRANSLATED_LINK,
  TRANSLATION,
} from '../../translations/data/translated.js';

/** The picture that stands for a group: the first of its own, else the address that it was given. */
const PICTURE = (kind: SluggedKind, row: string): string => `COALESCE(
      (SELECT json_build_object('url', im.url, 'altText', im.alt_text, 'srcset', image_srcset(im.url, im.width),
          'width', im.width, 'height', im.height)
        FROM images im WHERE im.${kind}_id = ${row}.id ORDER BY im.position, im.id LIMIT 1),
      CASE WHEN ${row}.image_url IS NOT NULL THEN json_build_object('url', ${row}.image_url, 'altText', NULL,
        'srcset', NULL, 'width', NULL, 'height', NULL) END)`;

/** What a group shows of itself in the asked language; `t` is its translation. */
const WORDS = (row: string): string => `${row}.id, COALESCE(t.slug, ${row}.slug) AS slug,
      COALESCE(t.name, ${row}.name) AS name, COALESCE(t.description, ${row}.description) AS description`;

/** Every category that may be seen; those below a hidden one are left to whoever builds the tree. */
export const CATEGORY_ROWS = defineViewQuery<'locale'>(
  'catalog-categories',
  `SELECT ${WORDS('c')}, c.parent_id, c.image_url, ${PICTURE('category', 'c')} AS image
  FROM categories c ${TRANSLATION('category', 'c.id', 't')} WHERE c.published AND c.deleted_at IS NULL
  ORDER BY c.display_order, c.name`,
);

export const CATEGORY_PAGE = defineViewQuery<'slug' | 'locale'>(
  'catalog-category',
  `SELECT row_to_json(doc)::text AS body FROM (
    SELECT ${WORDS('c')}, c.image_url AS "imageUrl", ${PICTURE('category', 'c')} AS image,
      (SELECT json_agg(${TRANSLATED_LINK('category', 'up')} ORDER BY length(up.path)) FROM categories up
        WHERE up.id = ANY (string_to_array(trim(BOTH '/' FROM c.path), '/')::uuid[])) AS breadcrumbs,
      COALESCE((SELECT json_agg(${TRANSLATED_LINK('category', 'ch')} ORDER BY ch.display_order, ch.name) FROM categories ch
        WHERE ch.parent_id = c.id AND ch.published AND ch.deleted_at IS NULL), '[]'::json) AS children
    FROM categories c ${TRANSLATION('category', 'c.id', 't')}
    WHERE c.id = ${SLUG_ID('category', ':slug::text')} AND ${CATEGORY_IS_SHOWN('c')}
  ) doc`,
);

/** Brands and collections have the same columns and the same two reads. */
function groupQueries(table: 'brands' | 'collections', kind: SluggedKind) {
  const words = (['slug', 'name', 'description'] as const).map(
    (column) => `${TRANSLATED(kind, 'g', column)} AS ${column}`,
  );
  const columns = `g.id, ${words.join(', ')}, g.image_url AS "imageUrl",
    ${PICTURE(kind, 'g')} AS image`;
  const page = defineViewQuery<'limit' | 'afterOrder' | 'afterName' | 'locale'>(
    `catalog-${table}`,
    `WITH page AS (
      SELECT g.*, row_number() OVER (ORDER BY g.display_order, g.name) AS n FROM ${table} g
      WHERE ${GROUP_IS_SHOWN('g')}
        AND (:afterOrder::int IS NULL OR (g.display_order, g.name) > (:afterOrder::int, :afterName::text))
      ORDER BY g.display_order, g.name LIMIT :limit::int + 1
    )
    SELECT COALESCE(json_agg(item.body ORDER BY g.n) FILTER (WHERE g.n <= :limit::int), '[]'::json)::text AS items,
      count(*)::int AS n, max(g.display_order) FILTER (WHERE g.n = :limit::int) AS last_order,
      max(g.name) FILTER (WHERE g.n = :limit::int) AS last_name
    FROM page g CROSS JOIN LATERAL (SELECT row_to_json(x) AS body FROM (SELECT ${columns}) x) item`,
  );
  const one = defineViewQuery<'slug' | 'locale'>(
    `catalog-${table}-one`,
    `SELECT row_to_json(doc)::text AS body FROM (
      SELECT ${columns} FROM ${table} g WHERE g.id = ${SLUG_ID(kind, ':slug::text')} AND ${GROUP_IS_SHOWN('g')}) doc`,
  );
  return { page, one };
}

export const GROUP_QUERIES = {
  brands: groupQueries('brands', 'brand'),
  collections: groupQueries('collections', 'collection'),
};
