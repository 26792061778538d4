import type { DoctorCheck } from '../../modules/operations/doctor/doctor.types.js';
import { DISCOUNT_CHECKS } from '../../modules/operations/doctor/checks/discount-checks.js';
import { ORDER_CHECKS } from '../../modules/operations/doctor/checks/order-checks.js';
import { PAYMENT_CHECKS } from '../../modules/operations/doctor/checks/payment-checks.js';
import { PEOPLE_CHECKS } from '../../modules/operations/doctor/checks/people-checks.js';

/** Rules of the doctor as statements by their name: what each returns breaks it. */
export function statementsOf(checks: readonly DoctorCheck[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    checks
      .filter(({ severity }) => severity === 'error')
      .map(({ invariant, rule, sql }) => [`${invariant} ${rule}`.trim(), sql]),
  );
}

/**
 * What must hold over the tables of orders whenever nothing runs: each statement finds what breaks the rule. Most are
 * the doctor's own; the others compare states that are only sure when nothing runs.
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
  ...statementsOf(ORDER_CHECKS),
  ...statementsOf(PAYMENT_CHECKS),
  ...statementsOf(DISCOUNT_CHECKS),
  ...statementsOf(PEOPLE_CHECKS),
};
