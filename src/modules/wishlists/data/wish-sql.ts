import { PRODUCT_WORD, VARIANT_NAME } from '../../catalog/catalog.service.js';
import type { WishReason } from '../wishlists.types.js';

/** A product that has a page. */
export const HAS_PAGE = (p: string): string =>
  `${p}.published AND ${p}.deleted_at IS NULL AND ${p}.status <> 'inactive'`;

export const VARIANT_IS_SHOWN = (v: string): string => `${v}.is_active AND ${v}.deleted_at IS NULL`;

/** What is known of an item's product or variant now, to be joined to `wishlist_items i`. */
export const WISHED = `
  JOIN products p ON p.id = i.product_id
  LEFT JOIN product_variants own ON own.id = i.variant_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS n, min(v.price) AS price, COALESCE(bool_or(v.inventory_quantity > 0 OR v.backorder_limit > v.backordered_quantity), false) AS has_stock,
      (array_agg(v.id ORDER BY v.position, v.id))[1] AS first_variant_id
    FROM product_variants v
    WHERE v.product_id = p.id AND (i.variant_id IS NULL OR v.id = i.variant_id) AND ${VARIANT_IS_SHOWN('v')}
  ) shown`;

/** Why it cannot be bought now, else NULL. */
export const WISH_REASON = `
  CASE WHEN NOT (${HAS_PAGE('p')}) OR shown.n = 0 THEN 'unavailable'
    WHEN p.status = 'discontinued' THEN 'discontinued'
    WHEN p.status <> 'active' OR NOT shown.has_stock THEN 'out_of_stock' END`;

/** An item of a list with what it stands for. */
export interface WishRow {
  readonly id: string;
  readonly product_id: string;
  readonly product_slug: string;
  readonly product_name: string;
  readonly variant_id: string | null;
  readonly variant_name: string | null;
  readonly image_url: string | null;
  readonly note: string | null;
  /** Lowest of a product whose variant is not chosen; null when it is not shown. */
  readonly price: string | null;
  readonly added_price: string | null;
  readonly reason: WishReason | null;
  readonly created_at: Date;
}

/** Names of `products p` and of its variant `own` in a language, NULL being the shop's own. */
export const NAMES = (locale: string): string =>
  `${PRODUCT_WORD('p', 'slug', locale)} AS product_slug, ${PRODUCT_WORD('p', 'name', locale)} AS product_name,
  ${VARIANT_NAME('own', locale)} AS variant_name`;

export const WISH_COLUMNS = (locale: string): string => `
  i.id, i.product_id, i.variant_id, ${NAMES(locale)},
  (SELECT im.url FROM images im WHERE im.product_id = p.id
    ORDER BY im.variant_id IS NOT DISTINCT FROM i.variant_id DESC, im.position, im.id LIMIT 1) AS image_url,
  i.note, CASE WHEN ${HAS_PAGE('p')} THEN shown.price END AS price, i.added_price, ${WISH_REASON} AS reason, i.created_at`;
