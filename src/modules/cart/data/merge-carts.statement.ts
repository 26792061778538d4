import type { Statement } from '../../../database/statement.js';
import { customerGroupsSql, unitPriceSql } from '../../catalog/catalog.service.js';
import { MAX_QUANTITY } from '../cart.types.js';

const priceOf = (quantity: string): string =>
  unitPriceSql({
    id: 'v.id',
    price: 'v.price',
    currency: 'pair.currency',
    quantity,
    groups: 'pair.groups',
  });

/**
 * $1 the user's cart, $2 the guest's, both locked by the statement before. Quantities are added
 * and cut at the largest and at what can be sold, though never below what either cart had; codes are united; words of
 * the user go before those of the guest; the guest's cart goes away, so that a second call
 * finds nothing. What was shown in the currency of the user's cart stays remembered, unless more pieces or his
 * groups make it cheaper; what was shown in another one is priced anew. Returns the variants that were cut.
 */
export const MERGE_CARTS: Statement = {
  name: 'cart-merge',
  text: `
    WITH pair AS MATERIALIZED (
      SELECT c.currency, c.currency IS NOT DISTINCT FROM g.currency AS same,
        ${customerGroupsSql('c.user_id')} AS groups
      FROM shopping_carts c, shopping_carts g WHERE c.id = $1::uuid AND g.id = $2::uuid
    ), sums AS MATERIALIZED (
      SELECT o.variant_id, o.quantity + g.quantity AS wanted,
        least(${MAX_QUANTITY}, greatest(o.quantity, g.quantity, least(o.quantity + g.quantity,
          v.inventory_quantity + greatest(0, v.backorder_limit - v.backordered_quantity)))) AS quantity
      FROM cart_items g JOIN cart_items o ON o.cart_id = $1::uuid AND o.variant_id = g.variant_id
      JOIN product_variants v ON v.id = g.variant_id WHERE g.cart_id = $2::uuid
    ), worded AS (
      UPDATE shopping_carts c SET notes = g.notes FROM shopping_carts g
      WHERE c.id = $1::uuid AND g.id = $2::uuid AND c.notes IS NULL AND g.notes IS NOT NULL
    ), moved AS (
      INSERT INTO cart_items AS i (cart_id, product_id, variant_id, quantity, unit_price, notes, created_at)
      SELECT $1::uuid, g.product_id, g.variant_id, g.quantity,
        LEAST(CASE WHEN pair.same AND g.is_price_shown THEN g.unit_price END, ${priceOf('g.quantity')}), g.notes, g.created_at
      FROM pair, cart_items g JOIN product_variants v ON v.id = g.variant_id
      WHERE g.cart_id = $2::uuid ORDER BY g.variant_id
      ON CONFLICT (cart_id, variant_id) DO UPDATE
        SET quantity = (SELECT b.quantity FROM sums b WHERE b.variant_id = i.variant_id),
          notes = COALESCE(i.notes, EXCLUDED.notes), unit_price = LEAST(CASE WHEN i.is_price_shown THEN i.unit_price END,
          (SELECT ${priceOf('b.quantity')}
            FROM pair, sums b JOIN product_variants v ON v.id = b.variant_id WHERE b.variant_id = i.variant_id))
    ), codes AS (
      INSERT INTO cart_codes (cart_id, code)
      SELECT $1::uuid, k.code FROM cart_codes k WHERE k.cart_id = $2::uuid
      ON CONFLICT (cart_id, code) DO NOTHING
    ), gone AS (
      DELETE FROM shopping_carts c WHERE c.id = $2::uuid
    )
    SELECT b.variant_id AS "variantId" FROM sums b WHERE b.wanted > b.quantity`,
};
