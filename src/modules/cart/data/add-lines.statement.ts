import type { Statement } from '../../../database/statement.js';
import {
  customerGroupsSql,
  SELLABLE_VARIANTS_SQL,
  unitPriceSql,
} from '../../catalog/catalog.service.js';
import type { AddedLine } from '../cart.types.js';
import { MAX_LINES, MAX_QUANTITY } from '../cart.types.js';

export interface AddedLineRow {
  readonly variant_id: string;
  readonly reason: AddedLine['reason'];
}

/** $1 a cart under its lock, $2 variants, each once, $3 quantities. New lines fit in as long as there is room. */
export const ADD_LINES: Statement = {
  name: 'cart-add-lines',
  text: `
    WITH want AS (
      SELECT w.variant_id, w.quantity, w.n
      FROM unnest($2::uuid[], $3::int[]) WITH ORDINALITY AS w (variant_id, quantity, n)
    ), found AS MATERIALIZED (
      SELECT w.*, s.product_id, s.price, s.stock + s.backorder_room::bigint AS stock, s.purchasable, s.unavailable_reason, old.quantity AS held
      FROM want w
      LEFT JOIN (${SELLABLE_VARIANTS_SQL}) s ON s.variant_id = w.variant_id
      LEFT JOIN cart_items old ON old.cart_id = $1::uuid AND old.variant_id = w.variant_id
    ), judged AS MATERIALIZED (
      SELECT f.*, CASE
          WHEN f.product_id IS NULL THEN 'not_found'
          WHEN NOT f.purchasable THEN f.unavailable_reason
          WHEN f.stock <= 0 THEN 'out_of_stock'
          WHEN COALESCE(f.held, 0) + f.quantity > ${MAX_QUANTITY} THEN 'quantity_too_large'
          WHEN f.held IS NULL AND count(*) FILTER (WHERE f.purchasable AND f.stock > 0 AND f.held IS NULL)
            OVER (ORDER BY f.n) > ${MAX_LINES} - (SELECT count(*) FROM cart_items i WHERE i.cart_id = $1::uuid)
            THEN 'cart_full'
        END AS reason
      FROM found f
    ), added AS (
      INSERT INTO cart_items AS i (cart_id, product_id, variant_id, quantity, unit_price)
      SELECT $1::uuid, j.product_id, j.variant_id, j.quantity, ${unitPriceSql({
        id: 'j.variant_id',
        price: 'j.price',
        currency: 'c.currency',
        quantity: '(COALESCE(j.held, 0) + j.quantity)',
        groups: customerGroupsSql('c.user_id'),
      })}
      FROM judged j, shopping_carts c WHERE j.reason IS NULL AND c.id = $1::uuid
      ORDER BY j.variant_id
      ON CONFLICT (cart_id, variant_id) DO UPDATE
        SET quantity = i.quantity + EXCLUDED.quantity, unit_price = EXCLUDED.unit_price
    )
    SELECT j.variant_id, j.reason FROM judged j ORDER BY j.n`,
};
