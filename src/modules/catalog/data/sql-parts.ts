/**
 * Pieces of SQL that several reads share; parameters as in `defineQuery`. Whether something may be
 * seen by the public is said here and in `compute_product_listings` alone.
 */

/** A product that has a page: a discontinued one too, though no list shows it. */
export const PRODUCT_HAS_PAGE = (p: string): string =>
  `${p}.published AND ${p}.deleted_at IS NULL AND ${p}.status <> 'inactive'`;

/** A product that lists show; the condition of the index idx_products_popularity. */
export const PRODUCT_IS_LISTED = (p: string): string =>
  `${p}.published AND ${p}.deleted_at IS NULL AND ${p}.status IN ('active', 'out_of_stock')`;

export const VARIANT_IS_SHOWN = (v: string): string => `${v}.is_active AND ${v}.deleted_at IS NULL`;

/** Hidden together with everything below it. */
export const CATEGORY_IS_SHOWN = (c: string): string =>
  `${c}.published AND ${c}.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM categories up
      WHERE up.id = ANY (string_to_array(trim(BOTH '/' FROM ${c}.path), '/')::uuid[])
        AND (NOT up.published OR up.deleted_at IS NOT NULL))`;

export const GROUP_IS_SHOWN = (g: string): string => `${g}.published AND ${g}.deleted_at IS NULL`;

export const CATEGORY_ID = `(SELECT ct.id FROM categories ct
      WHERE ct.slug = :category::text AND ${CATEGORY_IS_SHOWN('ct')})`;
export const BRAND_ID = `(SELECT bd.id FROM brands bd
      WHERE bd.slug = :brand::text AND ${GROUP_IS_SHOWN('bd')})`;
export const COLLECTION_ID = `(SELECT co.id FROM collections co
      WHERE co.slug = :collection::text AND ${GROUP_IS_SHOWN('co')})`;

/** Asked when it is read, so that a sale never writes a listing. */
export const HAS_STOCK = (productId: string): string =>
  `EXISTS (SELECT 1 FROM product_variants st
      WHERE st.product_id = ${productId} AND ${VARIANT_IS_SHOWN('st')} AND st.inventory_quantity > 0)`;

/** An amount with the digits of the shop's currency, as a JSON string. */
export const MONEY_JSON = (amount: string): string =>
  `COALESCE('"' || round(${amount}, :digits::int)::text || '"', 'null')`;

/** The stored card with price and stock put behind it. */
export const CARD_JSON = (l: string): string =>
  `left(${l}.card, -1) || ',"price":' || ${MONEY_JSON(`${l}.price_min`)}
        || ',"priceMax":' || ${MONEY_JSON(`${l}.price_max`)}
        || ',"compareAtPrice":' || ${MONEY_JSON(`${l}.compare_at_price`)}
        || ',"currency":"' || :currency::text || '","inStock":'
        || CASE WHEN ${l}.sellable AND ${HAS_STOCK(`${l}.id`)} THEN 'true' ELSE 'false' END || '}'`;
