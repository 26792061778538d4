import type { Statement } from '../../../../database/statement.js';
import { GROUP_KIND } from '../group-view.js';
import type { GroupTable } from '../groups.types.js';

/** Columns that only one of the tables has. */
const OWN_COLUMNS: Readonly<Record<GroupTable, readonly string[]>> = {
  categories: ['parent_id', 'tax_class', 'metadata_schema'],
  brands: [],
  collections: ['rules'],
};

const OWN_TYPES: Readonly<Record<string, string>> = {
  parent_id: 'uuid',
  tax_class: 'text',
  metadata_schema: 'jsonb',
  rules: 'jsonb',
};

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COUNTS: Readonly<Record<GroupTable, string>> = {
  categories: `(SELECT count(*)::int FROM products p WHERE p.category_id = g.id AND p.deleted_at IS NULL) AS "productCount",
    (SELECT count(*)::int FROM categories ch WHERE ch.parent_id = g.id AND ch.deleted_at IS NULL) AS "childCount",
    g.parent_id AS "parentId", g.tax_class AS "taxClass", g.metadata_schema AS "metadataSchema"`,
  brands: `(SELECT count(*)::int FROM products p WHERE p.brand_id = g.id AND p.deleted_at IS NULL) AS "productCount"`,
  collections: `(SELECT count(*)::int FROM collection_products cp JOIN products p ON p.id = cp.product_id
      WHERE cp.collection_id = g.id AND p.deleted_at IS NULL) AS "productCount", g.rules`,
};

const LINE = (
  table: GroupTable,
): string => `g.id, g.name, g.slug, g.description, g.image_url AS "imageUrl",
    g.published, g.display_order AS "displayOrder", ${TIME('g.deleted_at')} AS "deletedAt",
    ${TIME('g.created_at')} AS "createdAt", ${TIME('g.updated_at')} AS "updatedAt", ${COUNTS[table]}`;

const CATEGORY_ALONE = `, (SELECT count(*)::int FROM categories d JOIN products p ON p.category_id = d.id
      WHERE d.path LIKE g.path || '%' AND p.deleted_at IS NULL) AS "descendantProductCount",
    (SELECT json_agg(json_build_object('id', up.id, 'slug', up.slug, 'name', up.name) ORDER BY length(up.path))
      FROM categories up WHERE up.id = ANY (string_to_array(trim(BOTH '/' FROM g.path), '/')::uuid[])) AS breadcrumbs`;

/** Everything that is asked of one table; parameters are said at each. */
export interface GroupStatements {
  /** $1 id. One group with all that is counted around it. */
  readonly find: Statement;
  /** $1 ids. Holds the rows against other writers. */
  readonly hold: Statement;
  /** $1 ids. Holds them also against products that are put in. */
  readonly close: Statement;
  /** $1 part of the name, $2 published, $3 deleted, $4 parent, $5–7 where the last page ended, $8 limit. */
  readonly list: Statement;
  /** $1 id, $2 name, $3 slug, $4 description, $5 place (null: the last one), then the columns of its own. */
  readonly insert: Statement;
  /** The same parameters but for the parent of a category; a place of null stays. */
  readonly update: Statement;
  /** $1 slug. The first one of `slug`, `slug-2`, … that is free. */
  readonly freeSlug: Statement;
  /** $1 id, $2 whether it may be seen. */
  readonly publish: Statement;
  /** $1 id. */
  readonly softDelete: Statement;
  /** $1 id, $2 name, $3 slug. */
  readonly restore: Statement;
  /** Ids in their order, of categories below $1 parent. */
  readonly orderOf: Statement;
  /** $1 ids in their new order, of categories $2 the parent. The others stand behind them as they were. */
  readonly order: Statement;
}

function siblings(table: GroupTable, parent: string): string {
  return table === 'categories' ? `AND g.parent_id IS NOT DISTINCT FROM ${parent}::uuid` : '';
}

function writes(table: GroupTable): Pick<GroupStatements, 'insert' | 'update'> {
  const own = OWN_COLUMNS[table];
  const values = own.map((name, index) => `$${index + 6}::${OWN_TYPES[name]}`);
  const changed = changedColumnsOf(table).map(
    (name, index) => `, ${name} = $${index + 6}::${OWN_TYPES[name]}`,
  );
  const last = `(SELECT COALESCE(max(g.display_order), 0) + 1 FROM ${table} g
    WHERE g.deleted_at IS NULL ${siblings(table, '$6')})`;
  return {
    insert: {
      name: `groups-insert-${table}`,
      text: `INSERT INTO ${table} (id, name, slug, description, display_order, published${own.map((name) => `, ${name}`).join('')})
        VALUES ($1, $2, $3, $4, COALESCE($5::int, ${last}), false${values.map((value) => `, ${value}`).join('')})`,
    },
    update: {
      name: `groups-update-${table}`,
      text: `UPDATE ${table} SET name = $2, slug = $3, description = $4,
          display_order = COALESCE($5::int, display_order)${changed.join('')}
        WHERE id = $1`,
    },
  };
}

function reads(
  table: GroupTable,
): Pick<GroupStatements, 'find' | 'hold' | 'close' | 'list' | 'freeSlug'> {
  const parent =
    table === 'categories'
      ? `AND ($4::text IS NULL OR CASE WHEN $4 = 'top' THEN g.parent_id IS NULL ELSE g.parent_id::text = $4 END)`
      : 'AND $4::text IS NULL';
  return {
    find: {
      name: `groups-find-${table}`,
      text: `SELECT ${LINE(table)}${table === 'categories' ? CATEGORY_ALONE : ''} FROM ${table} g WHERE g.id = $1`,
    },
    hold: {
      name: `groups-hold-${table}`,
      text: `SELECT g.id FROM ${table} g WHERE g.id = ANY ($1::uuid[]) ORDER BY g.id FOR NO KEY UPDATE`,
    },
    close: {
      name: `groups-close-${table}`,
      text: `SELECT g.id FROM ${table} g WHERE g.id = ANY ($1::uuid[]) ORDER BY g.id FOR UPDATE`,
    },
    list: {
      name: `groups-list-${table}`,
      text: `SELECT ${LINE(table)} FROM ${table} g
        WHERE ($1::text IS NULL OR strpos(unaccent(lower(g.name)), unaccent(lower($1))) > 0)
          AND ($2::boolean IS NULL OR g.published = $2)
          AND CASE $3::text WHEN 'without' THEN g.deleted_at IS NULL WHEN 'only' THEN g.deleted_at IS NOT NULL ELSE true END
          ${parent}
          AND ($5::int IS NULL OR (g.display_order, g.name, g.id) > ($5::int, $6::text, $7::uuid))
        ORDER BY g.display_order, g.name, g.id LIMIT $8`,
    },
    freeSlug: {
      name: `groups-free-slug-${table}`,
      text: `SELECT s.slug FROM (
          SELECT CASE WHEN n = 1 THEN $1::text ELSE $1 || '-' || n END AS slug, n FROM generate_series(1, 1000) n) s
        WHERE NOT EXISTS (SELECT 1 FROM ${table} g WHERE g.slug = s.slug AND g.deleted_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM catalog_translations tr
            WHERE tr.slug = s.slug AND tr.${GROUP_KIND[table]}_id IS NOT NULL)
        ORDER BY s.n LIMIT 1`,
    },
  };
}

function changes(
  table: GroupTable,
): Pick<GroupStatements, 'publish' | 'softDelete' | 'restore' | 'order' | 'orderOf'> {
  return {
    publish: {
      name: `groups-publish-${table}`,
      text: `UPDATE ${table} SET published = $2 WHERE id = $1 AND published <> $2`,
    },
    softDelete: {
      name: `groups-delete-${table}`,
      text: `UPDATE ${table} SET deleted_at = now() WHERE id = $1`,
    },
    restore: {
      name: `groups-restore-${table}`,
      text: `UPDATE ${table} SET deleted_at = NULL, name = $2, slug = $3 WHERE id = $1`,
    },
    orderOf: {
      name: `groups-order-of-${table}`,
      text: `SELECT g.id FROM ${table} g WHERE g.deleted_at IS NULL ${siblings(table, '$1')}
        ORDER BY g.display_order, g.name, g.id`,
    },
    order: {
      name: `groups-order-${table}`,
      text: `WITH wanted AS (SELECT w.id, w.n FROM unnest($1::uuid[]) WITH ORDINALITY w(id, n)),
        numbered AS (
          SELECT g.id, row_number() OVER (ORDER BY w.n NULLS LAST, g.display_order, g.name, g.id)::int AS place
          FROM ${table} g LEFT JOIN wanted w ON w.id = g.id
          WHERE g.deleted_at IS NULL ${siblings(table, '$2')}),
        changed AS (
          UPDATE ${table} t SET display_order = n.place FROM numbered n
          WHERE t.id = n.id AND t.display_order <> n.place)
        SELECT w.id FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM numbered n WHERE n.id = w.id)`,
    },
  };
}

/** All categories that are there, with the living products filed in each of them. */
export const CATEGORY_TREE_FOR_STAFF: Statement = {
  name: 'groups-category-tree',
  text: `SELECT c.id, c.parent_id AS "parentId", c.slug, c.name, c.published, c.display_order AS "displayOrder",
      COALESCE(n.products, 0) AS "productCount"
    FROM categories c LEFT JOIN (SELECT p.category_id, count(*)::int AS products FROM products p
      WHERE p.deleted_at IS NULL AND p.category_id IS NOT NULL GROUP BY 1) n ON n.category_id = c.id
    WHERE c.deleted_at IS NULL ORDER BY c.display_order, c.name, c.id`,
};

function statementsOf(table: GroupTable): GroupStatements {
  return { ...reads(table), ...writes(table), ...changes(table) };
}

export const GROUP_STATEMENTS: Readonly<Record<GroupTable, GroupStatements>> = {
  categories: statementsOf('categories'),
  brands: statementsOf('brands'),
  collections: statementsOf('collections'),
};

/** Columns that only this table has, in the order of the parameters. */
export function ownColumnsOf(table: GroupTable): readonly string[] {
  return OWN_COLUMNS[table];
}

/** Those of them that are changed with the rest: a category is moved on its own. */
export function changedColumnsOf(table: GroupTable): readonly string[] {
  return OWN_COLUMNS[table].filter((name) => name !== 'parent_id');
}
