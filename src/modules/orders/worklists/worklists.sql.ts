import type { SortSql } from '../../../common/http/sort-order.js';
import { namedByText, type Statement } from '../../../database/statement.js';
import { refundJson, returnJson, type Where } from '../data/order-view-parts.sql.js';
import type { WorkFilter } from './worklists.types.js';

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A table whose rows belong to orders, and what its list shows of a row. */
export interface Worklist {
  readonly table: string;
  readonly alias: string;
  /** As the order's own page shows it. */
  readonly item: (where: Where) => string;
  /** Members beside that; `o` is the order. */
  readonly more: string;
}

export const REFUNDS: Worklist = {
  table: 'refunds',
  alias: 'r',
  item: () => refundJson('staff'),
  more: `'surplus', r.surplus, 'gatewayStatus', r.gateway_status,
    'gatewayRefundId', r.gateway_refund_id, 'sentAt', ${ISO('r.sent_at')}`,
};

export const RETURNS: Worklist = {
  table: 'returns',
  alias: 't',
  item: (where) => returnJson(where, 'staff'),
  more: `'customerId', o.user_id, 'email', o.email`,
};

const CONDITIONS: Readonly<Record<keyof WorkFilter, string>> = {
  status: 'status = ?::text',
  from: 'created_at >= ?::timestamptz',
  to: 'created_at < ?::timestamptz',
  orderId: 'order_id = ?::uuid',
};
const NAMES = Object.keys(CONDITIONS) as (keyof WorkFilter)[];

/**
 * A page over all orders, live and archived ones without a seam. The parameters: what is filtered by, where the
 * cursor stands (time or amount, id), the limit.
 *
 * @param order makes its pieces of the two parameters of the cursor
 */
export function listWork(
  { table, alias, item, more }: Worklist,
  filter: WorkFilter,
  order: (at: string, id: string) => SortSql,
): { readonly statement: Statement; readonly values: readonly unknown[] } {
  const names = NAMES.filter((name) => filter[name] !== undefined);
  const place = (after: number): string => `$${names.length + after}`;
  const { key, after, orderBy } = order(place(1), place(2));
  const wanted = names.map((name, n) => `${alias}.${CONDITIONS[name].replace('?', `$${n + 1}`)}`);
  // Only the rows of the page look for their order.
  const part = (where: Where): string => `(
    SELECT ${alias}.id, ${alias}.sorted, ${alias}.at, ${item(where)} AS item,
      json_build_object('orderId', o.id, 'orderNumber', o.order_number, 'currency', o.currency,
        'isArchived', ${where === '' ? 'false' : 'true'}, ${more}) AS more
    FROM (SELECT ${alias}.*, ${key.replace('::text', '')} AS sorted, ${key} AS at
      FROM ${table}${where} ${alias} WHERE ${[...wanted, after].join(' AND ')}
      ORDER BY ${orderBy} LIMIT ${place(3)}::int) ${alias}
    JOIN orders${where} o ON o.id = ${alias}.order_id${where === '' ? '' : ` AND o.created_at = ${alias}.order_created_at`})`;
  const direction = orderBy.endsWith('DESC') ? 'DESC' : 'ASC';
  const text = `SELECT s.id, s.at, s.item, s.more FROM (${part('')} UNION ALL ${part('_archive')}) s
    ORDER BY s.sorted ${direction}, s.id ${direction} LIMIT ${place(3)}::int`;
  return {
    statement: namedByText(`orders-all-${table}`, text),
    values: names.map((n) => filter[n]),
  };
}
