import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** Saved cards that are taken away at their gateway too, and what gateways call our customers. */
export class KeepCards1764000046000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE user_payment_infos ADD COLUMN brand VARCHAR(30), ADD COLUMN removed_at TIMESTAMPTZ;
      CREATE INDEX idx_user_payment_infos_removed ON user_payment_infos (removed_at)
        WHERE removed_at IS NOT NULL;
      CREATE TABLE gateway_customers (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        gateway VARCHAR(50) NOT NULL,
        customer_id VARCHAR(255) NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        UNIQUE (user_id, gateway)
      );
    `);
    await queryRunner.query(touchTriggers('gateway_customers'));
    await queryRunner.query(auditTrigger('gateway_customers'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables('gateway_customers'));
    await queryRunner.query(
      'ALTER TABLE user_payment_infos DROP COLUMN removed_at, DROP COLUMN brand',
    );
  }
}
