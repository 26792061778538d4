import { ARCHIVED_TABLES } from '../../../modules/orders/archive/archived-tables.js';
import type { ShopUnderTest } from '../shop-under-test.js';

const OLD = `SELECT id FROM orders WHERE order_number LIKE 'OLD-%' UNION ALL
  SELECT id FROM orders_archive WHERE order_number LIKE 'OLD-%'`;

/** What is added up, of the row `t`. */
const AMOUNTS: Readonly<Record<string, string>> = {
  orders: 't.total_amount + t.refunded_amount',
  order_items: 't.total_price',
  payments: 't.captured_amount',
  refunds: 't.amount',
  stock_movements: 't.quantity',
  fulfilment_items: 't.quantity',
};

/** What the old orders come to, wherever they are: one text for each table. */
export const SUMS: Readonly<Record<string, string>> = Object.fromEntries(
  ARCHIVED_TABLES.map(({ table, parent }): [string, string] => {
    const amount = AMOUNTS[table] ?? '0';
    const own = table === 'orders' ? 't.id' : 't.order_id';
    const live =
      parent === undefined
        ? `SELECT ${amount} AS a, ${own} AS o FROM ${table} t`
        : `SELECT ${amount} AS a, p.order_id AS o FROM ${table} t JOIN ${parent.table} p ON p.id = t.${parent.key}`;
    const archived = parent === undefined ? own : 't.owner_order_id';
    return [
      table,
      `WITH old AS MATERIALIZED (${OLD})
       SELECT count(*) || ' rows, ' || coalesce(sum(x.a), 0) AS seen
       FROM (${live} UNION ALL SELECT ${amount}, ${archived} FROM ${table}_archive t) x JOIN old ON old.id = x.o`,
    ];
  }),
);

const CHILDREN = ARCHIVED_TABLES.filter(({ table }) => table !== 'orders');

/** Rows that are not where their order is, or in no month. */
export const BROKEN_ARCHIVE: Readonly<Record<string, string>> = Object.fromEntries<string>([
  ...ARCHIVED_TABLES.map(({ table }): [string, string] => [
    `${table}: rows without a month`,
    `SELECT id FROM ${table}_archive_default`,
  ]),
  ...CHILDREN.map(({ table, parent }): [string, string] => [
    `I18 ${table}: archived without their order`,
    `SELECT t.id FROM ${table}_archive t LEFT JOIN orders_archive o
       ON o.id = t.${parent === undefined ? 'order_id' : 'owner_order_id'} AND o.created_at = t.order_created_at
     WHERE o.id IS NULL`,
  ]),
  ...CHILDREN.filter(({ parent }) => parent === undefined).map(({ table }): [string, string] => [
    `I18 ${table}: left behind`,
    `SELECT t.id FROM ${table} t LEFT JOIN orders o ON o.id = t.order_id
     WHERE t.order_id IS NOT NULL AND o.id IS NULL`,
  ]),
]);

/** Old orders that are still live. */
export async function archivePlaces(shop: ShopUnderTest): Promise<string[]> {
  const { rowCount } = await shop.owner.query(
    `SELECT 1 FROM orders WHERE order_number LIKE 'OLD-%'`,
  );
  return rowCount === 0 ? [] : [`${rowCount} old orders are still live`];
}
