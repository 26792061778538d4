import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What the audit log says about who acted (a person, for whom, with which key), how a session came
 * about, and which roles need a second factor.
 */
export class ExtendIdentity1764000010000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE audit_log ADD COLUMN on_behalf_of UUID, ADD COLUMN api_key_id UUID;
      CREATE INDEX idx_audit_log_request ON audit_log (request_id);

      ALTER TABLE user_sessions
        ADD COLUMN mfa_at TIMESTAMPTZ,
        ADD COLUMN opened_by UUID REFERENCES users (id) ON DELETE CASCADE,
        ADD COLUMN reason VARCHAR(200),
        ADD CONSTRAINT ck_user_sessions_reason CHECK ((opened_by IS NULL) = (reason IS NULL));
      CREATE INDEX idx_user_sessions_opened_by ON user_sessions (opened_by) WHERE opened_by IS NOT NULL;

      ALTER TABLE user_roles ADD COLUMN requires_mfa BOOLEAN NOT NULL DEFAULT FALSE;
    `);
    await queryRunner.query(auditRow(EXTENDED));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(auditRow(PLAIN));
    await queryRunner.query(`
      ALTER TABLE user_roles DROP COLUMN requires_mfa;
      ALTER TABLE user_sessions
        DROP CONSTRAINT ck_user_sessions_reason, DROP COLUMN mfa_at, DROP COLUMN opened_by, DROP COLUMN reason;
      DROP INDEX idx_audit_log_request;
      ALTER TABLE audit_log DROP COLUMN on_behalf_of, DROP COLUMN api_key_id;
    `);
  }
}

const PLAIN = { columns: '', values: '' };

// The settings travel in the BEGIN message of the unit of work.
const EXTENDED = {
  columns: ', on_behalf_of, api_key_id',
  values: `, NULLIF(current_setting('app.on_behalf_of', true), '')::uuid,
            NULLIF(current_setting('app.api_key_id', true), '')::uuid`,
};

function auditRow({ columns, values }: typeof PLAIN): string {
  return `
  CREATE OR REPLACE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    before_row JSONB := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - COALESCE(TG_ARGV::text[], '{}') END;
    after_row JSONB := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - COALESCE(TG_ARGV::text[], '{}') END;
  BEGIN
    -- Moving an order to the archive is one 'batch' row that the archiver writes, not a delete of each part.
    IF TG_OP = 'DELETE' AND current_setting('app.archiving', true) = 'on'
       AND TG_TABLE_NAME IN ('orders', 'payments', 'refunds') THEN
      RETURN NULL;
    END IF;
    INSERT INTO audit_log (table_name, row_id, action, actor_id, request_id, before, after${columns})
    VALUES (TG_TABLE_NAME, COALESCE(after_row, before_row) ->> 'id', lower(TG_OP),
            NULLIF(current_setting('app.actor_id', true), '')::uuid,
            NULLIF(current_setting('app.request_id', true), ''), before_row, after_row${values});
    RETURN NULL;
  END $$;`;
}
