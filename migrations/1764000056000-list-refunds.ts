import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Name and place of each index. Archives are partitioned: an index of theirs cannot be built concurrently. */
const INDEXES = [
  ['idx_refunds_by_time', 'refunds (created_at, id)'],
  ['idx_refunds_by_status', 'refunds (status, created_at, id)'],
  ['idx_refunds_by_amount', 'refunds (amount, id)'],
  ['idx_returns_by_time', 'returns (created_at, id)'],
  ['idx_returns_by_status', 'returns (status, created_at, id)'],
  ['idx_ratings_by_time', 'ratings (submitted_at, id) WHERE withdrawn_at IS NULL'],
  ['idx_discounts_by_name', 'discounts (name, id)'],
  ['idx_discounts_by_priority', 'discounts (priority, id)'],
] as const;
const ARCHIVE_INDEXES = [
  ['idx_refunds_archive_by_time', 'refunds_archive (created_at, id)'],
  ['idx_refunds_archive_by_status', 'refunds_archive (status, created_at, id)'],
  ['idx_refunds_archive_by_amount', 'refunds_archive (amount, id)'],
  ['idx_returns_archive_by_time', 'returns_archive (created_at, id)'],
  ['idx_returns_archive_by_status', 'returns_archive (status, created_at, id)'],
] as const;

/**
 * Refunds and returns of all orders, and the orders of reviews and discounts that had none, a page read off an index
 * each. Not of `discounts.used_count`: each order would write it anew. Built while customers buy, so not in a
 * transaction; what a run that was cut off has left is made anew.
 */
export class ListRefunds1764000056000 implements MigrationInterface {
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
