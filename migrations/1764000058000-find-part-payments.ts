import { type MigrationInterface, type QueryRunner } from 'typeorm';

const PARTLY = '(order_id) WHERE is_part OR captured_amount > 0 AND captured_amount < amount';
const SURPLUS = '(order_id) WHERE surplus';

/** Name and place of each index. The archive is partitioned: an index of its cannot be built concurrently. */
const INDEXES = [
  ['idx_payments_partly', `payments ${PARTLY}`],
  ['idx_refunds_surplus', `refunds ${SURPLUS}`],
] as const;
const ARCHIVE_INDEXES = [
  ['idx_payments_archive_partly', `payments_archive ${PARTLY}`],
  ['idx_refunds_archive_surplus', `refunds_archive ${SURPLUS}`],
] as const;

/**
 * Payments over less than an order cost, and money that came above it: among those are the orders that are paid in
 * part. Built while customers buy, so not in a transaction; what a run that was cut off has left is made anew.
 */
export class FindPartPayments1764000058000 implements MigrationInterface {
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
