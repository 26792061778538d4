import type { Statement } from '../../../../database/statement.js';
import type { GroupKind } from '../transfer.types.js';

export const GROUP_TABLES: Readonly<Record<GroupKind, string>> = {
  brand: 'brands',
  category: 'categories',
  collection: 'collections',
};

/** $1 texts, $2 the name that each of them means. By slug, else by name. */
export function findGroups(kind: GroupKind): Statement {
  const table = GROUP_TABLES[kind];
  return {
    name: `catalog-transfer-find-${table}`,
    text: `
      SELECT w.text, (SELECT g.slug FROM ${table} g
        WHERE g.deleted_at IS NULL AND (g.slug = w.text OR g.name = w.name)
        ORDER BY g.slug = w.text DESC LIMIT 1) AS slug
      FROM unnest($1::text[], $2::text[]) AS w (text, name)`,
  };
}

/** $1 names, $2 slugs, $3 name of the parent or null (categories). What is there already stays. */
export function addGroups(kind: GroupKind): Statement {
  const table = GROUP_TABLES[kind];
  if (kind !== 'category') {
    return {
      name: `catalog-transfer-add-${table}`,
      text: `
        INSERT INTO ${table} (name, slug)
        SELECT w.name, w.slug FROM unnest($1::text[], $2::text[]) AS w (name, slug) ORDER BY w.name
        ON CONFLICT DO NOTHING`,
    };
  }
  return {
    name: 'catalog-transfer-add-categories',
    text: `
      INSERT INTO categories (name, slug, parent_id)
      SELECT w.name, w.slug, p.id FROM unnest($1::text[], $2::text[], $3::text[]) AS w (name, slug, parent)
      LEFT JOIN categories p ON p.name = w.parent AND p.deleted_at IS NULL
      ORDER BY w.name ON CONFLICT DO NOTHING`,
  };
}

export const FIND_VARIANTS: Statement = {
  name: 'catalog-transfer-find-variants',
  text: `
    SELECT v.sku, v.id AS "variantId", v.product_id AS "productId" FROM product_variants v
    JOIN products p ON p.id = v.product_id
    WHERE v.sku = ANY ($1::text[]) AND v.deleted_at IS NULL AND p.deleted_at IS NULL`,
};

export const FIND_SLUGS: Statement = {
  name: 'catalog-transfer-find-slugs',
  text: 'SELECT slug FROM products WHERE slug = ANY ($1::text[]) AND deleted_at IS NULL',
};

const PRICES = `unnest($1::uuid[], $2::text[], $3::numeric[], $4::numeric[], $5::boolean[], $6::boolean[])
  AS w (variant_id, currency, price, compare_at_price, has_price, has_compare)`;

/** $5 and $6 say whether a price is spoken of at all; a price of NULL takes the row away. */
export const SAVE_PRICES: Statement = {
  name: 'catalog-transfer-save-prices',
  text: `
    WITH want AS MATERIALIZED (SELECT * FROM ${PRICES}), gone AS (
      DELETE FROM variant_prices p USING want w
      WHERE p.variant_id = w.variant_id AND p.currency = w.currency AND w.has_price AND w.price IS NULL
      RETURNING p.variant_id
    ), changed AS (
      UPDATE variant_prices p SET price = CASE WHEN w.has_price THEN w.price ELSE p.price END,
        compare_at_price = CASE WHEN w.has_compare THEN w.compare_at_price ELSE p.compare_at_price END
      FROM want w WHERE p.variant_id = w.variant_id AND p.currency = w.currency
        AND (NOT w.has_price OR w.price IS NOT NULL)
        AND (w.has_price AND p.price IS DISTINCT FROM w.price
          OR w.has_compare AND p.compare_at_price IS DISTINCT FROM w.compare_at_price)
      RETURNING p.variant_id
    ), added AS (
      INSERT INTO variant_prices (variant_id, currency, price, compare_at_price)
      SELECT w.variant_id, w.currency, w.price, w.compare_at_price FROM want w
      WHERE w.price IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM variant_prices p WHERE p.variant_id = w.variant_id AND p.currency = w.currency)
      ORDER BY w.variant_id, w.currency
      RETURNING variant_id
    )
    SELECT variant_id AS id FROM gone UNION SELECT variant_id FROM changed UNION SELECT variant_id FROM added`,
};

/** What {@link SAVE_PRICES} would change. */
export const PLAN_PRICES: Statement = {
  name: 'catalog-transfer-plan-prices',
  text: `
    SELECT DISTINCT w.variant_id AS id FROM ${PRICES}
    LEFT JOIN variant_prices p ON p.variant_id = w.variant_id AND p.currency = w.currency
    WHERE w.has_price AND p.price IS DISTINCT FROM w.price
      OR w.has_compare AND p.compare_at_price IS DISTINCT FROM w.compare_at_price AND (w.price IS NOT NULL OR p.price IS NOT NULL)`,
};

/** $3 to $6 texts, $7 which of the four are spoken of: a text of 0 and 1 per row. */
const WORDS = `unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  AS w (product_id, locale, name, slug, short_description, description, given)`;

const WORD_COLUMNS = ['name', 'slug', 'short_description', 'description'];
const given = (column: string): string =>
  `substr(w.given, ${WORD_COLUMNS.indexOf(column) + 1}, 1) = '1'`;
const differs = WORD_COLUMNS.map(
  (column) => `(${given(column)} AND t.${column} IS DISTINCT FROM w.${column})`,
).join(' OR ');
const isEmpty = (alias: string): string =>
  WORD_COLUMNS.map((column) => `${alias}.${column} IS NULL`).join(' AND ');

export const SAVE_WORDS: Statement = {
  name: 'catalog-transfer-save-words',
  text: `
    WITH want AS MATERIALIZED (SELECT * FROM ${WORDS}), changed AS (
      UPDATE catalog_translations t SET ${WORD_COLUMNS.map(
        (column) => `${column} = CASE WHEN ${given(column)} THEN w.${column} ELSE t.${column} END`,
      ).join(', ')}
      FROM want w WHERE t.product_id = w.product_id AND t.locale = w.locale AND (${differs})
      RETURNING t.product_id
    ), added AS (
      INSERT INTO catalog_translations (product_id, locale, ${WORD_COLUMNS.join(', ')})
      SELECT w.product_id, w.locale, ${WORD_COLUMNS.map((column) => `w.${column}`).join(', ')} FROM want w
      WHERE NOT (${isEmpty('w')}) AND NOT EXISTS (
        SELECT 1 FROM catalog_translations t WHERE t.product_id = w.product_id AND t.locale = w.locale)
      ORDER BY w.product_id, w.locale
      RETURNING product_id
    )
    SELECT product_id AS id FROM changed UNION SELECT product_id FROM added`,
};

/** What {@link SAVE_WORDS} would change. */
export const PLAN_WORDS: Statement = {
  name: 'catalog-transfer-plan-words',
  text: `
    SELECT DISTINCT w.product_id AS id FROM ${WORDS}
    LEFT JOIN catalog_translations t ON t.product_id = w.product_id AND t.locale = w.locale
    WHERE ${differs}`,
};
