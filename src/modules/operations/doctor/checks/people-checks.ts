import type { DoctorCheck } from '../doctor.types.js';

const ADVICE_SESSIONS =
  'Block the family (UPDATE user_sessions SET blocked = true); its owner logs in again.';

/** What accounts, their sessions and their carts promise. */
export const PEOPLE_CHECKS: readonly DoctorCheck[] = [
  {
    code: 'people.two_carts',
    severity: 'error',
    invariant: 'I15',
    rule: 'a customer has one active cart',
    advice: 'Abandon the older one; see database.index_invalid.',
    sql: `SELECT user_id FROM shopping_carts WHERE status = 'active' AND user_id IS NOT NULL
      GROUP BY user_id HAVING count(*) > 1`,
  },
  {
    code: 'people.cart_item_twice',
    severity: 'error',
    invariant: 'I15',
    rule: 'a variant stands in a cart once',
    advice: 'Add the pieces of the two lines and delete one; see database.index_invalid.',
    sql: `SELECT cart_id FROM cart_items GROUP BY cart_id, variant_id HAVING count(*) > 1`,
  },
  {
    code: 'people.two_default_addresses',
    severity: 'error',
    invariant: 'I17',
    rule: 'nobody has two default addresses',
    advice: 'Leave the younger one the default.',
    sql: `SELECT user_id FROM user_addresses GROUP BY user_id HAVING count(*) FILTER (WHERE is_default) > 1`,
  },
  {
    code: 'people.two_default_cards',
    severity: 'error',
    invariant: 'I17',
    rule: 'nobody has two default cards',
    advice: 'Leave the younger one the default.',
    sql: `SELECT user_id FROM user_payment_infos WHERE removed_at IS NULL
      GROUP BY user_id HAVING count(*) FILTER (WHERE is_default) > 1`,
  },
  {
    code: 'people.two_tokens',
    severity: 'error',
    invariant: 'I16',
    rule: 'a family of refresh tokens has one that works',
    advice: ADVICE_SESSIONS,
    sql: `SELECT family_id FROM user_sessions
      WHERE rotated_at IS NULL AND NOT blocked AND expired_at > now()
      GROUP BY family_id HAVING count(*) > 1`,
  },
  {
    code: 'people.blocked_family',
    severity: 'error',
    invariant: 'I16',
    rule: 'no token of a blocked family works',
    advice: ADVICE_SESSIONS,
    sql: `SELECT s.id FROM user_sessions s JOIN user_sessions root ON root.id = s.family_id
      WHERE root.blocked AND NOT s.blocked AND s.rotated_at IS NULL AND s.expired_at > now()`,
  },
  {
    code: 'people.orphan_session',
    severity: 'error',
    invariant: 'I16',
    rule: 'every token belongs to a family',
    advice: ADVICE_SESSIONS,
    sql: `SELECT s.id FROM user_sessions s WHERE NOT s.blocked AND s.expired_at > now()
      AND NOT EXISTS (SELECT FROM user_sessions root WHERE root.id = s.family_id AND root.user_id = s.user_id)`,
  },
  {
    code: 'people.two_emails',
    severity: 'error',
    invariant: 'I16',
    rule: 'an address belongs to one account, however it is written',
    advice: 'Ask both people; see database.index_invalid.',
    sql: `SELECT min(id::text) FROM users WHERE deleted_at IS NULL GROUP BY lower(email) HAVING count(*) > 1`,
  },
];
