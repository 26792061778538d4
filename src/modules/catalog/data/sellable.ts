import type { Statement } from '../../../database/statement.js';
import type { UnavailableReason } from '../catalog.types.js';

/**
 * The one rule of what is sellable, as a SELECT without WHERE, for statements that read more than
 * variants: `SELECT … FROM (${SELLABLE_VARIANTS_SQL}) s WHERE s.variant_id = ANY (…)`.
 *
 * Columns: variant_id, product_id, product_name, product_slug, variant_name, sku, attributes
 * (jsonb, name to value), price (numeric), stock (free now), backorder_room (pieces that may be sold beyond
 * it), available_on (text, a day to come or null), purchasable and unavailable_reason (both apart from
 * stock), requires_shipping, taxable, tax_class, weight, brand_id, category_ids, collection_ids, image_url.
 */
export const SELLABLE_VARIANTS_SQL = `
  SELECT v.id AS variant_id, p.id AS product_id, p.name AS product_name, p.slug AS product_slug,
    v.name AS variant_name, v.sku,
    COALESCE((SELECT jsonb_object_agg(a.name, av.value) FROM variant_attributes va
      JOIN attribute_values av ON av.id = va.attribute_value_id
      JOIN attributes a ON a.id = av.attribute_id
      WHERE va.variant_id = v.id), '{}'::jsonb) AS attributes,
    v.price, v.inventory_quantity AS stock, greatest(v.backorder_limit - v.backordered_quantity, 0) AS backorder_room,
    CASE WHEN v.available_on > CURRENT_DATE THEN v.available_on::text END AS available_on,
    v.is_active AND v.deleted_at IS NULL AND p.deleted_at IS NULL AND p.published
      AND p.status = 'active' AS purchasable,
    CASE
      WHEN v.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL THEN 'deleted'
      WHEN NOT p.published THEN 'product_unpublished'
      WHEN p.status = 'inactive' THEN 'product_inactive'
      WHEN NOT v.is_active THEN 'variant_inactive'
      WHEN p.status = 'discontinued' THEN 'discontinued'
      WHEN p.status = 'out_of_stock' THEN 'out_of_stock_editorial'
    END AS unavailable_reason,
    v.requires_shipping, v.taxable,
    COALESCE(p.tax_class, (SELECT up.tax_class FROM categories up
      WHERE up.id = ANY (string_to_array(trim(BOTH '/' FROM c.path), '/')::uuid[]) AND up.tax_class IS NOT NULL
      ORDER BY length(up.path) DESC LIMIT 1), 'standard') AS tax_class,
    COALESCE(v.weight, p.weight, 0) AS weight, p.brand_id,
    COALESCE(string_to_array(trim(BOTH '/' FROM c.path), '/')::uuid[], '{}') AS category_ids,
    ARRAY(SELECT cp.collection_id FROM collection_products cp WHERE cp.product_id = p.id
      ORDER BY cp.collection_id) AS collection_ids,
    (SELECT i.url FROM images i WHERE i.product_id = p.id
      ORDER BY i.variant_id IS NOT DISTINCT FROM v.id DESC, i.position, i.id LIMIT 1) AS image_url
  FROM product_variants v
  JOIN products p ON p.id = v.product_id
  LEFT JOIN categories c ON c.id = p.category_id`;

/** A row of {@link SELLABLE_VARIANTS_SQL} as the driver gives it. */
export interface SellableRow {
  readonly variant_id: string;
  readonly product_id: string;
  readonly product_name: string;
  readonly product_slug: string;
  readonly variant_name: string;
  readonly sku: string | null;
  readonly attributes: Record<string, string>;
  readonly price: string;
  readonly stock: number;
  readonly backorder_room: number;
  readonly available_on: string | null;
  readonly purchasable: boolean;
  readonly unavailable_reason: UnavailableReason | null;
  readonly requires_shipping: boolean;
  readonly taxable: boolean;
  readonly tax_class: string;
  readonly weight: string;
  readonly brand_id: string | null;
  readonly category_ids: string[];
  readonly collection_ids: string[];
  readonly image_url: string | null;
}

export const FIND_SELLABLE: Statement = {
  name: 'catalog-find-sellable',
  text: `SELECT s.* FROM (${SELLABLE_VARIANTS_SQL}) s WHERE s.variant_id = ANY ($1::uuid[])`,
};
