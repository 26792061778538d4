import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** What somebody has to look at, when repeated work is late, and which request an outbox row belongs to. */
export class WatchOperations1764000048000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ALARMS);
    await queryRunner.query(touchTriggers('alarms'));
    // Being seen again is no change of anything that somebody decided.
    await queryRunner.query(auditTrigger('alarms', { updateOf: ['settled_at', 'settled_by'] }));
    await queryRunner.query(`
      ALTER TABLE job_runs ADD COLUMN interval_seconds INTEGER;
      ALTER TABLE outbox_events ADD COLUMN traceparent VARCHAR(55)
        DEFAULT left(nullif(current_setting('app.traceparent', true), ''), 55);
      INSERT INTO permissions (role_id, module, r, w, x)
        SELECT id, 'operations', true, true, true FROM user_roles WHERE code = 'admin'
        ON CONFLICT DO NOTHING;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DELETE FROM permissions WHERE module = 'operations';
      ALTER TABLE outbox_events DROP COLUMN traceparent;
      ALTER TABLE job_runs DROP COLUMN interval_seconds;
    `);
    await queryRunner.query(dropTables('alarms'));
  }
}

// At most one open row says one thing; whoever finds it again counts it up.
const ALARMS = `
  CREATE TABLE alarms (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    kind VARCHAR(50) NOT NULL,
    subject VARCHAR(200) NOT NULL,
    detail TEXT NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    last_seen_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    times INTEGER NOT NULL DEFAULT 1,
    settled_at TIMESTAMPTZ,
    settled_by UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_alarms_times CHECK (times > 0),
    CONSTRAINT ck_alarms_settled CHECK (settled_by IS NULL OR settled_at IS NOT NULL)
  );
  CREATE UNIQUE INDEX uq_alarms_open ON alarms (kind, subject) WHERE settled_at IS NULL;
  CREATE INDEX idx_alarms_raised ON alarms (raised_at, id);
`;
