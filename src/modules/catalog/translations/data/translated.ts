/**
 * Pieces of SQL that put the words of another language over those of a thing. All take the
 * parameter `locale`, NULL for the base locale: then the filter is decided once per statement and
 * the table is not looked at. One statement serves all languages.
 */

/** Things that have translations; `<kind>_id` is their column in `catalog_translations`. */
export const TRANSLATED_KINDS = [
  'product',
  'category',
  'brand',
  'collection',
  'attribute',
  'attribute_value',
  'product_field',
] as const;

export type TranslatedKind = (typeof TRANSLATED_KINDS)[number];

/** Things with an address of their own. */
export type SluggedKind = Extract<TranslatedKind, 'product' | 'category' | 'brand' | 'collection'>;

/** Where the things themselves are. */
export const TABLE_OF_KIND = {
  product: 'products',
  category: 'categories',
  brand: 'brands',
  collection: 'collections',
  attribute: 'attributes',
  attribute_value: 'attribute_values',
  product_field: 'product_fields',
} as const satisfies Record<TranslatedKind, string>;

const OF = (kind: TranslatedKind, id: string): string =>
  `:locale::text IS NOT NULL AND tr.${kind}_id = ${id} AND tr.locale = :locale::text`;

/**
 * A join that never adds or loses a row: `${TRANSLATION('product', 'p.id', 't')}`, then
 * `COALESCE(t.name, p.name)`. Columns: name, slug, short_description, description, all NULL where
 * there is nothing to put over. (LIMIT keeps the planner from joining the whole table.)
 */
export const TRANSLATION = (kind: TranslatedKind, id: string, as: string): string =>
  `LEFT JOIN LATERAL (SELECT tr.name, tr.slug, tr.short_description, tr.description
      FROM catalog_translations tr WHERE ${OF(kind, id)} LIMIT 1) ${as} ON true`;

/** One column of a thing in the asked language, as an expression: `TRANSLATED('brand', 'b', 'name')`. */
export const TRANSLATED = (
  kind: TranslatedKind,
  row: string,
  column: 'name' | 'slug' | 'short_description' | 'description',
  base = `${row}.${column}`,
): string =>
  `COALESCE((SELECT tr.${column} FROM catalog_translations tr WHERE ${OF(kind, `${row}.id`)}), ${base})`;

/** `{ id, slug, name }` of a thing with an address. */
export const TRANSLATED_LINK = (kind: SluggedKind, row: string): string =>
  `json_build_object('id', ${row}.id, 'slug', ${TRANSLATED(kind, row, 'slug')},
    'name', ${TRANSLATED(kind, row, 'name')})`;

/**
 * The id of what lives at a slug, whichever language the slug is of; its own slug comes first.
 * Whether it may be seen is for the statement to ask: `WHERE p.id = ${SLUG_ID('product', ':slug::text')}`.
 */
export const SLUG_ID = (kind: SluggedKind, slug: string): string =>
  `COALESCE(
    (SELECT own.id FROM ${TABLE_OF_KIND[kind]} own WHERE own.slug = ${slug} AND own.deleted_at IS NULL),
    (SELECT tr.${kind}_id FROM catalog_translations tr
      WHERE tr.slug = ${slug} AND tr.${kind}_id IS NOT NULL LIMIT 1))`;
