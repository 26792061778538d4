import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/** Audited tables that files and bulk requests fill with many rows at once, with the columns left out. */
const FILLED: Readonly<Record<string, string>> = {
  products: `'search_vector'`,
  product_variants: '',
  variant_attributes: '',
  catalog_translations: '',
  variant_prices: '',
};

/**
 * What many new products cost: one statement per table for their entries in the audit log and for
 * their first stock, where there was one per row; lists and searched words once for all of them. And
 * what a dry run has seen of its file, for the rows that come later.
 */
export class SaveInBulk1764000030000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(AUDIT_ROWS);
    for (const [table, secrets] of Object.entries(FILLED)) {
      await queryRunner.query(`
        DROP TRIGGER audit_${table} ON ${table};
        CREATE TRIGGER audit_${table} AFTER DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION audit_row(${secrets});
        CREATE TRIGGER audit_${table}_insert AFTER INSERT ON ${table}
          REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_rows(${secrets});`);
    }
    await queryRunner.query(STOCK_BY_STATEMENT);
    await queryRunner.query(SETTLE);
    await queryRunner.query(derivedTriggers(`WHEN (${NOT_WAITING})`));
    await queryRunner.query(DRAFTS);
    await queryRunner.query(touchTriggers('import_drafts'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables('import_drafts'));
    await queryRunner.query(derivedTriggers(''));
    await queryRunner.query('DROP FUNCTION settle_products(uuid[])');
    await queryRunner.query(STOCK_BY_ROW);
    for (const [table, secrets] of Object.entries(FILLED)) {
      await queryRunner.query(`
        DROP TRIGGER audit_${table}_insert ON ${table};
        DROP TRIGGER audit_${table} ON ${table};
        CREATE TRIGGER audit_${table} AFTER INSERT OR DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION audit_row(${secrets});`);
    }
    await queryRunner.query('DROP FUNCTION audit_rows()');
  }
}

// audit_row() for all new rows of a statement. Each INSERT into the log opens a partition with its
// indexes: by the row that is most of its cost. OFFSET 0: so that a row is made into JSON once.
const AUDIT_ROWS = `
  CREATE FUNCTION audit_rows() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO audit_log (table_name, row_id, action, actor_id, request_id, after, on_behalf_of, api_key_id)
      SELECT TG_TABLE_NAME, r.after ->> 'id', 'insert', NULLIF(current_setting('app.actor_id', true), '')::uuid,
        NULLIF(current_setting('app.request_id', true), ''), r.after,
        NULLIF(current_setting('app.on_behalf_of', true), '')::uuid,
        NULLIF(current_setting('app.api_key_id', true), '')::uuid
      FROM (SELECT to_jsonb(n) - COALESCE(TG_ARGV::text[], '{}') AS after FROM new_rows n OFFSET 0) r;
    RETURN NULL;
  END $$;
`;

const STOCK_BY_STATEMENT = `
  DROP TRIGGER product_variants_initial_stock ON product_variants;
  CREATE OR REPLACE FUNCTION record_initial_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO stock_movements (variant_id, quantity, cause, actor_id)
      SELECT n.id, n.inventory_quantity, 'initial', NULLIF(current_setting('app.actor_id', true), '')::uuid
      FROM new_rows n WHERE n.inventory_quantity > 0;
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_initial_stock AFTER INSERT ON product_variants
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_initial_stock();
`;

const STOCK_BY_ROW = `
  DROP TRIGGER product_variants_initial_stock ON product_variants;
  CREATE OR REPLACE FUNCTION record_initial_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO stock_movements (variant_id, quantity, cause, actor_id)
      VALUES (NEW.id, NEW.inventory_quantity, 'initial', NULLIF(current_setting('app.actor_id', true), '')::uuid);
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_initial_stock AFTER INSERT ON product_variants
    FOR EACH ROW WHEN (NEW.inventory_quantity > 0) EXECUTE FUNCTION record_initial_stock();
`;

// One statement makes products, their variants and their values, and each of the three tables would
// work out the same lists and words. While a transaction says that it will call settle_products, none
// of them does. The setting is the transaction's and goes back with a savepoint, as the rows do.
const NOT_WAITING = `current_setting('app.products_wait', true) IS DISTINCT FROM 'on'`;

const SETTLE = `
  CREATE FUNCTION settle_products(product_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM set_config('app.products_wait', '', true);
    PERFORM refresh_product_listings(product_ids);
    PERFORM write_product_search(product_ids);
  END $$;
`;

function derivedTriggers(condition: string): string {
  const triggers: readonly (readonly [table: string, name: string, rows: string, calls: string])[] =
    [
      ['products', 'products_listing_insert', 'new_rows', 'list_changed_products'],
      ['products', 'products_search_insert', 'new_rows', 'search_changed_products'],
      [
        'product_variants',
        'product_variants_listing_insert',
        'changed_rows',
        'list_changed_variants',
      ],
      [
        'product_variants',
        'product_variants_search_insert',
        'changed_rows',
        'search_changed_variants',
      ],
      [
        'variant_attributes',
        'variant_attributes_listing_insert',
        'changed_rows',
        'list_changed_options',
      ],
      [
        'variant_attributes',
        'variant_attributes_search_insert',
        'changed_rows',
        'search_changed_options',
      ],
    ];
  return triggers
    .map(
      ([table, name, rows, calls]) => `
        DROP TRIGGER ${name} ON ${table};
        CREATE TRIGGER ${name} AFTER INSERT ON ${table} REFERENCING NEW TABLE AS ${rows}
          FOR EACH STATEMENT ${condition} EXECUTE FUNCTION ${calls}();`,
    )
    .join('\n');
}

// What rows of a dry run would have written, found by the names in them.
const DRAFTS = `
  CREATE TABLE import_drafts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    import_id UUID NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    row_number INTEGER NOT NULL,
    names TEXT[] NOT NULL,
    draft JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_import_drafts_row ON import_drafts (import_id, row_number);
  CREATE INDEX idx_import_drafts_names ON import_drafts USING gin (names);
`;
