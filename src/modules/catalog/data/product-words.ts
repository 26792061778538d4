import { SLUG_ID } from '../translations/data/translated.js';

/**
 * Pieces of SQL with which other features name products in the caller's language. `locale` is an
 * expression (`$4::text`) that is NULL in the shop's own language.
 */

/** Name or slug of product `p`. */
export const PRODUCT_WORD = (p: string, column: 'name' | 'slug', locale: string): string =>
  `COALESCE((SELECT tr.${column} FROM catalog_translations tr
    WHERE tr.product_id = ${p}.id AND tr.locale = ${locale}), ${p}.${column})`;

/** Name of variant `v`; one that is made of its values follows their language. */
export const VARIANT_NAME = (v: string, locale: string): string =>
  `CASE WHEN ${locale} IS NULL THEN ${v}.name ELSE (
    SELECT CASE WHEN ${v}.name = string_agg(av.value, ' / ' ORDER BY a.position, a.id)
      THEN string_agg(COALESCE(tr.name, av.value), ' / ' ORDER BY a.position, a.id) ELSE ${v}.name END
    FROM unnest(string_to_array(${v}.option_key, '-')::int[]) AS k (id)
    JOIN attribute_values av ON av.id = k.id JOIN attributes a ON a.id = av.attribute_id
    LEFT JOIN catalog_translations tr ON tr.attribute_value_id = av.id AND tr.locale = ${locale}) END`;

/** The id of the product at a slug of any language; whether it may be seen is for the statement to ask. */
export const PRODUCT_AT = (slug: string): string => SLUG_ID('product', slug);
