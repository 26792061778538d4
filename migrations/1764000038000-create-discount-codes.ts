import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/** Discounts of first orders, and discounts that own many codes of which each works once. */
export class CreateDiscountCodes1764000038000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DISCOUNTS);
    await queryRunner.query(CODES);
    await queryRunner.query(touchTriggers('discount_codes'));
    await queryRunner.query(FIRST_ORDERS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION claim_first_order(uuid, text, uuid);
      DROP FUNCTION has_live_order(uuid, text, uuid);
      DROP INDEX idx_discount_usages_archive_discount_id;
      ALTER TABLE discount_usages DROP COLUMN code_id;
      ALTER TABLE discount_usages_archive DROP COLUMN code_id;
    `);
    await queryRunner.query(dropTables('discount_codes'));
    // Without its codes such a discount would apply by itself, to everybody.
    await queryRunner.query(`
      UPDATE discounts SET is_active = false WHERE single_use_codes;
      DROP INDEX idx_discounts_created_at;
      DROP INDEX idx_discounts_automatic;
      ALTER TABLE discounts DROP COLUMN first_order_only, DROP COLUMN single_use_codes;
      CREATE INDEX idx_discounts_automatic ON discounts (priority) WHERE code IS NULL AND is_active;
    `);
  }
}

const DISCOUNTS = `
  ALTER TABLE discounts
    ADD COLUMN first_order_only BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN single_use_codes BOOLEAN NOT NULL DEFAULT false,
    ADD CONSTRAINT ck_discounts_codes CHECK (NOT single_use_codes OR code IS NULL);
  DROP INDEX idx_discounts_automatic;
  CREATE INDEX idx_discounts_automatic ON discounts (priority)
    WHERE code IS NULL AND is_active AND NOT single_use_codes;
  CREATE INDEX idx_discounts_created_at ON discounts (created_at, id);
`;

// order_id has no foreign key: orders are archived. The use remembers its code, so that money that comes
// late can ask for the same one again.
const CODES = `
  CREATE TABLE discount_codes (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    discount_id UUID NOT NULL REFERENCES discounts (id) ON DELETE CASCADE,
    code VARCHAR(50) NOT NULL UNIQUE,
    used_at TIMESTAMPTZ,
    order_id UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_discount_codes_code CHECK (code = upper(code)),
    CONSTRAINT ck_discount_codes_used CHECK ((used_at IS NULL) = (order_id IS NULL))
  );
  CREATE INDEX idx_discount_codes_discount_id ON discount_codes (discount_id, code);
  ALTER TABLE discount_usages ADD COLUMN code_id UUID;
  ALTER TABLE discount_usages_archive ADD COLUMN code_id UUID;
  CREATE INDEX idx_discount_usages_archive_discount_id ON discount_usages_archive (discount_id);
`;

// Nobody sees the orders of a guest but he who has their token: these two tell no more than yes or no. Orders
// count by account and by e-mail, that of an account once it is verified. The second one is for placing: orders
// of one customer that want to be his first follow each other, and being VOLATILE it looks at the orders again
// after the wait.
const FIRST_ORDERS = `
  CREATE FUNCTION has_live_order(customer uuid, address text, besides uuid) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    mail text := lower(COALESCE(address, (SELECT u.email FROM users u WHERE u.id = customer AND u.verified_email)));
  BEGIN
    RETURN EXISTS (SELECT FROM orders o WHERE o.user_id = customer AND o.status <> 'cancelled' AND o.id IS DISTINCT FROM besides)
      OR EXISTS (SELECT FROM orders o WHERE lower(o.email) = mail AND o.status <> 'cancelled' AND o.id IS DISTINCT FROM besides)
      OR EXISTS (SELECT FROM orders_archive o WHERE o.user_id = customer AND o.status <> 'cancelled')
      OR EXISTS (SELECT FROM orders_archive o WHERE lower(o.email) = mail AND o.status <> 'cancelled');
  END $$;

  CREATE FUNCTION claim_first_order(customer uuid, address text, this_order uuid) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF customer IS NOT NULL THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('first-order-of ' || customer::text, 38));
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('first-order-by ' || lower(address), 38));
    RETURN NOT has_live_order(customer, address, this_order);
  END $$;
`;
