import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers, auditTrigger, dropTables, touchTriggers } from './sql.js';

/** Invoices and credit notes with numbers without gaps, and the files that were made of them. */
export class IssueInvoices1764000041000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(INVOICES);
    await queryRunner.query(DOCUMENTS);
    await queryRunner.query(touchTriggers('invoice_counters', 'order_documents'));
    await queryRunner.query(appendOnlyTriggers('invoices'));
    await queryRunner.query(auditTrigger('invoices'));
    await queryRunner.query(rotated(`'export_parts'`, `'export_parts', 'order_documents'`));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(rotated(`'export_parts', 'order_documents'`, `'export_parts'`));
    await queryRunner.query(dropTables('order_documents', 'invoices', 'invoice_counters'));
  }
}

// A number is taken by an UPDATE of the year's row, whose lock lasts until the invoice is committed: a rollback gives
// the number back, which a sequence would not. An invoice outlives its order in the live tables: no foreign key.
const INVOICES = `
  CREATE TABLE invoice_counters (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    year INTEGER NOT NULL UNIQUE,
    last_number INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_invoice_counters_last CHECK (last_number >= 0)
  );
  CREATE TABLE invoices (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    number VARCHAR(30) NOT NULL UNIQUE,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    kind VARCHAR(20) NOT NULL,
    order_id UUID NOT NULL,
    refund_id UUID UNIQUE,
    corrects_id UUID REFERENCES invoices (id) ON DELETE RESTRICT,
    revision INTEGER NOT NULL DEFAULT 1,
    currency VARCHAR(3) NOT NULL,
    total_amount DECIMAL(10,2) NOT NULL,
    content JSONB NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (year, sequence),
    CONSTRAINT ck_invoices_kind CHECK (kind IN ('invoice', 'credit_note')),
    CONSTRAINT ck_invoices_corrects CHECK ((kind = 'credit_note') = (corrects_id IS NOT NULL)),
    CONSTRAINT ck_invoices_refund CHECK (refund_id IS NULL OR kind = 'credit_note'),
    CONSTRAINT ck_invoices_total CHECK (total_amount >= 0 AND sequence > 0 AND revision > 0)
  );
  CREATE UNIQUE INDEX uq_invoices_order ON invoices (order_id, revision) WHERE kind = 'invoice';
  CREATE UNIQUE INDEX uq_invoices_cancelled ON invoices (corrects_id) WHERE refund_id IS NULL;
  CREATE INDEX idx_invoices_order_id ON invoices (order_id);
`;

// What a worker has made. source_hash says of what; a reader takes the file only while that is still so.
const DOCUMENTS = `
  CREATE TABLE order_documents (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL,
    kind VARCHAR(20) NOT NULL,
    subject_id UUID NOT NULL,
    source_hash VARCHAR(64) NOT NULL,
    content TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (kind, subject_id),
    CONSTRAINT ck_order_documents_kind CHECK (kind IN ('invoice', 'packing_slip'))
  );
  CREATE INDEX idx_order_documents_order_id ON order_documents (order_id);
`;

/** Replaces the list of tables with encrypted columns that new keys are written to. */
function rotated(before: string, after: string): string {
  const quoted = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;
  return `DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('rewrite_ciphertexts(text, text[], jsonb)'::regprocedure),
      ${quoted(before)}, ${quoted(after)});
  END $do$;`;
}
