import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers, auditTrigger, dropTables, touchTriggers } from './sql.js';

/**
 * Backorders and thresholds of variants, and where pieces lie: places with their levels, and a ledger of
 * what came to and left each of them. What was in the shop before lies in the first one.
 */
export class CreateStockLocations1764000034000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(VARIANTS);
    await queryRunner.query(RESERVATIONS);
    await queryRunner.query(LOCATIONS);
    await queryRunner.query(FIRST_LOCATION);
    // Only now: one join over all rows in place of a look-up and an index entry for each.
    await queryRunner.query(KEYS_AND_INDEXES);
    await queryRunner.query(touchTriggers('stock_locations', 'stock_levels'));
    await queryRunner.query(appendOnlyTriggers('stock_level_movements'));
    await queryRunner.query(auditTrigger('stock_locations'));
    await queryRunner.query(INITIAL_STOCK);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WITHOUT_LEVELS);
    await queryRunner.query(`
      ${dropTables('stock_level_movements', 'stock_levels', 'stock_locations')}
      DROP INDEX idx_stock_reservations_variant_id;
      ALTER TABLE stock_reservations DROP COLUMN shipped_quantity;
      CREATE INDEX idx_stock_reservations_variant_id ON stock_reservations (variant_id) WHERE status = 'held';
      DROP TRIGGER announce_variants_availability ON product_variants;
      DROP TRIGGER audit_product_variants_stock_update ON product_variants;
      ALTER TABLE product_variants DROP COLUMN backorder_limit, DROP COLUMN available_on,
        DROP COLUMN low_stock_threshold, DROP CONSTRAINT ck_product_variants_one_of_both;
    `);
  }
}

// inventory_quantity - backordered_quantity is the sum of stock_movements; only one of the two is above zero.
// An update by a sale changes quantities alone, and neither trigger hears of it unless what is told to the
// public changes.
const VARIANTS = `
  ALTER TABLE product_variants
    ADD COLUMN backorder_limit INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN available_on DATE,
    ADD COLUMN low_stock_threshold INTEGER,
    ADD CONSTRAINT ck_product_variants_one_of_both CHECK (inventory_quantity = 0 OR backordered_quantity = 0),
    ADD CONSTRAINT ck_product_variants_backorder_limit CHECK (backorder_limit BETWEEN 0 AND 1000000),
    ADD CONSTRAINT ck_product_variants_low_stock_threshold CHECK (low_stock_threshold BETWEEN 0 AND 1000000);
  CREATE TRIGGER audit_product_variants_stock_update
    AFTER UPDATE OF backorder_limit, available_on, low_stock_threshold ON product_variants
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_row();
  CREATE TRIGGER announce_variants_availability
    AFTER UPDATE OF backordered_quantity, backorder_limit, available_on ON product_variants
    FOR EACH ROW WHEN ((OLD.backorder_limit > OLD.backordered_quantity, OLD.available_on)
      IS DISTINCT FROM (NEW.backorder_limit > NEW.backordered_quantity, NEW.available_on))
    EXECUTE FUNCTION announce_variant();
`;

// The pieces of a reservation that have left; what an order of before has sent is taken from its parcels, and
// where nobody wrote down any from its status.
const RESERVATIONS = `
  ALTER TABLE stock_reservations ADD COLUMN shipped_quantity INTEGER NOT NULL DEFAULT 0;
  UPDATE stock_reservations r SET shipped_quantity = least(r.quantity, CASE
      WHEN o.status IN ('delivered', 'completed', 'refunded') THEN r.quantity
      ELSE (SELECT coalesce(sum(fi.quantity), 0) FROM fulfilments f
        JOIN fulfilment_items fi ON fi.fulfilment_id = f.id JOIN order_items i ON i.id = fi.order_item_id
        WHERE f.order_id = o.id AND f.status IN ('shipped', 'delivered') AND i.variant_id = r.variant_id) END)
    FROM orders o WHERE o.id = r.order_id AND r.status = 'claimed'
      AND o.status IN ('delivering', 'delivered', 'completed', 'refunded');
  ALTER TABLE stock_reservations ADD CONSTRAINT ck_stock_reservations_shipped
    CHECK (shipped_quantity BETWEEN 0 AND quantity);
  DROP INDEX idx_stock_reservations_variant_id;
  CREATE INDEX idx_stock_reservations_variant_id ON stock_reservations (variant_id, created_at DESC)
    WHERE status <> 'released' AND shipped_quantity < quantity;
`;

const LOCATIONS = `
  CREATE TABLE stock_locations (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code VARCHAR(50) NOT NULL,
    name VARCHAR(100) NOT NULL,
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    deleted_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_stock_locations_code CHECK (code ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'),
    CONSTRAINT ck_stock_locations_default CHECK (NOT is_default OR (is_active AND deleted_at IS NULL))
  );
  CREATE UNIQUE INDEX uq_stock_locations_code ON stock_locations (code) WHERE deleted_at IS NULL;
  CREATE UNIQUE INDEX uq_stock_locations_default ON stock_locations (is_default) WHERE is_default;

  CREATE TABLE stock_levels (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    variant_id UUID NOT NULL,
    location_id UUID NOT NULL,
    quantity INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_stock_levels_quantity CHECK (quantity >= 0)
  );

  CREATE TABLE stock_level_movements (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    seq BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    variant_id UUID NOT NULL,
    location_id UUID NOT NULL,
    quantity INTEGER NOT NULL,
    cause VARCHAR(30) NOT NULL,
    order_id UUID,
    transfer_id UUID,
    note TEXT,
    actor_id UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_stock_level_movements_quantity CHECK (quantity <> 0),
    CONSTRAINT ck_stock_level_movements_cause CHECK (cause IN ('initial', 'restock', 'adjustment', 'transfer',
      'shipped', 'returned', 'written_off')),
    CONSTRAINT ck_stock_level_movements_order CHECK (cause NOT IN ('shipped', 'returned') OR order_id IS NOT NULL),
    CONSTRAINT ck_stock_level_movements_transfer CHECK ((cause = 'transfer') = (transfer_id IS NOT NULL))
  );
`;

// What lies there: what is free to sell, and what is sold and has not left yet.
const FIRST_LOCATION = `
  INSERT INTO stock_locations (code, name, is_default) VALUES ('main', 'Main warehouse', true);
  INSERT INTO stock_levels (variant_id, location_id, quantity)
    SELECT v.id, l.id, v.inventory_quantity - v.backordered_quantity + coalesce(r.quantity, 0)
    FROM stock_locations l CROSS JOIN product_variants v
    LEFT JOIN (SELECT variant_id, sum(quantity - shipped_quantity)::int AS quantity FROM stock_reservations
      WHERE status <> 'released' GROUP BY variant_id) r ON r.variant_id = v.id
    WHERE v.inventory_quantity - v.backordered_quantity + coalesce(r.quantity, 0) > 0;
  INSERT INTO stock_level_movements (variant_id, location_id, quantity, cause)
    SELECT variant_id, location_id, quantity, 'initial' FROM stock_levels;
`;

const KEYS_AND_INDEXES = `
  ALTER TABLE stock_levels
    ADD FOREIGN KEY (variant_id) REFERENCES product_variants (id) ON DELETE CASCADE,
    ADD FOREIGN KEY (location_id) REFERENCES stock_locations (id) ON DELETE RESTRICT;
  ALTER TABLE stock_level_movements
    ADD FOREIGN KEY (variant_id) REFERENCES product_variants (id) ON DELETE CASCADE,
    ADD FOREIGN KEY (location_id) REFERENCES stock_locations (id) ON DELETE RESTRICT;
  CREATE UNIQUE INDEX uq_stock_levels_variant_location ON stock_levels (variant_id, location_id);
  CREATE INDEX idx_stock_levels_location_id ON stock_levels (location_id, variant_id);
  CREATE INDEX idx_stock_level_movements_variant_id ON stock_level_movements (variant_id, seq);
  CREATE INDEX idx_stock_level_movements_location_id ON stock_level_movements (location_id, seq);
  CREATE INDEX idx_stock_level_movements_order_id ON stock_level_movements (order_id) WHERE order_id IS NOT NULL;
`;

const INITIAL_STOCK = `
  DROP TRIGGER product_variants_initial_stock ON product_variants;
  CREATE OR REPLACE FUNCTION record_initial_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    actor uuid := NULLIF(current_setting('app.actor_id', true), '')::uuid;
    place uuid := (SELECT id FROM stock_locations WHERE is_default);
  BEGIN
    INSERT INTO stock_movements (variant_id, quantity, cause, actor_id)
      SELECT n.id, n.inventory_quantity, 'initial', actor FROM new_rows n WHERE n.inventory_quantity > 0;
    INSERT INTO stock_levels (variant_id, location_id, quantity)
      SELECT n.id, place, n.inventory_quantity FROM new_rows n WHERE n.inventory_quantity > 0;
    INSERT INTO stock_level_movements (variant_id, location_id, quantity, cause, actor_id)
      SELECT n.id, place, n.inventory_quantity, 'initial', actor FROM new_rows n WHERE n.inventory_quantity > 0;
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_initial_stock AFTER INSERT ON product_variants
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_initial_stock();
`;

/** As the migration before left it: the free stock alone. */
const WITHOUT_LEVELS = `
  CREATE OR REPLACE FUNCTION record_initial_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO stock_movements (variant_id, quantity, cause, actor_id)
      SELECT n.id, n.inventory_quantity, 'initial', NULLIF(current_setting('app.actor_id', true), '')::uuid
      FROM new_rows n WHERE n.inventory_quantity > 0;
    RETURN NULL;
  END $$;
`;
