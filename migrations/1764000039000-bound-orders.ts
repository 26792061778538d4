import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** Notes of lines, carts that were left behind, how many orders of one customer wait for money, drafts made by staff. */
export class BoundOrders1764000039000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(NOTES);
    await queryRunner.query(CARTS);
    await queryRunner.query(OPEN_ORDERS);
    await queryRunner.query(DRAFTS);
    await queryRunner.query(rotated(`['user_addresses',`, `['order_drafts', 'user_addresses',`));
    await queryRunner.query(touchTriggers('order_drafts'));
    await queryRunner.query(auditTrigger('order_drafts', { secrets: SECRETS }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(rotated(`['order_drafts', 'user_addresses',`, `['user_addresses',`));
    await queryRunner.query(`
      ${dropTables('order_drafts')}
      DROP FUNCTION open_unpaid_orders(uuid, text);
      DROP INDEX idx_orders_open_customer;
      DROP INDEX idx_shopping_carts_silent;
      DROP INDEX idx_shopping_carts_checked_out;
      ALTER TABLE shopping_carts DROP COLUMN abandoned_at;
      ALTER TABLE order_items_archive DROP COLUMN notes;
      ALTER TABLE order_items DROP COLUMN notes;
      ALTER TABLE cart_items DROP COLUMN notes;
    `);
  }
}

/** Personal data that the log must not keep. */
const SECRETS = ['token_hash', 'email', 'shipping_address', 'billing_address', 'notes', 'lines'];

const NOTES = `
  ALTER TABLE cart_items ADD COLUMN notes VARCHAR(500);
  ALTER TABLE order_items ADD COLUMN notes VARCHAR(500);
  ALTER TABLE order_items_archive ADD COLUMN notes VARCHAR(500);
`;

// abandoned_at: when the silence was told of; the next change of the cart takes it away.
const CARTS = `
  ALTER TABLE shopping_carts ADD COLUMN abandoned_at TIMESTAMPTZ;
  CREATE INDEX idx_shopping_carts_silent ON shopping_carts (updated_at)
    WHERE status = 'active' AND abandoned_at IS NULL;
  CREATE INDEX idx_shopping_carts_checked_out ON shopping_carts (updated_at) WHERE status = 'checked_out';
`;

// A guest sees only the order of his token, so his others are counted by a function that tells nothing but the number.
const OPEN_ORDERS = `
  CREATE INDEX idx_orders_open_customer ON orders ((coalesce(user_id::text, lower(email))))
    WHERE status = 'pending';
  CREATE FUNCTION open_unpaid_orders(customer uuid, address text) RETURNS integer LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)::integer FROM orders
    WHERE status = 'pending' AND coalesce(user_id::text, lower(email)) = coalesce(customer::text, lower(address))
  $$;
`;

// lines: [{variantId, quantity, notes, unitPrice, priceReason}]; the parts of addresses that name somebody are encrypted.
const DRAFTS = `
  CREATE TABLE order_drafts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    status VARCHAR(10) NOT NULL DEFAULT 'open',
    version INTEGER NOT NULL DEFAULT 1,
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    email VARCHAR(255),
    currency VARCHAR(3),
    lines JSONB NOT NULL DEFAULT '[]',
    codes TEXT[] NOT NULL DEFAULT '{}',
    shipping_address JSONB,
    billing_address JSONB,
    shipping_method_code VARCHAR(50),
    notes TEXT,
    token_hash VARCHAR(64) UNIQUE,
    sent_at TIMESTAMPTZ,
    order_id UUID,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_order_drafts_status CHECK (status IN ('open', 'sent', 'placed')),
    CONSTRAINT ck_order_drafts_placed CHECK ((status = 'placed') = (order_id IS NOT NULL)),
    CONSTRAINT ck_order_drafts_currency CHECK (currency ~ '^[A-Z]{3}$')
  );
  CREATE INDEX idx_order_drafts_created_at ON order_drafts (created_at, id);
  CREATE INDEX idx_order_drafts_user_id ON order_drafts (user_id);
`;

/** Replaces a part of the list of tables with encrypted columns that new keys are written to. */
function rotated(before: string, after: string): string {
  const quoted = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;
  return `DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('rewrite_ciphertexts(text, text[], jsonb)'::regprocedure),
      ${quoted(before)}, ${quoted(after)});
  END $do$;`;
}
