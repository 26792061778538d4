import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

const TABLES = ['imports', 'import_chunks', 'import_errors', 'exports', 'export_parts'];

/** Files that come in and go out: in pieces, with what a worker needs to go on where another one died. */
export class CreateTransfers1764000026000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(IMPORTS);
    await queryRunner.query(EXPORTS);
    await queryRunner.query(touchTriggers(...TABLES));
    await queryRunner.query(auditTrigger('imports', { updateOf: ['status', 'dry_run'] }));
    await queryRunner.query(auditTrigger('exports', { updateOf: ['status', 'downloads'] }));
    await queryRunner.query(rotated(`'data_export_parts'`, `'data_export_parts', 'export_parts'`));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(rotated(`'data_export_parts', 'export_parts'`, `'data_export_parts'`));
    await queryRunner.query(dropTables(...[...TABLES].reverse()));
  }
}

// byte_offset and the counters are written by the transaction that writes the rows before it.
const IMPORTS = `
  CREATE TABLE imports (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    requested_by UUID REFERENCES users (id) ON DELETE SET NULL,
    kind VARCHAR(20) NOT NULL,
    format VARCHAR(20) NOT NULL,
    file_name VARCHAR(255),
    options JSONB NOT NULL DEFAULT '{}',
    dry_run BOOLEAN NOT NULL DEFAULT FALSE,
    status VARCHAR(20) NOT NULL DEFAULT 'uploading',
    size_bytes BIGINT NOT NULL DEFAULT 0,
    chunks INTEGER NOT NULL DEFAULT 0,
    byte_offset BIGINT NOT NULL DEFAULT 0,
    rows_read INTEGER NOT NULL DEFAULT 0,
    rows_created INTEGER NOT NULL DEFAULT 0,
    rows_updated INTEGER NOT NULL DEFAULT 0,
    rows_unchanged INTEGER NOT NULL DEFAULT 0,
    rows_failed INTEGER NOT NULL DEFAULT 0,
    errors_kept INTEGER NOT NULL DEFAULT 0,
    worked_ms INTEGER NOT NULL DEFAULT 0,
    layout JSONB,
    failure_code VARCHAR(60),
    failure_detail TEXT,
    lease_id UUID,
    leased_until TIMESTAMPTZ,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_imports_kind CHECK (kind IN ('products', 'variants', 'stock', 'prices')),
    CONSTRAINT ck_imports_format CHECK (format IN ('csv', 'jsonl', 'shopify', 'medusa', 'vendure')),
    CONSTRAINT ck_imports_status
      CHECK (status IN ('uploading', 'queued', 'running', 'completed', 'cancelled', 'failed')),
    CONSTRAINT ck_imports_counts CHECK (size_bytes >= 0 AND byte_offset BETWEEN 0 AND size_bytes AND rows_read >= 0)
  );
  CREATE INDEX idx_imports_created_at ON imports (created_at DESC, id DESC);

  CREATE TABLE import_chunks (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    import_id UUID NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start_byte BIGINT NOT NULL,
    content BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_import_chunks_position ON import_chunks (import_id, position);
  CREATE UNIQUE INDEX uq_import_chunks_start_byte ON import_chunks (import_id, start_byte);

  CREATE TABLE import_errors (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    import_id UUID NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    column_name VARCHAR(100),
    code VARCHAR(60) NOT NULL,
    message TEXT NOT NULL,
    value TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_import_errors_position ON import_errors (import_id, position);
`;

// content is ciphertext, whatever is in it: lists of customers are in the same table as lists of products.
const EXPORTS = `
  CREATE TABLE exports (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    requested_by UUID REFERENCES users (id) ON DELETE SET NULL,
    kind VARCHAR(20) NOT NULL,
    format VARCHAR(20) NOT NULL,
    filters JSONB NOT NULL DEFAULT '{}',
    status VARCHAR(20) NOT NULL DEFAULT 'queued',
    header JSONB,
    read_until TEXT,
    parts INTEGER NOT NULL DEFAULT 0,
    rows_written INTEGER NOT NULL DEFAULT 0,
    rows_expected INTEGER,
    size_bytes BIGINT NOT NULL DEFAULT 0,
    worked_ms INTEGER NOT NULL DEFAULT 0,
    downloads INTEGER NOT NULL DEFAULT 0,
    failure_code VARCHAR(60),
    failure_detail TEXT,
    lease_id UUID,
    leased_until TIMESTAMPTZ,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_exports_kind CHECK (kind IN ('products', 'variants', 'stock', 'prices', 'customers', 'orders')),
    CONSTRAINT ck_exports_format CHECK (format IN ('csv', 'jsonl')),
    CONSTRAINT ck_exports_status CHECK (status IN ('queued', 'running', 'ready', 'cancelled', 'failed', 'expired')),
    CONSTRAINT ck_exports_ready CHECK (status <> 'ready' OR expires_at IS NOT NULL)
  );
  CREATE INDEX idx_exports_created_at ON exports (created_at DESC, id DESC);

  CREATE TABLE export_parts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    export_id UUID NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    content TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_export_parts_part ON export_parts (export_id, part);
`;

/** The change of keys rewrites the tables that its function names. */
function rotated(before: string, after: string): string {
  const quoted = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;
  return `DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('rewrite_ciphertexts(text, text[], jsonb)'::regprocedure),
      ${quoted(before)}, ${quoted(after)});
  END $do$;`;
}
