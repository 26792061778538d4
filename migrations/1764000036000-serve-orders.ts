import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What serving placed orders needs: parcels that cannot hold too much, returns with an answer, refunds of lines. */
export class ServeOrders1764000036000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, column, type] of COLUMNS) {
      await queryRunner.query(`
        ALTER TABLE ${table} ADD COLUMN ${column} ${type};
        ALTER TABLE ${table}_archive ADD COLUMN ${column} ${type};`);
    }
    await queryRunner.query(CHECKS);
    await queryRunner.query(PARCELS);
    await queryRunner.query(BY_EMAIL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION order_ids_by_email(text);
      DROP INDEX idx_orders_archive_any_email;
      DROP INDEX idx_order_items_archive_variant_id;
      DROP TRIGGER fulfilment_items_within_line ON fulfilment_items;
      DROP FUNCTION guard_fulfilment_item();
      ALTER TABLE refunds DROP CONSTRAINT ck_refunds_shipping;
      ALTER TABLE order_items DROP CONSTRAINT ck_order_items_cancelled;
    `);
    for (const [table, column] of [...COLUMNS].reverse()) {
      await queryRunner.query(`
        ALTER TABLE ${table}_archive DROP COLUMN ${column};
        ALTER TABLE ${table} DROP COLUMN ${column};`);
    }
  }
}

// cancelled_quantity: pieces that no parcel will take any more, refunded before one did; their stock is back.
// locale: the language in which the customer is written to.
const COLUMNS: readonly (readonly [string, string, string])[] = [
  ['orders', 'locale', `VARCHAR(10) NOT NULL DEFAULT 'en'`],
  ['order_items', 'cancelled_quantity', 'INTEGER NOT NULL DEFAULT 0'],
  ['fulfilments', 'location_id', 'UUID'],
  ['fulfilments', 'cancelled_at', 'TIMESTAMPTZ'],
  ['returns', 'location_id', 'UUID'],
  ['returns', 'answer', 'TEXT'],
  ['returns', 'received_at', 'TIMESTAMPTZ'],
  ['refunds', 'return_id', 'UUID'],
  ['refunds', 'shipping_amount', 'DECIMAL(10,2) NOT NULL DEFAULT 0'],
];

const CHECKS = `
  ALTER TABLE order_items ADD CONSTRAINT ck_order_items_cancelled CHECK (cancelled_quantity BETWEEN 0 AND quantity);
  ALTER TABLE refunds ADD CONSTRAINT ck_refunds_shipping CHECK (shipping_amount BETWEEN 0 AND amount);
  CREATE INDEX idx_order_items_archive_variant_id ON order_items_archive (variant_id);
  CREATE INDEX idx_orders_archive_any_email ON orders_archive (lower(email));
`;

// The second wall behind the order's lock. It takes the line's lock, so two parcels at once cannot both fit. After the
// row, so that somebody whose line it is not hears nothing of it.
const PARCELS = `
  CREATE FUNCTION guard_fulfilment_item() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    wanted integer;
    packed integer;
  BEGIN
    SELECT quantity - cancelled_quantity INTO wanted FROM order_items WHERE id = NEW.order_item_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(i.quantity), 0) INTO packed
      FROM fulfilment_items i JOIN fulfilments f ON f.id = i.fulfilment_id
      WHERE i.order_item_id = NEW.order_item_id AND f.status <> 'cancelled';
    IF packed > wanted THEN
      RAISE EXCEPTION 'parcels of % pieces would exceed the % of the line', packed, wanted
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_fulfilment_items_within_line', TABLE = 'fulfilment_items';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER fulfilment_items_within_line AFTER INSERT OR UPDATE OF quantity, order_item_id ON fulfilment_items
    FOR EACH ROW EXECUTE FUNCTION guard_fulfilment_item();
`;

// Under a row policy PostgreSQL finds no index by lower(email). It gives ids, and the caller's policies show their rows.
const BY_EMAIL = `
  CREATE FUNCTION order_ids_by_email(address text) RETURNS SETOF uuid LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM orders
      WHERE lower(email) = lower(address) AND current_setting('app.scope', true) = 'all'
    UNION ALL SELECT id FROM orders_archive
      WHERE lower(email) = lower(address) AND current_setting('app.scope', true) = 'all'
  $$;
`;
