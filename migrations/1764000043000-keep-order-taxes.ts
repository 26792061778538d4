import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SOURCES = `
  ADD COLUMN shipping_taxes JSONB,
  ADD COLUMN shipping_source VARCHAR(20),
  ADD COLUMN tax_source VARCHAR(20)`;

/** The taxes of an order by name and rate, as they were charged, and on whose word shipping and taxes were. */
export class KeepOrderTaxes1764000043000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // [{name, rate, base, amount}]; NULL: an order of before, of which only amounts are known.
    await queryRunner.query(`
      ALTER TABLE order_items ADD COLUMN taxes JSONB;
      ALTER TABLE order_items_archive ADD COLUMN taxes JSONB;
      ALTER TABLE orders ${SOURCES},
        ADD CONSTRAINT ck_orders_shipping_source CHECK (shipping_source IN ('shop', 'carrier', 'fallback')),
        ADD CONSTRAINT ck_orders_tax_source CHECK (tax_source IN ('shop', 'tax_engine', 'fallback'));
      ALTER TABLE orders_archive ${SOURCES};
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE orders_archive DROP COLUMN tax_source, DROP COLUMN shipping_source, DROP COLUMN shipping_taxes;
      ALTER TABLE orders DROP COLUMN tax_source, DROP COLUMN shipping_source, DROP COLUMN shipping_taxes;
      ALTER TABLE order_items_archive DROP COLUMN taxes;
      ALTER TABLE order_items DROP COLUMN taxes;
    `);
  }
}
