import type { Statement } from '../../../database/statement.js';
import {
  customerGroupsSql,
  ownPriceSql,
  SELLABLE_VARIANTS_SQL,
  type SellableRow,
  unitPriceSql,
} from '../../catalog/catalog.service.js';
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
    readonly currency: string;
    /** Of the currency to the shop's; null: not known. */
    readonly exchange_rate: string | null;
    readonly cart: {
      readonly id: string;
      readonly version: number;
      readonly notes: string | null;
    } | null;
    readonly guest_cart_id: string | null;
    readonly lines: readonly CheckoutLineRow[];
    readonly missing: readonly string[];
    readonly codes: readonly string[];
    readonly discounts: readonly DiscountCandidateRow[];
    readonly groups: readonly string[];
    /** In the currency itself. */
    readonly shipping_rates: readonly ShippingRateRow[];
    /** In the shop's own, when the currency is another one. */
    readonly own_shipping_rates: readonly ShippingRateRow[];
    readonly tax_rates: readonly TaxRateRow[];
  };
}

export interface CheckoutLineRow extends Omit<SellableRow, 'price'> {
  /** Null: it has no price in the currency. */
  readonly price: string | null;
  /** Without price lists. */
  readonly list_price: string | null;
  readonly item_id: string | null;
  readonly shown_price: string | null;
  readonly quantity: number;
  readonly notes: string | null;
}

/** An active cart of a guest that has not run out; `token` is SQL of the hash. */
export function guestCartCondition(alias: string, token: string): string {
  return `${alias}.token_hash = ${token} AND ${alias}.user_id IS NULL AND ${alias}.status = 'active'
    AND (${alias}.expires_at IS NULL OR ${alias}.expires_at > now())`;
}

function jsonList(query: string, order = ''): string {
  return `COALESCE((SELECT json_agg(row_to_json(j) ${order}) FROM (${query}) j), '[]')`;
}

const PRICED = { id: 's.variant_id', price: 's.price', currency: 'money.other' };
const OWN_PRICE = ownPriceSql(PRICED);
const UNIT_PRICE = unitPriceSql({ ...PRICED, quantity: 'w.quantity', groups: 'money.groups' });

/**
 * Everything that a checkout is computed from, whatever the number of lines, in one round trip
 * and of one moment.
 *
 * $1 cart id, or $2 its user, or $3 the hash of its token, or $5 variants with $6 quantities;
 * $4 hash of a guest's cart to look for, $7 further codes, $8 user for customer groups,
 * $9 key of the discount counters, $10 country, $11 the shop's currency, $12 the currency that is asked for; NULL:
 * that of the cart, $13 the e-mail that a guest has given.
 */
export const LOAD_CHECKOUT: Statement = {
  name: 'cart-load-checkout',
  text: `
    WITH cart AS MATERIALIZED (
      SELECT c.id, c.version, c.currency, c.notes FROM shopping_carts c WHERE c.id = $1::uuid AND c.status = 'active'
      UNION ALL
      SELECT c.id, c.version, c.currency, c.notes FROM shopping_carts c WHERE c.user_id = $2::uuid AND c.status = 'active'
      UNION ALL
      SELECT c.id, c.version, c.currency, c.notes FROM shopping_carts c WHERE ${guestCartCondition('c', '$3::text')}
    ), money AS MATERIALIZED (
      SELECT m.currency, NULLIF(m.currency, $11::text) AS other, ${customerGroupsSql('$8::uuid')} AS groups
      FROM (SELECT COALESCE($12::text, (SELECT cart.currency FROM cart), $11::text) AS currency) m
    ), wanted AS MATERIALIZED (
      SELECT i.variant_id, i.quantity, i.id AS item_id, CASE WHEN i.is_price_shown THEN i.unit_price::text END AS shown_price, i.notes,
        row_number() OVER (ORDER BY i.created_at, i.id) AS position
      FROM cart_items i JOIN cart ON cart.id = i.cart_id
      UNION ALL
      SELECT w.variant_id, w.quantity, NULL, NULL, NULL, w.position
      FROM unnest($5::uuid[], $6::int[]) WITH ORDINALITY AS w (variant_id, quantity, position)
    ), codes AS MATERIALIZED (
      SELECT k.code FROM cart_codes k JOIN cart ON cart.id = k.cart_id
      UNION
      SELECT unnest($7::text[])
    )
    SELECT json_build_object(
      'now', (extract(epoch FROM now()) * 1000)::float8,
      'currency', (SELECT money.currency FROM money),
      'exchange_rate', CASE WHEN (SELECT money.other FROM money) IS NULL THEN '1'
        ELSE (SELECT x.rate::text FROM exchange_rates x, money WHERE x.currency = money.other) END,
      'cart', (SELECT json_build_object('id', cart.id, 'version', cart.version, 'notes', cart.notes) FROM cart),
      'guest_cart_id', (SELECT g.id FROM shopping_carts g WHERE ${guestCartCondition('g', '$4::text')}),
      'lines', ${jsonList(
        `SELECT w.item_id, w.shown_price, w.quantity, w.notes, w.position,
          s.variant_id, s.product_id, s.product_name, s.product_slug, s.variant_name, s.sku,
          s.attributes, (${UNIT_PRICE})::text AS price, (${OWN_PRICE})::text AS list_price, s.stock, s.backorder_room, s.available_on, s.purchasable, s.unavailable_reason,
          s.requires_shipping, s.taxable, s.tax_class, s.weight::text AS weight, s.brand_id,
          s.category_ids, s.collection_ids, s.image_url
        FROM money, wanted w JOIN (${SELLABLE_VARIANTS_SQL}) s ON s.variant_id = w.variant_id`,
        'ORDER BY j.position',
      )},
      'missing', COALESCE((SELECT json_agg(w.variant_id) FROM wanted w
        WHERE NOT EXISTS (SELECT 1 FROM product_variants v WHERE v.id = w.variant_id)), '[]'),
      'codes', COALESCE((SELECT json_agg(codes.code ORDER BY codes.code) FROM codes), '[]'),
      'discounts', ${jsonList(
        discountCandidatesSql('ARRAY(SELECT code FROM codes)', {
          key: '$9::text',
          userId: '$8::uuid',
          email: '$13::text',
        }),
      )},
      'groups', (SELECT to_json(money.groups) FROM money),
      'shipping_rates', ${jsonList(shippingRatesSql('$10::text', '(SELECT money.currency FROM money)'))},
      'own_shipping_rates', CASE WHEN (SELECT money.other FROM money) IS NULL THEN '[]'
        ELSE ${jsonList(shippingRatesSql('$10::text', '$11::text'))} END,
      'tax_rates', ${jsonList(taxRatesSql('$10::text'))}
    ) AS body`,
};
