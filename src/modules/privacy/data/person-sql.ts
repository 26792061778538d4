import type { Statement } from '../../../database/statement.js';
import type { StoredTable } from '../personal-data.js';

// Values of every statement here: $1 the person's id or null, $2 ids of orders he placed as a guest.
const OF_PERSON = '(o.user_id = $1::uuid OR o.id = ANY ($2::uuid[]))';

/** All orders of a person. */
const ALL_ORDERS = `SELECT o.id FROM orders o WHERE ${OF_PERSON} UNION ALL
  SELECT o.id FROM orders_archive o WHERE ${OF_PERSON}`;

// A parcel on its way needs its address; a refused or unpaid order comes to its end by itself.
const ON_THEIR_WAY = "('pending', 'confirmed', 'delivering')";

/** Orders that nothing has to be delivered for any more. */
export const FINISHED_ORDERS = `SELECT o.id FROM orders o
  WHERE ${OF_PERSON} AND o.status NOT IN ${ON_THEIR_WAY} UNION ALL
  SELECT o.id FROM orders_archive o WHERE ${OF_PERSON}`;

/** How many orders of the person are still on their way. */
export const COUNT_OPEN_ORDERS: Statement = {
  name: 'privacy-count-open-orders',
  text: `SELECT count(*)::int AS n FROM orders o WHERE ${OF_PERSON} AND o.status IN ${ON_THEIR_WAY}`,
};

/** Keys under which finished orders that were placed as a guest are counted; $3 the erased one. */
export const FIND_GUEST_KEYS: Statement = {
  name: 'privacy-find-guest-keys',
  text: `
    SELECT u.guest_hash AS key, array_agg(u.order_id) AS "orderIds" FROM (
      SELECT guest_hash, order_id FROM discount_usages
      UNION ALL SELECT guest_hash, order_id FROM discount_usages_archive) u
    WHERE u.order_id IN (${FINISHED_ORDERS}) AND u.guest_hash IS NOT NULL AND u.guest_hash <> $3::text
    GROUP BY u.guest_hash ORDER BY u.guest_hash`,
};

/**
 * Erases up to $3 rows of a table, the orders' ones only of finished orders; null where a function
 * of the database does it or nothing is to be done.
 */
export function eraseStatement({ name, rules }: StoredTable): Statement | null {
  const statement = `privacy-erase-${name}`;
  const mine = condition(rules.whose, FINISHED_ORDERS);
  if (rules.erase === 'delete') {
    const text = `WITH ${batch(name, mine)} DELETE FROM ${name} t USING batch b WHERE t.id = b.id RETURNING t.id`;
    return { name: statement, text };
  }
  if (rules.erase !== 'overwrite') return null;
  const values = Object.entries(rules.columns).flatMap(([column, { erased }]) =>
    erased === undefined ? [] : [[column, erased] as const],
  );
  const all = [...values, ...Object.entries(rules.alsoErased ?? {})];
  const isThere = all.map(([column, value]) => `t.${column} IS DISTINCT FROM (${value})`);
  const assigned = all.map(([column, value]) => `${column} = ${value}`);
  const text = `WITH ${batch(name, `${mine} AND (${isThere.join(' OR ')})`)}
    UPDATE ${name} t SET ${assigned.join(', ')} FROM batch b WHERE t.id = b.id RETURNING t.id`;
  return { name: statement, text };
}

/** Up to $4 rows of a person behind the id $3 as JSON documents. */
export function exportStatement({ name, rules }: StoredTable): Statement {
  return {
    name: `privacy-export-${name}`,
    text: `SELECT t.id, to_jsonb(t) AS row FROM ${name} t
      WHERE ${condition(rules.whose, ALL_ORDERS)} AND t.id > $3::uuid ORDER BY t.id LIMIT $4`,
  };
}

/** In the order of the ids, so that two that erase the same person do not wait for each other in a circle. */
function batch(table: string, where: string): string {
  return `batch AS MATERIALIZED (
    SELECT t.id FROM ${table} t WHERE ${where} ORDER BY t.id LIMIT $3::int FOR UPDATE OF t)`;
}

/** PostgreSQL wants to see each parameter, also where a table needs only one of them. */
function condition(whose: string, orders: string): string {
  const mine = whose.replaceAll(':orders', orders);
  return `(${mine}) AND ($1::uuid IS NULL OR TRUE) AND ($2::uuid[] IS NULL OR TRUE)`;
}
