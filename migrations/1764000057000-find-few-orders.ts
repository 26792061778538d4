import { IndexMigration } from './index-migration.js';

const NEWEST_FIRST = '(created_at DESC, id DESC)';

/**
 * Orders of a state that few of many are in, newest first. The row policy keeps the index of all states out of
 * reach (`enum_eq` is not leakproof); the predicate of a partial one is held against the text of the statement alone.
 */
export class FindFewOrders1764000057000 extends IndexMigration {
  protected readonly indexes = [
    ['idx_orders_unfinished', `orders ${NEWEST_FIRST} WHERE status <> 'completed'`],
    ['idx_orders_refunded', `orders ${NEWEST_FIRST} WHERE refunded_amount > 0`],
  ] as const;
  protected override readonly archiveIndexes = [
    ['idx_orders_archive_unfinished', `orders_archive ${NEWEST_FIRST} WHERE status <> 'completed'`],
    ['idx_orders_archive_refunded', `orders_archive ${NEWEST_FIRST} WHERE refunded_amount > 0`],
  ] as const;
}
