import { SLUG_ID } from '../translations/data/translated.js';

/**
 * Pieces of SQL that several reads share; parameters as in `defineQuery`. Whether something may be
 * seen by the public is said here and in `compute_product_listings` alone.
 */

/** A product that has a page: a discontinued one too, though no list shows it. */
export const PRODUCT_HAS_PAGE = (p: string): string =>
  `${p}.published AND ${p}.deleted_at IS NULL AND ${p}.status <> 'inactive'`;

export const VARIANT_IS_SHOWN = (v: string): string => `${v}.is_active AND ${v}.deleted_at IS NULL`;

/** Hidden together with everything below it. */
export const CATEGORY_IS_SHOWN = (c: string): string =>
  `${c}.published AND ${c}.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM categories up
      WHERE up.id = ANY (string_to_array(trim(BOTH '/' FROM ${c}.path), '/')::uuid[])
        AND (NOT up.published OR up.deleted_at IS NOT NULL))`;

export const GROUP_IS_SHOWN = (g: string): string => `${g}.published AND ${g}.deleted_at IS NULL`;

export const CATEGORY_ID = `(SELECT ct.id FROM categories ct
      WHERE ct.id = ${SLUG_ID('category', ':category::text')} AND ${CATEGORY_IS_SHOWN('ct')})`;
export const BRAND_ID = `(SELECT bd.id FROM brands bd
      WHERE bd.id = ${SLUG_ID('brand', ':brand::text')} AND ${GROUP_IS_SHOWN('bd')})`;
export const COLLECTION_ID = `(SELECT co.id FROM collections co
      WHERE co.id = ${SLUG_ID('collection', ':collection::text')} AND ${GROUP_IS_SHOWN('co')})`;

/** Asked when it is read, so that a sale never writes a listing. */
export const HAS_STOCK = (productId: string): string =>
  `EXISTS (SELECT 1 FROM product_variants st
      WHERE st.product_id = ${productId} AND ${VARIANT_IS_SHOWN('st')} AND st.inventory_quantity > 0)`;

/** Pieces are there, or may be sold before they are. */
export const CAN_BE_SOLD = (v: string): string =>
  `(${v}.inventory_quantity > 0 OR ${v}.backorder_limit > ${v}.backordered_quantity)`;

/** How a variant that can be sold is delivered: `in_stock`, `backorder` or `preorder`; null: not at all. */
export const AVAILABILITY = (v: string): string =>
  `CASE WHEN NOT ${CAN_BE_SOLD(v)} THEN NULL WHEN ${v}.available_on > CURRENT_DATE THEN 'preorder'
      WHEN ${v}.inventory_quantity > 0 THEN 'in_stock' ELSE 'backorder' END`;
