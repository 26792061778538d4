import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

const TABLES = ['exchange_rates', 'price_lists', 'price_list_prices'] as const;

/** Carts in other currencies, rates of exchange, prices by customer group and quantity. */
export class CreatePriceLists1764000035000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CARTS);
    await queryRunner.query(RATES);
    await queryRunner.query(LISTS);
    await queryRunner.query(touchTriggers(...TABLES));
    for (const table of TABLES) await queryRunner.query(auditTrigger(table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables('price_list_prices', 'price_lists', 'exchange_rates'));
    await queryRunner.query(`
      DROP TRIGGER cart_items_shown_price ON cart_items;
      DROP FUNCTION remember_shown_price();
      ALTER TABLE cart_items DROP COLUMN is_price_shown;
      ALTER TABLE shopping_carts DROP COLUMN currency;
    `);
  }
}

// As in the history of prices NULL is the shop's own currency, whichever that is: carts that are there
// already and shops that never heard of another one need nothing. A line without a price in the currency
// of its cart has shown none: writers say NULL, the column holds 0 and the flag beside it what that means.
const CARTS = `
  ALTER TABLE shopping_carts ADD COLUMN currency VARCHAR(3)
    CONSTRAINT ck_shopping_carts_currency CHECK (currency ~ '^[A-Z]{3}$');
  ALTER TABLE cart_items ADD COLUMN is_price_shown BOOLEAN NOT NULL DEFAULT TRUE;
  CREATE FUNCTION remember_shown_price() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.is_price_shown := NEW.unit_price IS NOT NULL
      AND (TG_OP = 'INSERT' OR OLD.is_price_shown OR NEW.unit_price <> OLD.unit_price);
    NEW.unit_price := COALESCE(NEW.unit_price, 0);
    RETURN NEW;
  END $$;
  CREATE TRIGGER cart_items_shown_price BEFORE INSERT OR UPDATE OF unit_price ON cart_items
    FOR EACH ROW EXECUTE FUNCTION remember_shown_price();
`;

// Units of the currency for one of the shop's. The upper end keeps every converted amount of a money column
// among the safe integers; the digits are those of orders.exchange_rate.
const RATES = `
  CREATE TABLE exchange_rates (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    currency VARCHAR(3) NOT NULL UNIQUE,
    rate NUMERIC(18,8) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_exchange_rates_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_exchange_rates_rate CHECK (rate > 0 AND rate <= 900000)
  );
`;

const LISTS = `
  CREATE TABLE price_lists (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(100) NOT NULL UNIQUE,
    currency VARCHAR(3),
    customer_group_id UUID REFERENCES customer_groups (id) ON DELETE RESTRICT,
    starts_at TIMESTAMPTZ,
    ends_at TIMESTAMPTZ,
    is_active BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_price_lists_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_price_lists_dates CHECK (starts_at < ends_at)
  );
  CREATE INDEX idx_price_lists_customer_group_id ON price_lists (customer_group_id);
  CREATE INDEX idx_price_lists_created_at ON price_lists (created_at, id);

  CREATE TABLE price_list_prices (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    price_list_id UUID NOT NULL REFERENCES price_lists (id) ON DELETE CASCADE,
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    min_quantity INTEGER NOT NULL DEFAULT 1,
    price DECIMAL(10,2) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (price_list_id, variant_id, min_quantity),
    CONSTRAINT ck_price_list_prices_min_quantity CHECK (min_quantity BETWEEN 1 AND 999),
    CONSTRAINT ck_price_list_prices_price CHECK (price >= 0)
  );
  CREATE INDEX idx_price_list_prices_variant_id ON price_list_prices (variant_id);
`;
