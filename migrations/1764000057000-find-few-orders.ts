import { type MigrationInterface, type QueryRunner } from 'typeorm';

const NEWEST_FIRST = '(created_at DESC, id DESC)';

/** Name and place of each index. The archive is partitioned: an index of its cannot be built concurrently. */
const INDEXES = [
  ['idx_orders_unfinished', `orders ${NEWEST_FIRST} WHERE status <> 'completed'`],
  ['idx_orders_refunded', `orders ${NEWEST_FIRST} WHERE refunded_amount > 0`],
] as const;
const ARCHIVE_INDEXES = [
  ['idx_orders_archive_unfinished', `orders_archive ${NEWEST_FIRST} WHERE status <> 'completed'`],
  ['idx_orders_archive_refunded', `orders_archive ${NEWEST_FIRST} WHERE refunded_amount > 0`],
] as const;

/**
 * Orders of a state that few of many are in, newest first. The row policy keeps the index of all states out of
 * reach (`enum_eq` is not leakproof); the predicate of a partial one is held against the text of the statement alone.
 * Built while customers buy, so not in a transaction; what a run that was cut off has left is made anew.
 */
export class FindFewOrders1764000057000 implements MigrationInterface {
  readonly transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [name, place] of INDEXES) {
      await queryRunner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await queryRunner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${place}`);
    }
    for (const [name, place] of ARCHIVE_INDEXES) {
      await queryRunner.query(`CREATE INDEX IF NOT EXISTS ${name} ON ${place}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The way back is always one transaction.
    for (const [name] of [...INDEXES, ...ARCHIVE_INDEXES]) {
      await queryRunner.query(`DROP INDEX IF EXISTS ${name}`);
    }
  }
}
