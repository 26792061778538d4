import type { Statement } from '../../../database/statement.js';
import { SELLABLE_VARIANTS_SQL, type SellableRow } from '../../catalog/catalog.service.js';
import {
  type DiscountCandidateRow,
  discountCandidatesSql,
} from '../../discounts/discounts.service.js';
import {
  type ShippingRateRow,
  shippingRatesSql,
  type TaxRateRow,
  taxRatesSql,
} from '../../shipping/shipping.service.js';

/** The answer of {@link LOAD_CHECKOUT}: one row, money as text inside the JSON. */
export interface CheckoutRow {
  readonly body: {
    readonly now: number;
    readonly cart: { readonly id: string; readonly version: number } | null;
    readonly guest_cart_id: string | null;
    readonly lines: readonly CheckoutLineRow[];
    readonly missing: readonly string[];
    readonly codes: readonly string[];
    readonly discounts: readonly DiscountCandidateRow[];
    readonly groups: readonly string[];
    readonly shipping_rates: readonly ShippingRateRow[];
    readonly tax_rates: readonly TaxRateRow[];
  };
}

export interface CheckoutLineRow extends SellableRow {
  readonly item_id: string | null;
  readonly shown_price: string | null;
  readonly quantity: number;
}

/** An active cart of a guest that has not run out; `token` is SQL of the hash. */
export function guestCartCondition(alias: string, token: string): string {
  return `${alias}.token_hash = ${token} AND ${alias}.user_id IS NULL AND ${alias}.status = 'active'
    AND (${alias}.expires_at IS NULL OR ${alias}.expires_at > now())`;
}

function jsonList(query: string, order = ''): string {
  return `COALESCE((SELECT json_agg(row_to_json(j) ${order}) FROM (${query}) j), '[]')`;
}

/**
 * Everything that a checkout is computed from, whatever the number of lines, in one round trip
 * and of one moment.
 *
 * $1 cart id, or $2 its user, or $3 the hash of its token, or $5 variants with $6 quantities;
 * $4 hash of a guest's cart to look for, $7 further codes, $8 user for customer groups,
 * $9 key of the discount counters, $10 country, $11 currency.
 */
export const LOAD_CHECKOUT: Statement = {
  name: 'cart-load-checkout',
  text: `
    WITH cart AS MATERIALIZED (
      SELECT c.id, c.version FROM shopping_carts c WHERE c.id = $1::uuid AND c.status = 'active'
      UNION ALL
      SELECT c.id, c.version FROM shopping_carts c WHERE c.user_id = $2::uuid AND c.status = 'active'
      UNION ALL
      SELECT c.id, c.version FROM shopping_carts c WHERE ${guestCartCondition('c', '$3::text')}
    ), wanted AS MATERIALIZED (
      SELECT i.variant_id, i.quantity, i.id AS item_id, i.unit_price::text AS shown_price,
        row_number() OVER (ORDER BY i.created_at, i.id) AS position
      FROM cart_items i JOIN cart ON cart.id = i.cart_id
      UNION ALL
      SELECT w.variant_id, w.quantity, NULL, NULL, w.position
      FROM unnest($5::uuid[], $6::int[]) WITH ORDINALITY AS w (variant_id, quantity, position)
    ), codes AS MATERIALIZED (
      SELECT k.code FROM cart_codes k JOIN cart ON cart.id = k.cart_id
      UNION
      SELECT unnest($7::text[])
    )
    SELECT json_build_object(
      'now', (extract(epoch FROM now()) * 1000)::float8,
      'cart', (SELECT row_to_json(cart) FROM cart),
      'guest_cart_id', (SELECT g.id FROM shopping_carts g WHERE ${guestCartCondition('g', '$4::text')}),
      'lines', ${jsonList(
        `SELECT w.item_id, w.shown_price, w.quantity, w.position,
          s.variant_id, s.product_id, s.product_name, s.product_slug, s.variant_name, s.sku,
          s.attributes, s.price::text AS price, s.stock, s.purchasable, s.unavailable_reason,
          s.requires_shipping, s.taxable, s.tax_class, s.weight::text AS weight, s.brand_id,
          s.category_ids, s.collection_ids, s.image_url
        FROM wanted w JOIN (${SELLABLE_VARIANTS_SQL}) s ON s.variant_id = w.variant_id`,
        'ORDER BY j.position',
      )},
      'missing', COALESCE((SELECT json_agg(w.variant_id) FROM wanted w
        WHERE NOT EXISTS (SELECT 1 FROM product_variants v WHERE v.id = w.variant_id)), '[]'),
      'codes', COALESCE((SELECT json_agg(codes.code ORDER BY codes.code) FROM codes), '[]'),
      'discounts', ${jsonList(discountCandidatesSql('ARRAY(SELECT code FROM codes)', '$9::text'))},
      'groups', COALESCE((SELECT json_agg(m.group_id) FROM customer_group_members m
        WHERE m.user_id = $8::uuid), '[]'),
      'shipping_rates', ${jsonList(shippingRatesSql('$10::text', '$11::text'))},
      'tax_rates', ${jsonList(taxRatesSql('$10::text'))}
    ) AS body`,
};
