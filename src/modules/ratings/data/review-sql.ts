/** Pieces of SQL that the statements about reviews share. */

/** A product that has a page. */
export const HAS_PAGE = `p.published AND p.deleted_at IS NULL AND p.status <> 'inactive'`;

/** The writer as others see him: first name and first letter of the last name. */
export const AUTHOR = (userId: string): string => `
  (SELECT CASE WHEN u.deleted_at IS NULL THEN u.first_name || COALESCE(' ' || left(u.last_name, 1) || '.', '')
    ELSE 'Former customer' END FROM users u WHERE u.id = ${userId})`;

/** He had it in his hands, also where the order is archived by now. */
export const VERIFIED = (userId: string, productId: string): string => `
  (EXISTS (SELECT 1 FROM orders o JOIN order_items i ON i.order_id = o.id
      WHERE o.user_id = ${userId} AND o.status IN ('delivered', 'completed') AND i.product_id = ${productId})
    OR EXISTS (SELECT 1 FROM orders_archive o JOIN order_items_archive i ON i.order_id = o.id
      WHERE o.user_id = ${userId} AND o.status IN ('delivered', 'completed') AND i.product_id = ${productId}))`;
