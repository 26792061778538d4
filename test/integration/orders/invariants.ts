import { expect } from 'vitest';
import type { TestContext } from '../../setup/test-context.js';

/** What must hold over the tables whenever nothing runs: each statement finds what breaks the rule. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'I1 stock is never negative': 'SELECT id FROM product_variants WHERE inventory_quantity < 0',
  'I2 stock is the sum of its movements': `
    SELECT v.id FROM product_variants v LEFT JOIN (
      SELECT variant_id, quantity FROM stock_movements
      UNION ALL SELECT variant_id, quantity FROM stock_movements_archive) m ON m.variant_id = v.id
    GROUP BY v.id HAVING v.inventory_quantity - v.backordered_quantity <> coalesce(sum(m.quantity), 0)`,
  'I3 reservations fit the order': `
    SELECT r.id FROM stock_reservations r JOIN orders o ON o.id = r.order_id
    WHERE r.status <> CASE o.status WHEN 'pending' THEN 'held' WHEN 'cancelled' THEN 'released'
                      ELSE 'claimed' END`,
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
  'I9 payments have the currency and amount of the order': `
    SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
    WHERE p.currency <> o.currency OR p.amount <> o.total_amount`,
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

/** Checks all of them and names those that are broken. */
export async function expectInvariants(t: TestContext): Promise<void> {
  const broken: string[] = [];
  for (const [name, sql] of Object.entries(INVARIANTS)) {
    const { rowCount } = await t.owner.query(sql);
    if ((rowCount ?? 0) > 0) broken.push(`${name} (${String(rowCount)})`);
  }
  expect(broken).toEqual([]);
}

const WATCHED = [
  'orders',
  'order_items',
  'order_status_history',
  'payments',
  'refunds',
  'stock_reservations',
  'stock_movements',
  'discount_usages',
  'discount_user_counters',
  'discounts',
  'outbox_events',
  'idempotency_keys',
  'shopping_carts',
  'cart_items',
  'product_variants',
];

/** Everything that placing an order writes, as one text: equal before and after means nothing changed. */
export async function pictureOf(t: TestContext): Promise<string> {
  const parts = await Promise.all(
    WATCHED.map(async (table) => {
      const { rows } = await t.owner.query<{ text: string }>(
        `SELECT md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) AS text FROM ${table} r`,
      );
      return `${table} ${rows[0]?.text ?? ''}`;
    }),
  );
  return parts.join('\n');
}
