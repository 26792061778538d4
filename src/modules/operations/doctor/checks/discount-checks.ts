import type { DoctorCheck } from '../doctor.types.js';
import { withArchive } from './with-archive.js';

const USAGES = withArchive(
  'discount_usages',
  'discount_id, user_id, guest_hash, order_id, released_at',
);
const ADVICE_COUNT = 'Set the counter to the number of uses that were not given back.';

/** What discounts promise, uses by archived orders included. */
export const DISCOUNT_CHECKS: readonly DoctorCheck[] = [
  {
    code: 'discounts.used_count',
    severity: 'error',
    invariant: 'I5',
    rule: 'used_count is the number of uses',
    advice: ADVICE_COUNT,
    sql: `SELECT d.id FROM discounts d LEFT JOIN (SELECT discount_id, count(*) AS uses FROM ${USAGES} u
        WHERE released_at IS NULL GROUP BY 1) u ON u.discount_id = d.id
      WHERE d.used_count <> coalesce(u.uses, 0)`,
  },
  {
    code: 'discounts.limit',
    severity: 'error',
    invariant: 'I6',
    rule: 'no limit is passed',
    advice:
      'Was a limit lowered below what was used already? Else look for who wrote past the program.',
    sql: `SELECT id FROM discounts WHERE used_count > usage_limit
      UNION ALL SELECT c.id FROM discount_user_counters c JOIN discounts d ON d.id = c.discount_id
      WHERE c.used_count > d.user_limit`,
  },
  {
    code: 'discounts.user_count',
    severity: 'error',
    invariant: 'I6',
    rule: 'counters are the number of uses',
    advice: ADVICE_COUNT,
    sql: `SELECT c.id FROM discount_user_counters c LEFT JOIN (
        SELECT discount_id, coalesce(user_id::text, guest_hash) AS key, count(*) AS uses FROM ${USAGES} u
        WHERE released_at IS NULL GROUP BY 1, 2) u ON u.discount_id = c.discount_id AND u.key = c.customer_key
      WHERE c.used_count <> coalesce(u.uses, 0)`,
  },
  {
    code: 'discounts.used_twice',
    severity: 'error',
    invariant: 'I7',
    rule: 'an order uses a discount once',
    advice: 'Release the second use and set the counters.',
    sql: `SELECT order_id FROM ${USAGES} u GROUP BY discount_id, order_id HAVING count(*) > 1`,
  },
  {
    code: 'discounts.not_released',
    severity: 'error',
    invariant: 'I7',
    rule: 'cancelled orders have given their uses back',
    advice: 'Set released_at of the use and lower the counters by one.',
    sql: `SELECT u.id FROM discount_usages u JOIN orders o ON o.id = u.order_id
      WHERE o.status = 'cancelled' AND u.released_at IS NULL`,
  },
  {
    code: 'discounts.orphan',
    severity: 'error',
    invariant: 'I13',
    rule: 'no use without its order',
    advice: 'Restore the order from a backup, or delete the use and set the counters.',
    sql: `SELECT u.id FROM discount_usages u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = u.order_id)
      UNION ALL SELECT u.id FROM discount_usages_archive u
      WHERE NOT EXISTS (SELECT FROM orders_archive o WHERE o.id = u.order_id)`,
  },
];
