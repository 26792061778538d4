import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

const TABLES = [
  'tax_rates',
  'shipping_zones',
  'shipping_methods',
  'shipping_rates',
  'discounts',
  'discount_targets',
  'discount_user_counters',
  'shopping_carts',
  'cart_items',
  'cart_codes',
];

/** Taxes, shipping, discounts and carts: all that an order is computed from. */
export class CreateCheckout1764000003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TAX_AND_SHIPPING);
    await queryRunner.query(DISCOUNTS);
    await queryRunner.query(CARTS);
    await queryRunner.query(touchTriggers(...TABLES));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables(...[...TABLES].reverse()));
    await queryRunner.query('DROP TYPE discount_type; DROP TYPE cart_status;');
  }
}

// rate and fee columns are fractions: 0.082500 is 8.25 %.
const TAX_AND_SHIPPING = `
  CREATE TABLE tax_rates (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(100) NOT NULL,
    country VARCHAR(2) NOT NULL,
    region VARCHAR(100),
    tax_class VARCHAR(50) NOT NULL DEFAULT 'standard',
    rate DECIMAL(7,6) NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE NULLS NOT DISTINCT (country, region, tax_class),
    CONSTRAINT ck_tax_rates_rate CHECK (rate BETWEEN 0 AND 1),
    CONSTRAINT ck_tax_rates_country CHECK (country ~ '^[A-Z]{2}$')
  );
  CREATE TABLE shipping_zones (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    countries TEXT[] NOT NULL DEFAULT '{}',
    is_rest_of_world BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_shipping_zones_rest ON shipping_zones (is_rest_of_world) WHERE is_rest_of_world;
  CREATE TABLE shipping_methods (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    description TEXT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    position INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE TABLE shipping_rates (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    method_id UUID NOT NULL REFERENCES shipping_methods (id) ON DELETE CASCADE,
    zone_id UUID NOT NULL REFERENCES shipping_zones (id) ON DELETE CASCADE,
    currency VARCHAR(3) NOT NULL DEFAULT 'USD',
    price DECIMAL(10,2) NOT NULL,
    free_from DECIMAL(10,2),
    min_subtotal DECIMAL(10,2),
    max_subtotal DECIMAL(10,2),
    min_weight DECIMAL(8,2),
    max_weight DECIMAL(8,2),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_shipping_rates_price CHECK (price >= 0 AND free_from >= 0)
  );
  CREATE INDEX idx_shipping_rates_method_id ON shipping_rates (method_id, zone_id);
  CREATE INDEX idx_shipping_rates_zone_id ON shipping_rates (zone_id);
`;

// A discount without a code applies by itself. rules holds what its type needs (tiers, X and Y).
const DISCOUNTS = `
  CREATE TYPE discount_type AS ENUM ('percentage', 'fixed_amount', 'buy_x_get_y', 'free_shipping', 'tiered');
  CREATE TABLE discounts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(255) NOT NULL,
    code VARCHAR(50) UNIQUE,
    description TEXT,
    type discount_type NOT NULL,
    value DECIMAL(10,2) NOT NULL,
    rules JSONB NOT NULL DEFAULT '{}',
    minimum_amount DECIMAL(10,2),
    maximum_amount DECIMAL(10,2),
    usage_limit INTEGER,
    used_count INTEGER NOT NULL DEFAULT 0,
    user_limit INTEGER DEFAULT 1,
    priority INTEGER NOT NULL DEFAULT 0,
    exclusive_group VARCHAR(50),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    starts_at TIMESTAMPTZ,
    ends_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_discounts_code CHECK (code = upper(code)),
    CONSTRAINT ck_discounts_value CHECK (value >= 0 AND (type <> 'percentage' OR value <= 100)),
    CONSTRAINT ck_discounts_bounds CHECK (minimum_amount >= 0 AND maximum_amount >= 0),
    CONSTRAINT ck_discounts_usage CHECK (used_count >= 0 AND used_count <= usage_limit),
    CONSTRAINT ck_discounts_limits CHECK (usage_limit >= 0 AND user_limit >= 0),
    CONSTRAINT ck_discounts_dates CHECK (starts_at < ends_at)
  );
  CREATE INDEX idx_discounts_automatic ON discounts (priority) WHERE code IS NULL AND is_active;

  CREATE TABLE discount_targets (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    discount_id UUID NOT NULL REFERENCES discounts (id) ON DELETE CASCADE,
    kind VARCHAR(20) NOT NULL,
    target_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (discount_id, kind, target_id),
    CONSTRAINT ck_discount_targets_kind
      CHECK (kind IN ('product', 'category', 'brand', 'collection', 'customer_group'))
  );

  CREATE TABLE discount_user_counters (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    discount_id UUID NOT NULL REFERENCES discounts (id) ON DELETE CASCADE,
    customer_key VARCHAR(64) NOT NULL,
    used_count INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (discount_id, customer_key),
    CONSTRAINT ck_discount_user_counters_used_count CHECK (used_count >= 0)
  );
`;

const CARTS = `
  CREATE TYPE cart_status AS ENUM ('active', 'checked_out');
  CREATE TABLE shopping_carts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    token_hash VARCHAR(64) UNIQUE,
    status cart_status NOT NULL DEFAULT 'active',
    version INTEGER NOT NULL DEFAULT 1,
    notes TEXT,
    expires_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_shopping_carts_owner CHECK (user_id IS NOT NULL OR token_hash IS NOT NULL)
  );
  CREATE INDEX idx_shopping_carts_user_id ON shopping_carts (user_id);
  CREATE UNIQUE INDEX uq_shopping_carts_active ON shopping_carts (user_id) WHERE status = 'active';
  CREATE INDEX idx_shopping_carts_expires_at ON shopping_carts (expires_at) WHERE status = 'active';

  CREATE TABLE cart_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    cart_id UUID NOT NULL REFERENCES shopping_carts (id) ON DELETE CASCADE,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    quantity INTEGER NOT NULL,
    unit_price DECIMAL(10,2) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (cart_id, variant_id),
    CONSTRAINT ck_cart_items_quantity CHECK (quantity > 0),
    CONSTRAINT ck_cart_items_unit_price CHECK (unit_price >= 0)
  );
  CREATE INDEX idx_cart_items_cart_id ON cart_items (cart_id);
  CREATE INDEX idx_cart_items_product_id ON cart_items (product_id);
  CREATE INDEX idx_cart_items_variant_id ON cart_items (variant_id);

  CREATE TABLE cart_codes (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    cart_id UUID NOT NULL REFERENCES shopping_carts (id) ON DELETE CASCADE,
    code VARCHAR(50) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (cart_id, code),
    CONSTRAINT ck_cart_codes_code CHECK (code = upper(code))
  );
`;
