import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/** Reports of what looks after the database by itself, and what its statements have cost. */
export class KeepReports1764000052000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(REPORTS);
    await queryRunner.query(STATEMENTS);
    await queryRunner.query(
      touchTriggers('operation_reports', 'statement_snapshots', 'statement_counts'),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      dropTables('statement_counts', 'statement_snapshots', 'operation_reports'),
    );
  }
}

const REPORTS = `
  CREATE TABLE operation_reports (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    kind VARCHAR(50) NOT NULL,
    outcome VARCHAR(10) NOT NULL DEFAULT 'running',
    summary VARCHAR(500),
    report JSONB NOT NULL DEFAULT '{}',
    started_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    finished_at TIMESTAMPTZ,
    requested_by UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_operation_reports_outcome CHECK (outcome IN ('running', 'ok', 'findings', 'failed')),
    CONSTRAINT ck_operation_reports_finished CHECK ((outcome = 'running') = (finished_at IS NULL))
  );
  CREATE INDEX idx_operation_reports_created ON operation_reports (created_at, id);
  CREATE INDEX idx_operation_reports_kind ON operation_reports (kind, created_at);
`;

// counts grow since the server's statistics were reset: what a day has cost is the difference of two snapshots.
const STATEMENTS = `
  CREATE TABLE statement_snapshots (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    taken_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    stats_reset_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_statement_snapshots_taken ON statement_snapshots (taken_at, id);
  CREATE TABLE statement_counts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    snapshot_id UUID NOT NULL REFERENCES statement_snapshots (id) ON DELETE CASCADE,
    statement_id BIGINT NOT NULL,
    text TEXT NOT NULL,
    calls BIGINT NOT NULL,
    rows BIGINT NOT NULL,
    total_ms DOUBLE PRECISION NOT NULL,
    max_ms DOUBLE PRECISION NOT NULL,
    blocks_read BIGINT NOT NULL,
    temp_blocks BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT uq_statement_counts UNIQUE (snapshot_id, statement_id)
  );
`;
