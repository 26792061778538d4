import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables } from './sql.js';

/** Live table → how its archive finds the rows of one order. */
const CHILDREN = [
  'order_items',
  'order_status_history',
  'fulfilments',
  'fulfilment_items',
  'returns',
  'return_items',
  'payments',
  'refunds',
  'discount_usages',
  'stock_movements',
];

/**
 * One archive table beside each table of the order aggregate, partitioned by the month of the order.
 * Columns are the live ones in the same order, then what the archive adds; a test holds the pairs together.
 */
export class CreateArchive1764000007000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE orders_archive (
        LIKE orders,
        archived_at TIMESTAMPTZ NOT NULL DEFAULT now(),
        PRIMARY KEY (id, created_at)
      ) PARTITION BY RANGE (created_at);
      CREATE TABLE orders_archive_default PARTITION OF orders_archive DEFAULT;
      CREATE INDEX idx_orders_archive_history ON orders_archive (user_id, created_at DESC, id DESC);
      CREATE INDEX idx_orders_archive_order_number ON orders_archive (order_number);
    `);
    for (const table of CHILDREN) {
      const owner = ['fulfilment_items', 'return_items'].includes(table)
        ? 'owner_order_id UUID NOT NULL,'
        : '';
      const orderColumn = owner ? 'owner_order_id' : 'order_id';
      await queryRunner.query(`
        CREATE TABLE ${table}_archive (
          LIKE ${table},
          ${owner}
          order_created_at TIMESTAMPTZ NOT NULL,
          PRIMARY KEY (id, order_created_at)
        ) PARTITION BY RANGE (order_created_at);
        CREATE TABLE ${table}_archive_default PARTITION OF ${table}_archive DEFAULT;
        CREATE INDEX idx_${table}_archive_order ON ${table}_archive (${orderColumn});
      `);
    }
    await queryRunner.query(`
      -- Callers beside readers name one table at a time: a transaction that holds the default partitions of
      -- several of them could deadlock with a query over the same ones.
      CREATE FUNCTION ensure_archive_partitions(month timestamptz, only_table text DEFAULT NULL) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        parent text;
        made integer := 0;
      BEGIN
        FOREACH parent IN ARRAY ARRAY['orders', ${CHILDREN.map((t) => `'${t}'`).join(', ')}] LOOP
          IF only_table IS NULL OR only_table = parent THEN
            made := made + ensure_partition(parent || '_archive', 'month', month)::int;
          END IF;
        END LOOP;
        RETURN made;
      END $$;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION ensure_archive_partitions(timestamptz, text);
      ${dropTables(...CHILDREN.map((table) => `${table}_archive`), 'orders_archive')}
    `);
  }
}
