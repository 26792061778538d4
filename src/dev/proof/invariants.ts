/** Invariants as SQL that returns the rows that break them (names as in the order's documents). */

/** Free stock is what the ledger says, and what is held or sold is missing from it exactly once. */
export const STOCK_CONSERVED = `
  SELECT v.id FROM product_variants v
    LEFT JOIN (SELECT variant_id, sum(quantity) AS moved FROM stock_movements GROUP BY 1) m ON m.variant_id = v.id
    LEFT JOIN (SELECT variant_id, sum(quantity) AS out FROM stock_reservations
                WHERE status <> 'released' GROUP BY 1) r ON r.variant_id = v.id
    LEFT JOIN (SELECT i.variant_id, sum(i.quantity) AS sold FROM order_items i JOIN orders o ON o.id = i.order_id
                WHERE o.status <> 'cancelled' GROUP BY 1) s ON s.variant_id = v.id
   WHERE v.inventory_quantity - v.backordered_quantity <> coalesce(m.moved, 0) OR v.inventory_quantity < 0
      OR coalesce(r.out, 0) <> coalesce(s.sold, 0)`;

/** Each cart gave at most one order, each order has lines, one payment row per attempt, and a history. */
export const ORDERS_WHOLE = `
  SELECT o.id FROM orders o
   WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id)
      OR NOT EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id)
      OR NOT EXISTS (SELECT 1 FROM order_status_history h WHERE h.order_id = o.id)
      OR NOT EXISTS (SELECT 1 FROM outbox_events e WHERE e.event = 'order.placed' AND e.aggregate_id = o.id)
  UNION ALL SELECT (array_agg(id))[1] FROM orders GROUP BY cart_id HAVING count(*) > 1`;

/** What the gateway reported as paid is paid once, and its order goes ahead. */
export const PAID_MEANS_CONFIRMED = `
  SELECT e.id FROM payment_events e
    LEFT JOIN payments p ON p.reference = e.reference LEFT JOIN orders o ON o.id = p.order_id
   WHERE e.kind = 'success' AND (e.processed_at IS NULL OR p.status IS DISTINCT FROM 'success'
      OR p.captured_amount <> p.amount OR o.status IS DISTINCT FROM 'confirmed')
  UNION ALL SELECT order_id FROM order_status_history WHERE to_status = 'confirmed'
   GROUP BY order_id HAVING count(*) > 1`;
