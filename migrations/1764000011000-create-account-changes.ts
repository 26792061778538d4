import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

const TABLES = ['phone_verifications', 'account_notices'];

/**
 * Codes that prove a phone number, and mails about changes of an account that are on their way. A
 * notice keeps its own address, because it may go to the one that the account had before.
 */
export class CreateAccountChanges1764000011000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE phone_verifications (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        phone_number VARCHAR(20) NOT NULL,
        code_hash VARCHAR(64) NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        is_used BOOLEAN NOT NULL DEFAULT FALSE,
        created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        expired_at TIMESTAMPTZ NOT NULL,
        updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        CONSTRAINT ck_phone_verifications_attempts CHECK (attempts >= 0)
      );
      CREATE UNIQUE INDEX uq_phone_verifications_open ON phone_verifications (user_id) WHERE NOT is_used;
      CREATE INDEX idx_phone_verifications_user_id ON phone_verifications (user_id, created_at);
      CREATE INDEX idx_phone_verifications_phone_number ON phone_verifications (phone_number, created_at);
      CREATE INDEX idx_phone_verifications_expired_at ON phone_verifications (expired_at);

      CREATE TABLE account_notices (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        kind VARCHAR(40) NOT NULL,
        email VARCHAR(255) NOT NULL,
        created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
      );
      CREATE INDEX idx_account_notices_user_id ON account_notices (user_id);
      CREATE INDEX idx_account_notices_created_at ON account_notices (created_at);
    `);
    await queryRunner.query(touchTriggers(...TABLES));
    await queryRunner.query(
      auditTrigger('phone_verifications', { secrets: ['code_hash', 'phone_number'] }),
    );
    await queryRunner.query(auditTrigger('account_notices', { secrets: ['email'] }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables(...TABLES));
  }
}
