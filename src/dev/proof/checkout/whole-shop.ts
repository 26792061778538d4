import type { Pool } from 'pg';
import { STOCK_CHECKS } from '../../../modules/operations/doctor/stock-checks.js';
import { ORDER_STATUSES, orderTransitions } from '../../../modules/orders/domain/order-status.js';
import { ORDER_INVARIANTS } from '../order-invariants.js';

const STEPS = ORDER_STATUSES.flatMap((from) =>
  orderTransitions.allowed(from).map((to) => `('${from}', '${to}')`),
).join(', ');

/**
 * What must hold over all tables of a shop that has been in use since its first order, whenever nothing runs: each
 * statement finds what breaks the rule. Beside the invariants of orders there are those of money that went back, of
 * each step of an order, and all that `doctor stock` recomputes.
 */
export const SHOP_INVARIANTS: Readonly<Record<string, string>> = {
  ...ORDER_INVARIANTS,
  ...Object.fromEntries(
    STOCK_CHECKS.map(({ rule, statement }) => [`I2 ${rule}`, statement.text] as const),
  ),
  // Nobody lowers a limit while pieces are owed in these shops.
  'I1 no more is owed than may be': `
    SELECT id FROM product_variants WHERE backordered_quantity > backorder_limit`,
  'I11 no more goes back than came': `
    SELECT p.id FROM payments p JOIN refunds r ON r.payment_id = p.id AND r.status <> 'failed'
    GROUP BY p.id HAVING sum(r.amount) > p.captured_amount`,
  'I11 an order knows what went back': `
    SELECT o.id FROM orders o LEFT JOIN refunds r ON r.order_id = o.id AND r.status = 'succeeded'
    GROUP BY o.id HAVING o.refunded_amount <> coalesce(sum(r.amount), 0)`,
  'I13 no uses, reservations or payments without their order': `
    SELECT u.id FROM discount_usages u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = u.order_id)
    UNION ALL SELECT r.id FROM stock_reservations r WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = r.order_id)
    UNION ALL SELECT p.id FROM payments p WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = p.order_id)`,
  'I14 every step is one that may be taken': `
    SELECT h.order_id FROM order_status_history h WHERE h.from_status IS NOT NULL
      AND (h.from_status::text, h.to_status::text) NOT IN (VALUES ${STEPS})`,
  'I15 a variant stands in a cart once': `
    SELECT cart_id FROM cart_items GROUP BY cart_id, variant_id HAVING count(*) > 1`,
};

/** By rule that is broken now, how many rows break it. */
export async function brokenRowsOf(owner: Pool): Promise<Map<string, number>> {
  const broken = new Map<string, number>();
  for (const [name, sql] of Object.entries(SHOP_INVARIANTS)) {
    const { rowCount } = await owner.query(sql);
    if ((rowCount ?? 0) > 0) broken.set(name, rowCount ?? 0);
  }
  return broken;
}

/** Which of the rules are broken now, and how often. */
export async function brokenRulesOf(owner: Pool): Promise<string[]> {
  return [...(await brokenRowsOf(owner))].map(([name, rows]) => `${name}: ${rows} rows`);
}
