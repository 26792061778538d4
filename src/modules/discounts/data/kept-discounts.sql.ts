import { type Sort, SortOrders } from '../../../common/http/sort-order.js';
import type { Statement } from '../../../database/statement.js';

const VIEW = `d.id, d.name, d.code, d.description, d.type, d.value::text AS value, d.rules,
  d.minimum_amount::text AS "minimumAmount", d.maximum_amount::text AS "maximumAmount",
  d.usage_limit AS "usageLimit", d.user_limit AS "userLimit", d.priority, d.exclusive_group AS "exclusiveGroup",
  d.first_order_only AS "firstOrderOnly", d.single_use_codes AS "singleUseCodes", d.starts_at AS "startsAt",
  d.ends_at AS "endsAt", d.is_active AS "isActive", d.used_count AS "usedCount", d.created_at AS "createdAt",
  COALESCE((SELECT json_agg(json_build_object('kind', t.kind, 'id', t.target_id) ORDER BY t.kind, t.target_id)
    FROM discount_targets t WHERE t.discount_id = d.id), '[]'::json) AS targets`;

export const DISCOUNT_SORTS = new SortOrders('d.id', '-createdAt', {
  createdAt: { column: 'd.created_at', kind: 'timestamptz' },
  name: { column: 'd.name', kind: 'text' },
  usedCount: { column: 'd.used_count', kind: 'int' },
  priority: { column: 'd.priority', kind: 'int' },
});

export type DiscountSort = Sort<'createdAt' | 'name' | 'usedCount' | 'priority'>;

/** $1 type, $2 switched on, $3 kind, $4 code, $5 part of the name, $6 and $7 where the page begins, $8 rows. */
export function listDiscounts(sort: DiscountSort, isFirstPage: boolean): Statement {
  const { key, after, orderBy } = DISCOUNT_SORTS.sql(sort, '$6', '$7', isFirstPage);
  return {
    name: `discounts-list-${sort}${isFirstPage ? '' : '-on'}`,
    text: `SELECT ${VIEW}, ${key} AS at FROM discounts d
    WHERE ($1::discount_type IS NULL OR d.type = $1::discount_type)
      AND ($2::boolean IS NULL OR d.is_active = $2::boolean)
      AND ($3::text IS NULL OR $3 = CASE WHEN d.single_use_codes THEN 'single_use'
        WHEN d.code IS NULL THEN 'automatic' ELSE 'code' END)
      AND ($4::text IS NULL OR d.code = $4
        OR d.id = (SELECT k.discount_id FROM discount_codes k WHERE k.code = $4))
      AND ($5::text IS NULL OR strpos(lower(d.name), lower($5)) > 0)
      AND ${after}
    ORDER BY ${orderBy} LIMIT $8`,
  };
}

export const FIND: Statement = {
  name: 'discounts-find',
  text: `SELECT ${VIEW} FROM discounts d WHERE d.id = $1`,
};

/** Orders that use it wait, as they wait for each other. */
export const LOCK: Statement = {
  name: 'discounts-lock',
  text: 'SELECT d.id FROM discounts d WHERE d.id = $1 FOR NO KEY UPDATE',
};

const COLUMNS = `name, code, description, type, value, rules, minimum_amount, maximum_amount, usage_limit,
  user_limit, priority, exclusive_group, first_order_only, single_use_codes, starts_at, ends_at`;

/** A code that is a single-use code of somebody writes nothing. */
export const INSERT: Statement = {
  name: 'discounts-insert',
  text: `INSERT INTO discounts (${COLUMNS}, is_active)
    SELECT $1, $2::text, $3, $4::discount_type, $5::numeric, $6::jsonb, $7::numeric, $8::numeric, $9::int,
      $10::int, $11::int, $12::text, $13::boolean, $14::boolean, $15::timestamptz, $16::timestamptz, false
    WHERE NOT EXISTS (SELECT FROM discount_codes k WHERE k.code = $2::text) RETURNING id`,
};

export const UPDATE: Statement = {
  name: 'discounts-update',
  text: `UPDATE discounts SET (${COLUMNS}) = ROW($1, $2::text, $3, $4::discount_type, $5::numeric, $6::jsonb,
      $7::numeric, $8::numeric, $9::int, $10::int, $11::int, $12::text, $13::boolean, $14::boolean,
      $15::timestamptz, $16::timestamptz)
    WHERE id = $17 AND NOT EXISTS (SELECT FROM discount_codes k WHERE k.code = $2::text) RETURNING id`,
};

/** $1 discount, $2 kinds and $3 ids of all its targets from now on; those that stay are left alone. */
export const SET_TARGETS: Statement = {
  name: 'discounts-set-targets',
  text: `
  WITH wanted AS (SELECT DISTINCT w.kind, w.id FROM unnest($2::text[], $3::uuid[]) AS w (kind, id)),
  gone AS (
    DELETE FROM discount_targets t WHERE t.discount_id = $1
      AND NOT EXISTS (SELECT FROM wanted w WHERE w.kind = t.kind AND w.id = t.target_id)
  )
  INSERT INTO discount_targets (discount_id, kind, target_id) SELECT $1, w.kind, w.id FROM wanted w
  ON CONFLICT (discount_id, kind, target_id) DO NOTHING`,
};

/** Of kinds $1 with ids $2 the numbers (from 1) of those that are not there. */
export const UNKNOWN_TARGETS: Statement = {
  name: 'discounts-unknown-targets',
  text: `
  SELECT w.n::int AS n FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS w (kind, id, n)
  WHERE NOT CASE w.kind
    WHEN 'product' THEN EXISTS (SELECT FROM products x WHERE x.id = w.id AND x.deleted_at IS NULL)
    WHEN 'category' THEN EXISTS (SELECT FROM categories x WHERE x.id = w.id)
    WHEN 'brand' THEN EXISTS (SELECT FROM brands x WHERE x.id = w.id)
    WHEN 'collection' THEN EXISTS (SELECT FROM collections x WHERE x.id = w.id)
    ELSE EXISTS (SELECT FROM customer_groups x WHERE x.id = w.id) END
  ORDER BY w.n`,
};

/** Whether any order has ever had it, given back or not. */
export const WAS_USED: Statement = {
  name: 'discounts-was-used',
  text: `SELECT EXISTS (SELECT FROM discount_usages u WHERE u.discount_id = $1)
    OR EXISTS (SELECT FROM discount_usages_archive u WHERE u.discount_id = $1) AS used,
    EXISTS (SELECT FROM discount_codes k WHERE k.discount_id = $1) AS "hasCodes"`,
};

export const SWITCH: Statement = {
  name: 'discounts-switch',
  text: 'UPDATE discounts SET is_active = $2 WHERE id = $1 AND is_active <> $2',
};

export const DELETE: Statement = {
  name: 'discounts-delete',
  text: 'DELETE FROM discounts WHERE id = $1',
};

/** Live and archived uses. */
export const STATISTICS: Statement = {
  name: 'discounts-statistics',
  text: `
  WITH uses AS MATERIALIZED (
    SELECT u.user_id, u.guest_hash, u.amount, u.used_at, u.released_at, o.currency
    FROM discount_usages u JOIN orders o ON o.id = u.order_id WHERE u.discount_id = $1
    UNION ALL
    SELECT u.user_id, u.guest_hash, u.amount, u.used_at, u.released_at, o.currency
    FROM discount_usages_archive u
    JOIN orders_archive o ON o.id = u.order_id AND o.created_at = u.order_created_at WHERE u.discount_id = $1
  )
  SELECT count(*) FILTER (WHERE u.released_at IS NULL)::int AS uses, count(u.released_at)::int AS "givenBack",
    count(DISTINCT coalesce(u.user_id::text, u.guest_hash)) FILTER (WHERE u.released_at IS NULL)::int AS customers,
    COALESCE((SELECT json_agg(a ORDER BY a.currency) FROM (
      SELECT s.currency, sum(s.amount)::text AS amount FROM uses s WHERE s.released_at IS NULL GROUP BY s.currency
    ) a), '[]'::json) AS amounts,
    to_char(min(u.used_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "firstUsedAt",
    to_char(max(u.used_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastUsedAt",
    (SELECT count(*)::int FROM discount_codes k WHERE k.discount_id = $1) AS codes,
    (SELECT count(k.used_at)::int FROM discount_codes k WHERE k.discount_id = $1) AS "usedCodes"
  FROM uses u`,
};
