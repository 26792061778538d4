import type { DoctorCheck } from '../doctor.types.js';
import { STOCK_CHECKS } from '../stock-checks.js';

const ADVICE =
  'npm run cli -- doctor stock prints what was expected; count the pieces, then correct them (POST /admin/inventory/adjustments).';

/** What stock promises: all that `doctor stock` recomputes, and what hangs on no order. */
export const STOCK_RULES: readonly DoctorCheck[] = [
  ...STOCK_CHECKS.map(({ name, rule, sql }): DoctorCheck => ({
    code: `stock.${name}`,
    severity: 'error',
    invariant: 'I2',
    rule,
    advice: ADVICE,
    sql,
  })),
  {
    code: 'stock.orphan_reservation',
    severity: 'error',
    invariant: 'I13',
    rule: 'nothing is kept for an order that is not there',
    advice: 'Restore the order from a backup, or give the pieces back.',
    sql: `SELECT r.id FROM stock_reservations r WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = r.order_id)`,
  },
];
