import { defineQuery } from '../../data/query.js';
import { CATEGORY_IS_SHOWN, GROUP_IS_SHOWN } from '../../data/sql-parts.js';

const LINK = (t: string): string =>
  `json_build_object('id', ${t}.id, 'slug', ${t}.slug, 'name', ${t}.name)`;

/** Every category that may be seen; those below a hidden one are left to whoever builds the tree. */
export const CATEGORY_ROWS = defineQuery<never>(
  'catalog-categories',
  `SELECT c.id, c.parent_id, c.slug, c.name, c.description, c.image_url
  FROM categories c WHERE c.published AND c.deleted_at IS NULL
  ORDER BY c.display_order, c.name`,
);

export const CATEGORY_PAGE = defineQuery<'slug'>(
  'catalog-category',
  `SELECT row_to_json(doc)::text AS body FROM (
    SELECT c.id, c.slug, c.name, c.description, c.image_url AS "imageUrl",
      (SELECT json_agg(${LINK('up')} ORDER BY length(up.path)) FROM categories up
        WHERE up.id = ANY (string_to_array(trim(BOTH '/' FROM c.path), '/')::uuid[])) AS breadcrumbs,
      COALESCE((SELECT json_agg(${LINK('ch')} ORDER BY ch.display_order, ch.name) FROM categories ch
        WHERE ch.parent_id = c.id AND ch.published AND ch.deleted_at IS NULL), '[]'::json) AS children
    FROM categories c WHERE c.slug = :slug::text AND ${CATEGORY_IS_SHOWN('c')}
  ) doc`,
);

const COLUMNS = 'g.id, g.slug, g.name, g.description, g.image_url AS "imageUrl"';

/** Brands and collections have the same columns and the same two reads. */
function groupQueries(table: 'brands' | 'collections') {
  const page = defineQuery<'limit' | 'afterOrder' | 'afterName'>(
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
    FROM page g CROSS JOIN LATERAL (SELECT row_to_json(x) AS body FROM (SELECT ${COLUMNS}) x) item`,
  );
  const one = defineQuery<'slug'>(
    `catalog-${table}-one`,
    `SELECT row_to_json(doc)::text AS body FROM (
      SELECT ${COLUMNS} FROM ${table} g WHERE g.slug = :slug::text AND ${GROUP_IS_SHOWN('g')}) doc`,
  );
  return { page, one };
}

export const GROUP_QUERIES = {
  brands: groupQueries('brands'),
  collections: groupQueries('collections'),
};
