import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** Held money and parts of what is owed, when gateways are asked again, what does not agree with them. */
export class ReconcilePayments1764000044000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) {
      await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN ${column};`);
      if (table === 'payment_events' || table === 'payment_methods') continue;
      // The archive copies values; it has no defaults of its own but where old rows need one.
      const archived = column.includes('NOT NULL') ? column : column.replace(/ DEFAULT .*$/, '');
      await queryRunner.query(`ALTER TABLE ${table}_archive ADD COLUMN ${archived};`);
    }
    await queryRunner.query(INDEXES);
    await queryRunner.query(ISSUES);
    await queryRunner.query(touchTriggers('reconciliation_issues'));
    await queryRunner.query(auditTrigger('reconciliation_issues'));
    await queryRunner.query(audited(PAYMENT_COLUMNS, REFUND_COLUMNS));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(audited());
    await queryRunner.query(dropTables('reconciliation_issues'));
    await queryRunner.query('ALTER TABLE payment_events DROP CONSTRAINT ck_payment_events_source;');
    for (const [table, column] of [...COLUMNS].reverse()) {
      const [name] = column.split(' ');
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN ${name};`);
      if (table === 'payment_events' || table === 'payment_methods') continue;
      await queryRunner.query(`ALTER TABLE ${table}_archive DROP COLUMN ${name};`);
    }
  }
}

/** Table and column; payments and refunds have an archive beside them. */
const COLUMNS: readonly (readonly [string, string])[] = [
  // How the method takes money (automatic, manual) when the attempt is handed over: a later call says the same.
  ['payments', "capture_mode VARCHAR(10) NOT NULL DEFAULT 'automatic'"],
  // Over a part of what was owed, which others may pay beside it.
  ['payments', 'is_part BOOLEAN NOT NULL DEFAULT false'],
  // When the gateway is asked next; null: there is nothing to ask.
  ['payments', 'next_query_at TIMESTAMPTZ'],
  ['payments', 'query_count INTEGER NOT NULL DEFAULT 0'],
  ['payments', 'asked_at TIMESTAMPTZ'],
  // What the gateway says of it; the status follows when its order was told.
  ['refunds', 'gateway_status VARCHAR(20)'],
  ['refunds', 'sent_at TIMESTAMPTZ'],
  ['refunds', 'next_query_at TIMESTAMPTZ DEFAULT now()'],
  ['refunds', 'query_count INTEGER NOT NULL DEFAULT 0'],
  // callback, query, answer (of a call), operator.
  ['payment_events', "source VARCHAR(20) NOT NULL DEFAULT 'callback'"],
  ['payment_events', 'authorised_amount DECIMAL(10,2)'],
  ['payment_events', 'refund_id VARCHAR(64)'],
  ['payment_events', 'gateway_refund_id VARCHAR(255)'],
  ['payment_events', 'refund_status VARCHAR(20)'],
  ['payment_events', 'reason VARCHAR(500)'],
  ['payment_methods', 'position INTEGER NOT NULL DEFAULT 0'],
];

/** What the audit log keeps: not each time that a gateway is asked. */
const PAYMENT_COLUMNS = `order_id, user_id, payment_method_id, reference, attempt, amount, authorised_amount,
  captured_amount, fee_amount, currency, status, gateway_payment_id, gateway_response, redirect_url,
  failure_reason, processed_at, capture_mode, is_part`;
const REFUND_COLUMNS = `payment_id, order_id, amount, currency, lines, shipping_amount, return_id, surplus, reason,
  status, idempotency_key, gateway_refund_id, failure_reason, processed_at, gateway_status, sent_at`;

function audited(payments?: string, refunds?: string): string {
  const of = (columns?: string): string => (columns === undefined ? '' : `OF ${columns}`);
  const trigger = (table: string, columns?: string): string => `
    DROP TRIGGER audit_${table}_update ON ${table};
    CREATE TRIGGER audit_${table}_update AFTER UPDATE ${of(columns)} ON ${table}
      FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_row();`;
  return trigger('payments', payments) + trigger('refunds', refunds);
}

const INDEXES = `
  ALTER TABLE payment_events ADD CONSTRAINT ck_payment_events_source
    CHECK (source IN ('callback', 'query', 'answer', 'operator'));
  ALTER TABLE payments ADD CONSTRAINT ck_payments_capture_mode CHECK (capture_mode IN ('automatic', 'manual'));
  ALTER TABLE refunds ADD CONSTRAINT ck_refunds_gateway_status
    CHECK (gateway_status IN ('pending', 'succeeded', 'failed'));
  UPDATE refunds SET next_query_at = NULL WHERE status NOT IN ('pending', 'unknown');
  UPDATE payments SET next_query_at = now() WHERE status = 'processing';
  CREATE INDEX idx_payments_next_query ON payments (next_query_at) WHERE next_query_at IS NOT NULL;
  CREATE INDEX idx_refunds_next_query ON refunds (next_query_at) WHERE next_query_at IS NOT NULL;
  CREATE INDEX idx_refunds_gateway_refund_id ON refunds (gateway_refund_id) WHERE gateway_refund_id IS NOT NULL;
  CREATE INDEX idx_payments_processed_at ON payments (processed_at) WHERE captured_amount > 0;
  CREATE INDEX idx_refunds_processed_at ON refunds (processed_at) WHERE status = 'succeeded';
  CREATE INDEX idx_payments_created ON payments (created_at, id);
  UPDATE payment_methods m SET position = s.n FROM (
    SELECT id, row_number() OVER (ORDER BY created_at, code) AS n FROM payment_methods) s WHERE s.id = m.id;
`;

// Payments and refunds are named without a foreign key: an issue outlives their move to the archive. issue_key says
// what it is about, so that whoever finds it again finds the same row.
const ISSUES = `
  CREATE TABLE reconciliation_issues (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    kind VARCHAR(50) NOT NULL,
    issue_key VARCHAR(255) NOT NULL UNIQUE,
    gateway VARCHAR(50),
    day DATE,
    order_id UUID,
    payment_id UUID,
    refund_id UUID,
    event_id UUID,
    reference VARCHAR(255),
    currency VARCHAR(3),
    ours DECIMAL(12,2),
    theirs DECIMAL(12,2),
    status VARCHAR(10) NOT NULL DEFAULT 'open',
    action VARCHAR(30),
    note TEXT,
    settled_by UUID,
    settled_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_reconciliation_issues_status CHECK (status IN ('open', 'settled')),
    CONSTRAINT ck_reconciliation_issues_settled CHECK ((status = 'settled') = (settled_at IS NOT NULL))
  );
  CREATE INDEX idx_reconciliation_issues_created ON reconciliation_issues (created_at, id);
  CREATE INDEX idx_reconciliation_issues_open ON reconciliation_issues (gateway, day) WHERE status = 'open';
  CREATE INDEX idx_reconciliation_issues_payment ON reconciliation_issues (payment_id);
  CREATE INDEX idx_reconciliation_issues_order ON reconciliation_issues (order_id);
`;
