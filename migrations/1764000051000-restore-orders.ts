import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When an order came back out of the archive, and lists of a large archive that stay fast. */
export class RestoreOrders1764000051000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE orders ADD COLUMN restored_at TIMESTAMPTZ;
      ALTER TABLE orders_archive ADD COLUMN restored_at TIMESTAMPTZ;
      CREATE INDEX idx_orders_archive_created ON orders_archive (created_at DESC, id DESC);
      CREATE INDEX idx_refunds_archive_processed_at ON refunds_archive (processed_at) WHERE status = 'succeeded';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX idx_refunds_archive_processed_at;
      DROP INDEX idx_orders_archive_created;
      ALTER TABLE orders_archive DROP COLUMN restored_at;
      ALTER TABLE orders DROP COLUMN restored_at;
    `);
  }
}
