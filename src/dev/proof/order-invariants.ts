/**
 * What must hold over the tables of orders whenever nothing runs: each statement finds what breaks the rule. The
 * numbers are those of the invariants in the documents.
 */
export const ORDER_INVARIANTS: Readonly<Record<string, string>> = {
  'I1 stock is never negative': 'SELECT id FROM product_variants WHERE inventory_quantity < 0',
  'I2 stock is the sum of its movements': `
    SELECT v.id FROM product_variants v LEFT JOIN (
      SELECT variant_id, quantity FROM stock_movements
      UNION ALL SELECT variant_id, quantity FROM stock_movements_archive) m ON m.variant_id = v.id
    GROUP BY v.id HAVING v.inventory_quantity - v.backordered_quantity <> coalesce(sum(m.quantity), 0)`,
  'I3 reservations fit the order': `
    SELECT r.id FROM stock_reservations r JOIN orders o ON o.id = r.order_id
    WHERE r.status <> CASE o.status WHEN 'pending' THEN 'held' WHEN 'cancelled' THEN 'released'
                      ELSE 'claimed' END
      AND NOT (o.status = 'refunded' AND r.status = 'released')`,
  'I4 every line has its reservation': `
    SELECT i.order_id FROM order_items i LEFT JOIN stock_reservations r
      ON r.order_id = i.order_id AND r.variant_id = i.variant_id
    WHERE r.status IS DISTINCT FROM 'released'
    GROUP BY i.order_id, i.variant_id, r.quantity
    HAVING sum(i.quantity - i.cancelled_quantity) <> coalesce(r.quantity, 0)`,
  'I5 used_count is the number of uses': `
    SELECT d.id FROM discounts d LEFT JOIN (
      SELECT discount_id FROM discount_usages WHERE released_at IS NULL
      UNION ALL SELECT discount_id FROM discount_usages_archive WHERE released_at IS NULL
    ) u ON u.discount_id = d.id GROUP BY d.id HAVING d.used_count <> count(u.discount_id)`,
  'I6 no limit is passed': `
    SELECT c.id FROM discount_user_counters c JOIN discounts d ON d.id = c.discount_id
    WHERE c.used_count > d.user_limit OR d.used_count > d.usage_limit`,
  'I6 counters are the number of uses': `
    SELECT c.id FROM discount_user_counters c LEFT JOIN (
      SELECT discount_id, coalesce(user_id::text, guest_hash) AS key FROM discount_usages WHERE released_at IS NULL
      UNION ALL SELECT discount_id, coalesce(user_id::text, guest_hash) FROM discount_usages_archive
      WHERE released_at IS NULL) u ON u.discount_id = c.discount_id AND u.key = c.customer_key
    GROUP BY c.id HAVING c.used_count <> count(u.key)`,
  'I8 lines make the subtotal': `
    SELECT o.id FROM orders o LEFT JOIN order_items i ON i.order_id = o.id
    GROUP BY o.id HAVING o.subtotal <> coalesce(sum(i.total_price), -1)`,
  'I7 an order uses a discount once': `
    SELECT order_id FROM discount_usages GROUP BY discount_id, order_id HAVING count(*) > 1`,
  'I7 cancelled orders have given their uses back': `
    SELECT u.id FROM discount_usages u JOIN orders o ON o.id = u.order_id
    WHERE o.status = 'cancelled' AND u.released_at IS NULL`,
  'I8 totals are made of their parts': `
    SELECT o.id FROM orders o JOIN order_items i ON i.order_id = o.id
    GROUP BY o.id HAVING bool_or(i.total_price <> i.unit_price * i.quantity)
      OR o.total_amount <> o.subtotal + o.shipping_cost - o.discount_amount + CASE WHEN o.tax_inclusive THEN 0 ELSE o.tax_amount END
      OR sum(i.discount_amount) > o.discount_amount OR sum(i.tax_amount) > o.tax_amount`,
  'I15 a customer has one active cart': `
    SELECT user_id FROM shopping_carts WHERE status = 'active' AND user_id IS NOT NULL
    GROUP BY user_id HAVING count(*) > 1`,
  'I15 a cart becomes one order': `
    SELECT cart_id FROM orders WHERE cart_id IS NOT NULL GROUP BY cart_id HAVING count(*) > 1`,
  'I17 nobody has two default addresses': `
    SELECT user_id FROM user_addresses GROUP BY user_id HAVING count(*) FILTER (WHERE is_default) > 1`,
  'I9 payments have the currency and amount of the order': `
    SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
    WHERE p.currency <> o.currency OR p.amount <> o.total_amount
      AND NOT EXISTS (SELECT FROM order_edits e WHERE e.order_id = o.id)`,
  'I10 one payment is kept': `
    SELECT o.id FROM orders o JOIN payments p ON p.order_id = o.id
    LEFT JOIN (SELECT payment_id, sum(amount) AS amount FROM refunds WHERE status <> 'failed'
               GROUP BY payment_id) r ON r.payment_id = p.id
    GROUP BY o.id HAVING sum(p.captured_amount - coalesce(r.amount, 0)) > o.total_amount`,
  'I13 no order without lines': `
    SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT FROM order_items i WHERE i.order_id = o.id)`,
  'I14 the history ends in the status': `
    SELECT o.id FROM orders o WHERE o.status <> (SELECT h.to_status FROM order_status_history h
      WHERE h.order_id = o.id ORDER BY h.seq DESC LIMIT 1)`,
  'I14 the history has no gap': `
    SELECT order_id FROM (SELECT order_id, from_status,
      lag(to_status) OVER (PARTITION BY order_id ORDER BY seq) AS before FROM order_status_history) h
    WHERE from_status IS DISTINCT FROM before`,
  'I15 an ordered cart is checked out': `
    SELECT o.id FROM orders o JOIN shopping_carts c ON c.id = o.cart_id WHERE c.status <> 'checked_out'`,
  'I18 an order is here or there': `
    SELECT o.id FROM orders o JOIN orders_archive a ON a.id = o.id`,
  'I19 numbers are unique': `
    SELECT order_number FROM (SELECT order_number FROM orders UNION ALL
      SELECT order_number FROM orders_archive) n GROUP BY order_number HAVING count(*) > 1`,
};
