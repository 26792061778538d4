import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Name and place of each index. */
const INDEXES = [
  ['idx_products_by_name', 'products (name, id) WHERE deleted_at IS NULL'],
  ['idx_products_by_update', 'products (updated_at, id) WHERE deleted_at IS NULL'],
  ['idx_products_by_price', 'products (base_price, id) WHERE deleted_at IS NULL'],
  // Without a condition: as long as a table has no statistics, an index with one is taken for a short list of its rows,
  // and reads of a few variants went over all of them.
  ['idx_product_variants_by_sku', "product_variants ((coalesce(sku, '')), id)"],
  ['idx_payments_by_amount', 'payments (amount, id)'],
  ['idx_ratings_by_rating', 'ratings (rating, id) WHERE withdrawn_at IS NULL'],
  ['idx_ratings_by_reports', 'ratings (report_count, id) WHERE withdrawn_at IS NULL'],
] as const;

/**
 * Lists for staff in the orders that can be asked for, a page read off an index each. Built while customers buy,
 * so not in a transaction; what a run that was cut off has left is made anew.
 */
export class SortLists1764000054000 implements MigrationInterface {
  readonly transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [name, place] of INDEXES) {
      await queryRunner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await queryRunner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${place}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The way back is always one transaction.
    for (const [name] of INDEXES) {
      await queryRunner.query(`DROP INDEX IF EXISTS ${name}`);
    }
  }
}
