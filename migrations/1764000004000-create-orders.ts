import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers, dropTables, touchTriggers } from './sql.js';

const TABLES = [
  'orders',
  'order_items',
  'stock_reservations',
  'fulfilments',
  'fulfilment_items',
  'returns',
  'return_items',
  'discount_usages',
];

/** Orders with their lines, history, reservations, fulfilments, returns and discount usages. */
export class CreateOrders1764000004000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ORDERS);
    await queryRunner.query(ORDER_NUMBER);
    await queryRunner.query(ORDER_STATES);
    await queryRunner.query(LINES);
    await queryRunner.query(AFTER_SALES);
    await queryRunner.query(touchTriggers(...TABLES));
    await queryRunner.query(appendOnlyTriggers('order_status_history'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${dropTables('order_status_history', ...[...TABLES].reverse())}
      DROP FUNCTION guard_order_status();
      DROP FUNCTION generate_order_number();
      DROP SEQUENCE order_number_seq;
      DROP TYPE order_status;
    `);
  }
}

const ORDERS = `
  CREATE TYPE order_status AS ENUM
    ('pending', 'confirmed', 'delivering', 'delivered', 'cancelled', 'refunded', 'completed');
  CREATE TABLE orders (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID REFERENCES users (id) ON DELETE RESTRICT,
    order_number VARCHAR NOT NULL UNIQUE,
    status order_status NOT NULL DEFAULT 'pending',
    cart_id UUID UNIQUE,
    email VARCHAR(255) NOT NULL,
    token_hash VARCHAR(64),
    currency VARCHAR(3) NOT NULL DEFAULT 'USD',
    exchange_rate DECIMAL(18,8) NOT NULL DEFAULT 1,
    tax_inclusive BOOLEAN NOT NULL DEFAULT FALSE,
    subtotal DECIMAL(10,2) NOT NULL,
    tax_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    shipping_cost DECIMAL(10,2) NOT NULL DEFAULT 0,
    discount_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    total_amount DECIMAL(10,2) NOT NULL,
    refunded_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    shipping_method_code VARCHAR(50),
    shipping_address JSONB NOT NULL,
    billing_address JSONB,
    notes TEXT,
    expires_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_orders_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_orders_amounts CHECK (subtotal >= 0 AND tax_amount >= 0 AND shipping_cost >= 0
      AND discount_amount >= 0 AND total_amount >= 0 AND refunded_amount BETWEEN 0 AND total_amount),
    CONSTRAINT ck_orders_total CHECK (
      (NOT tax_inclusive AND total_amount = subtotal + tax_amount + shipping_cost - discount_amount)
      OR (tax_inclusive AND total_amount = subtotal + shipping_cost - discount_amount))
  );
  CREATE INDEX idx_orders_user_id ON orders (user_id);
  CREATE INDEX idx_orders_status ON orders (status);
  CREATE INDEX idx_orders_created_at ON orders (created_at);
  CREATE INDEX idx_orders_history ON orders (user_id, created_at DESC, id DESC);
  CREATE INDEX idx_orders_expires_at ON orders (expires_at) WHERE status = 'pending';
  CREATE INDEX idx_orders_email ON orders (lower(email));
`;

// Padding grows with the number instead of cutting it, and a number that is given (a restored order) stays.
const ORDER_NUMBER = `
  CREATE SEQUENCE order_number_seq;
  CREATE OR REPLACE FUNCTION generate_order_number() RETURNS TRIGGER AS $$
  DECLARE
    digits text;
  BEGIN
    IF NEW.order_number IS NULL THEN
      digits := nextval('order_number_seq')::text;
      NEW.order_number := 'ORD-' || lpad(digits, greatest(8, length(digits)), '0');
    END IF;
    RETURN NEW;
  END;
  $$ LANGUAGE plpgsql;
  CREATE TRIGGER set_order_number BEFORE INSERT ON orders
    FOR EACH ROW EXECUTE FUNCTION generate_order_number();
`;

// The second wall behind order-status.ts: a test holds the two tables against each other.
const ORDER_STATES = `
  CREATE FUNCTION guard_order_status() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (OLD.status::text, NEW.status::text) NOT IN (
      ('pending', 'confirmed'), ('confirmed', 'delivering'), ('delivering', 'delivered'), ('delivered', 'completed'),
      ('pending', 'cancelled'), ('confirmed', 'cancelled'),
      ('confirmed', 'refunded'), ('delivering', 'refunded'), ('delivered', 'refunded'), ('completed', 'refunded'),
      ('cancelled', 'confirmed')
    ) THEN
      RAISE EXCEPTION 'an order cannot go from % to %', OLD.status, NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_orders_transition', TABLE = 'orders';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER orders_status BEFORE UPDATE OF status ON orders
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION guard_order_status();
`;

const LINES = `
  CREATE TABLE order_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL DEFAULT 0,
    product_name VARCHAR(255) NOT NULL,
    variant_name VARCHAR(255) NOT NULL,
    sku VARCHAR,
    attributes JSONB NOT NULL DEFAULT '{}',
    quantity INTEGER NOT NULL,
    unit_price DECIMAL(10,2) NOT NULL,
    total_price DECIMAL(10,2) NOT NULL,
    discount_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    tax_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    refunded_quantity INTEGER NOT NULL DEFAULT 0,
    refunded_amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    returned_quantity INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_order_items_quantity CHECK (quantity > 0),
    CONSTRAINT ck_order_items_total_price CHECK (unit_price >= 0 AND total_price = unit_price * quantity),
    CONSTRAINT ck_order_items_shares CHECK (discount_amount BETWEEN 0 AND total_price AND tax_amount >= 0),
    CONSTRAINT ck_order_items_given_back CHECK (refunded_quantity BETWEEN 0 AND quantity
      AND returned_quantity BETWEEN 0 AND quantity AND refunded_amount >= 0)
  );
  CREATE INDEX idx_order_items_order_id ON order_items (order_id, position);
  CREATE INDEX idx_order_items_variant_id ON order_items (variant_id);
  CREATE INDEX idx_order_items_product_id ON order_items (product_id);

  CREATE TABLE order_status_history (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    seq BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    from_status order_status,
    to_status order_status NOT NULL,
    reason VARCHAR(200),
    actor_id UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_order_status_history_order_id ON order_status_history (order_id, seq);

  CREATE TABLE stock_reservations (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL,
    status VARCHAR(10) NOT NULL DEFAULT 'held',
    expires_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (order_id, variant_id),
    CONSTRAINT ck_stock_reservations_quantity CHECK (quantity > 0),
    CONSTRAINT ck_stock_reservations_status CHECK (status IN ('held', 'claimed', 'released')),
    CONSTRAINT ck_stock_reservations_ended CHECK ((status = 'held') = (ended_at IS NULL))
  );
  CREATE INDEX idx_stock_reservations_variant_id ON stock_reservations (variant_id) WHERE status = 'held';

  CREATE TABLE discount_usages (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    discount_id UUID NOT NULL REFERENCES discounts (id) ON DELETE RESTRICT,
    user_id UUID REFERENCES users (id) ON DELETE RESTRICT,
    guest_hash VARCHAR(64),
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    amount DECIMAL(10,2) NOT NULL DEFAULT 0,
    used_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    released_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE NULLS NOT DISTINCT (discount_id, user_id, order_id),
    CONSTRAINT ck_discount_usages_customer CHECK (num_nonnulls(user_id, guest_hash) = 1)
  );
  CREATE INDEX idx_discount_usages_order_id ON discount_usages (order_id);
  CREATE INDEX idx_discount_usages_user_id ON discount_usages (user_id);
`;

const AFTER_SALES = `
  CREATE TABLE fulfilments (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending',
    carrier VARCHAR(100),
    tracking_number VARCHAR(100),
    shipped_at TIMESTAMPTZ,
    delivered_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_fulfilments_status CHECK (status IN ('pending', 'shipped', 'delivered', 'cancelled'))
  );
  CREATE INDEX idx_fulfilments_order_id ON fulfilments (order_id);
  CREATE TABLE fulfilment_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    fulfilment_id UUID NOT NULL REFERENCES fulfilments (id) ON DELETE CASCADE,
    order_item_id UUID NOT NULL REFERENCES order_items (id) ON DELETE CASCADE,
    quantity INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (fulfilment_id, order_item_id),
    CONSTRAINT ck_fulfilment_items_quantity CHECK (quantity > 0)
  );
  CREATE INDEX idx_fulfilment_items_order_item_id ON fulfilment_items (order_item_id);

  CREATE TABLE returns (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    status VARCHAR(20) NOT NULL DEFAULT 'requested',
    reason TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_returns_status CHECK (status IN ('requested', 'approved', 'rejected', 'received', 'closed'))
  );
  CREATE INDEX idx_returns_order_id ON returns (order_id);
  CREATE TABLE return_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    return_id UUID NOT NULL REFERENCES returns (id) ON DELETE CASCADE,
    order_item_id UUID NOT NULL REFERENCES order_items (id) ON DELETE CASCADE,
    quantity INTEGER NOT NULL,
    restocked_quantity INTEGER NOT NULL DEFAULT 0,
    written_off_quantity INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (return_id, order_item_id),
    CONSTRAINT ck_return_items_quantity CHECK (quantity > 0 AND restocked_quantity >= 0
      AND written_off_quantity >= 0 AND restocked_quantity + written_off_quantity <= quantity)
  );
  CREATE INDEX idx_return_items_order_item_id ON return_items (order_item_id);
`;
