import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/** Which mails went, without saying to whom; and the language in which somebody wants his. */
export class LogMails1764000049000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE users ADD COLUMN locale VARCHAR(35);
      CREATE TABLE mail_deliveries (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        message_id VARCHAR(200) NOT NULL UNIQUE,
        template VARCHAR(60) NOT NULL,
        recipient_hash VARCHAR(64) NOT NULL,
        state VARCHAR(10) NOT NULL DEFAULT 'sending',
        tries INTEGER NOT NULL DEFAULT 1,
        last_error VARCHAR(500),
        sent_at TIMESTAMPTZ,
        created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        CONSTRAINT ck_mail_deliveries_state CHECK (state IN ('sending', 'sent', 'failed')),
        CONSTRAINT ck_mail_deliveries_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      );
      CREATE INDEX idx_mail_deliveries_created_at ON mail_deliveries (created_at, id);
      CREATE INDEX idx_mail_deliveries_recipient ON mail_deliveries (recipient_hash);`);
    await queryRunner.query(touchTriggers('mail_deliveries'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables('mail_deliveries'));
    await queryRunner.query('ALTER TABLE users DROP COLUMN locale');
  }
}
