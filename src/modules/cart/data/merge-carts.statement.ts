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
 * and cut at the largest; codes are united; the guest's cart goes away, so that a second call
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
    ), moved AS (
      INSERT INTO cart_items AS i (cart_id, product_id, variant_id, quantity, unit_price, created_at)
      SELECT $1::uuid, g.product_id, g.variant_id, g.quantity,
        LEAST(CASE WHEN pair.same THEN g.unit_price END, ${priceOf('g.quantity')}), g.created_at
      FROM pair, cart_items g JOIN product_variants v ON v.id = g.variant_id
      WHERE g.cart_id = $2::uuid ORDER BY g.variant_id
      ON CONFLICT (cart_id, variant_id) DO UPDATE
        SET quantity = least(${MAX_QUANTITY}, i.quantity + EXCLUDED.quantity), unit_price = LEAST(i.unit_price,
          (SELECT ${priceOf(`least(${MAX_QUANTITY}, i.quantity + EXCLUDED.quantity)`)}
            FROM pair, product_variants v WHERE v.id = EXCLUDED.variant_id))
    ), codes AS (
      INSERT INTO cart_codes (cart_id, code)
      SELECT $1::uuid, k.code FROM cart_codes k WHERE k.cart_id = $2::uuid
      ON CONFLICT (cart_id, code) DO NOTHING
    ), gone AS (
      DELETE FROM shopping_carts c WHERE c.id = $2::uuid
    )
    SELECT g.variant_id AS "variantId" FROM cart_items g
    JOIN cart_items o ON o.cart_id = $1::uuid AND o.variant_id = g.variant_id
    WHERE g.cart_id = $2::uuid AND g.quantity + o.quantity > ${MAX_QUANTITY}`,
};
