import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/** Methods whose price a carrier names, and what was answered from outside, kept for all processes. */
export class AskOutside1764000037000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE shipping_methods ADD COLUMN asks_carrier BOOLEAN NOT NULL DEFAULT FALSE;
      CREATE TABLE outside_answers (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        question VARCHAR(80) NOT NULL UNIQUE,
        answer JSONB NOT NULL,
        expires_at TIMESTAMPTZ NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
      );
      CREATE INDEX idx_outside_answers_expires_at ON outside_answers (expires_at);`);
    await queryRunner.query(touchTriggers('outside_answers'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables('outside_answers'));
    await queryRunner.query('ALTER TABLE shipping_methods DROP COLUMN asks_carrier');
  }
}
