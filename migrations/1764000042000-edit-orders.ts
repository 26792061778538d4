import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers, auditTrigger, dropTables } from './sql.js';

/** What staff changed in placed orders, and which refunds are of money above what an order costs. */
export class EditOrders1764000042000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(EDITS);
    await queryRunner.query(appendOnlyTriggers('order_edits'));
    await queryRunner.query(auditTrigger('order_edits'));
    await queryRunner.query(SURPLUS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables('order_edits'));
    await queryRunner.query(`
      ALTER TABLE refunds DROP COLUMN surplus;
      ALTER TABLE refunds_archive DROP COLUMN surplus;
    `);
  }
}

// It outlives its order in the live tables, as an invoice does: no foreign key.
const EDITS = `
  CREATE TABLE order_edits (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    actor_id UUID,
    reason TEXT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    total_before DECIMAL(10,2) NOT NULL,
    total_after DECIMAL(10,2) NOT NULL,
    refund_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    before JSONB NOT NULL,
    after JSONB NOT NULL,
    address_changed BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (order_id, revision),
    CONSTRAINT ck_order_edits_revision CHECK (revision > 0),
    CONSTRAINT ck_order_edits_totals CHECK (total_before >= 0 AND total_after >= 0 AND refund_amount >= 0)
  );
`;

// Surplus that went back is written down on a payment's side only: before, it was what exceeded the total.
const SURPLUS = `
  ALTER TABLE refunds ADD COLUMN surplus BOOLEAN NOT NULL DEFAULT false;
  ALTER TABLE refunds_archive ADD COLUMN surplus BOOLEAN NOT NULL DEFAULT false;
  UPDATE refunds r SET surplus = true FROM orders o
   WHERE o.id = r.order_id AND r.reason LIKE 'late or surplus: %' AND o.status NOT IN ('cancelled', 'refunded')
     AND r.idempotency_key = 'order-refund-' || r.payment_id;
`;
