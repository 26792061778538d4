import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

const TABLES = ['payment_methods', 'payments', 'payment_events', 'refunds', 'user_payment_infos'];

/** Payment methods, a row per attempt to pay, what gateways said, refunds and saved cards. */
export class CreatePayments1764000005000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PAYMENTS);
    await queryRunner.query(EVENTS_AND_REFUNDS);
    await queryRunner.query(SAVED_CARDS);
    await queryRunner.query(touchTriggers(...TABLES));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables(...[...TABLES].reverse()));
    await queryRunner.query('DROP FUNCTION guard_refund(); DROP TYPE payment_status;');
  }
}

// processing_fee_percentage is a fraction (0.0290 is 2.9 %), the merchant's cost, never the customer's.
const PAYMENTS = `
  CREATE TABLE payment_methods (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    description TEXT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    gateway_supported VARCHAR(100),
    requires_account BOOLEAN NOT NULL DEFAULT FALSE,
    min_amount DECIMAL(10,2),
    max_amount DECIMAL(10,2),
    processing_fee_percentage DECIMAL(5,4),
    processing_fee_fixed DECIMAL(10,2),
    currency_supported TEXT[],
    countries_supported TEXT[],
    metadata JSONB,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_payment_methods_amounts CHECK (min_amount >= 0 AND max_amount >= min_amount),
    CONSTRAINT ck_payment_methods_fees CHECK (processing_fee_percentage BETWEEN 0 AND 1 AND processing_fee_fixed >= 0)
  );

  CREATE TYPE payment_status AS ENUM ('pending', 'success', 'failed', 'cancelled', 'refunded', 'processing');
  CREATE TABLE payments (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
    user_id UUID REFERENCES users (id) ON DELETE RESTRICT,
    payment_method_id UUID NOT NULL REFERENCES payment_methods (id) ON DELETE RESTRICT,
    reference VARCHAR(64) NOT NULL UNIQUE,
    attempt INTEGER NOT NULL DEFAULT 1,
    amount DECIMAL(10,2) NOT NULL,
    authorised_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    captured_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    fee_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    currency VARCHAR(3) NOT NULL DEFAULT 'USD',
    status payment_status NOT NULL DEFAULT 'pending',
    gateway_payment_id VARCHAR(255),
    gateway_response JSONB,
    redirect_url TEXT,
    failure_reason TEXT,
    processed_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (order_id, attempt),
    UNIQUE (payment_method_id, gateway_payment_id),
    CONSTRAINT ck_payments_amounts CHECK (amount >= 0 AND authorised_amount BETWEEN 0 AND amount
      AND captured_amount BETWEEN 0 AND amount AND fee_amount >= 0)
  );
  CREATE INDEX idx_payments_user_id ON payments (user_id);
  CREATE INDEX idx_payments_open ON payments (created_at) WHERE status IN ('pending', 'processing');
`;

// No foreign key from events to payments: what a gateway said stays for ever, also when its order is archived.
// The refund guard takes the payment's row lock, so two refunds at once cannot both fit.
const EVENTS_AND_REFUNDS = `
  CREATE TABLE payment_events (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    seq BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    gateway VARCHAR(50) NOT NULL,
    event_id VARCHAR(255) NOT NULL,
    kind VARCHAR(50) NOT NULL,
    reference VARCHAR(64),
    gateway_payment_id VARCHAR(255),
    amount DECIMAL(10,2),
    currency VARCHAR(3),
    body TEXT,
    occurred_at TIMESTAMPTZ,
    received_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    payment_id UUID,
    processed_at TIMESTAMPTZ,
    outcome VARCHAR(50),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (gateway, event_id)
  );
  CREATE INDEX idx_payment_events_reference ON payment_events (reference);
  CREATE INDEX idx_payment_events_payment_id ON payment_events (payment_id);

  CREATE TABLE refunds (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    payment_id UUID NOT NULL REFERENCES payments (id) ON DELETE RESTRICT,
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
    amount DECIMAL(10,2) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    lines JSONB,
    reason TEXT,
    status VARCHAR(20) NOT NULL DEFAULT 'pending',
    idempotency_key VARCHAR(255) NOT NULL UNIQUE,
    gateway_refund_id VARCHAR(255),
    failure_reason TEXT,
    created_by UUID,
    processed_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_refunds_amount CHECK (amount > 0),
    CONSTRAINT ck_refunds_status CHECK (status IN ('pending', 'unknown', 'succeeded', 'failed'))
  );
  CREATE INDEX idx_refunds_payment_id ON refunds (payment_id);
  CREATE INDEX idx_refunds_order_id ON refunds (order_id);

  CREATE FUNCTION guard_refund() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    captured numeric;
    others numeric;
  BEGIN
    SELECT captured_amount INTO captured FROM payments WHERE id = NEW.payment_id FOR NO KEY UPDATE;
    SELECT COALESCE(sum(amount), 0) INTO others FROM refunds
      WHERE payment_id = NEW.payment_id AND id <> NEW.id AND status <> 'failed';
    IF others + NEW.amount > captured THEN
      RAISE EXCEPTION 'refunds of % would exceed the captured %', others + NEW.amount, captured
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_refunds_within_captured', TABLE = 'refunds';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refunds_within_captured BEFORE INSERT OR UPDATE OF amount, status, payment_id ON refunds
    FOR EACH ROW WHEN (NEW.status <> 'failed') EXECUTE FUNCTION guard_refund();
`;

// payment_method_token holds ciphertext (a fresh IV each time); token_hash, a keyed hash, carries the uniqueness.
const SAVED_CARDS = `
  CREATE TABLE user_payment_infos (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    card_number VARCHAR(19) NOT NULL,
    card_last4 VARCHAR(4) NOT NULL,
    payment_method_token VARCHAR(255) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    gateway VARCHAR(50) NOT NULL,
    expiration_date DATE NOT NULL,
    billing_address TEXT NOT NULL,
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (user_id, payment_method_token),
    UNIQUE (user_id, token_hash),
    CONSTRAINT ck_user_payment_infos_masked CHECK (card_number ~ '^[*•Xx ]+[0-9]{4}$'),
    CONSTRAINT ck_user_payment_infos_last4 CHECK (card_last4 ~ '^[0-9]{4}$')
  );
  CREATE UNIQUE INDEX uq_user_payment_infos_default ON user_payment_infos (user_id) WHERE is_default;
`;
