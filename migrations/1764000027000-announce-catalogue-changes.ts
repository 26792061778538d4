import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { BY_INDEX } from './sql.js';

/** Rows that every public answer of the catalogue may show: their change makes all of them old. */
const GROUPS = [
  'categories',
  'brands',
  'collections',
  'attributes',
  'attribute_values',
  'product_fields',
];

/** What lists, search and suggestions are made from, and no page of a product shows. */
const LISTS = ['product_listings', 'product_search', 'search_vocabulary'];

/** Tables whose rows belong to a product, with the column that leads to it. */
const PARTS: Readonly<Record<string, string>> = {
  products: 'id',
  images: 'product_id',
  collection_products: 'product_id',
  catalog_translations: 'product_id',
  variant_attributes: 'variant_id',
  variant_prices: 'variant_id',
};

/** Columns of a variant that somebody sees. Not the stock: see {@link STOCK}. */
const SHOWN_OF_VARIANT = [
  'product_id',
  'name',
  'sku',
  'price',
  'compare_at_price',
  'weight',
  'requires_shipping',
  'taxable',
  'is_active',
  'barcode',
  'position',
  'deleted_at',
  'option_key',
];

/**
 * Tells every API process at commit what of the public catalogue has changed, so that it can forget
 * the answers that it keeps ready. No process has to remember to tell: whoever changes a row does.
 */
export class AnnounceCatalogueChanges1764000027000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ANNOUNCE);
    await queryRunner.query(TRIGGER_FUNCTIONS);
    for (const table of GROUPS) {
      await queryRunner.query(statementTriggers(table, `announce_rows('groups')`));
    }
    for (const table of LISTS) {
      await queryRunner.query(statementTriggers(table, `announce_rows('lists')`));
    }
    for (const [table, column] of Object.entries(PARTS)) {
      await queryRunner.query(statementTriggers(table, `announce_parts('product', '${column}')`));
    }
    await queryRunner.query(statementTriggers('ratings', `announce_parts('review', 'product_id')`));
    await queryRunner.query(
      statementTriggers('product_variants', `announce_parts('product', 'product_id')`, [
        'INSERT',
        'DELETE',
      ]),
    );
    await queryRunner.query(STOCK);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = [...GROUPS, ...LISTS, ...Object.keys(PARTS), 'ratings', 'product_variants'];
    const drops = tables.flatMap((table) =>
      OPERATIONS.map(
        (operation) => `DROP TRIGGER IF EXISTS ${nameOf(table, operation)} ON ${table};`,
      ),
    );
    await queryRunner.query(`
      ${drops.join('\n')}
      DROP TRIGGER announce_variants_shown ON product_variants;
      DROP TRIGGER announce_variants_stock ON product_variants;
      DROP FUNCTION announce_variant();
      DROP FUNCTION announce_parts();
      DROP FUNCTION announce_rows();
      DROP FUNCTION announce_products(text, uuid[]);
    `);
  }
}

// Identical messages of one transaction are sent once. Above a number of products in one transaction
// they become one message for all: so its list of messages stays short, however many rows it writes.
// The count is a setting of the transaction, and is taken back by a rollback to a savepoint like the
// messages themselves.
const ANNOUNCE = `
  CREATE FUNCTION announce_products(kind text, product_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    before integer := COALESCE(NULLIF(current_setting('eshop.announced', true), ''), '0')::integer;
    told integer := before + COALESCE(cardinality(product_ids), 0);
  BEGIN
    IF told = before OR before > 32 THEN RETURN; END IF;
    PERFORM set_config('eshop.announced', told::text, true);
    IF told > 32 THEN
      PERFORM pg_notify('eshop_catalogue', 'products');
    ELSE
      PERFORM pg_notify('eshop_catalogue', kind || ':' || i.id) FROM unnest(product_ids) AS i (id);
    END IF;
  END $$;
`;

// A part that belongs to no product (the picture or translation of a category) counts as a group.
const TRIGGER_FUNCTIONS = `
  CREATE FUNCTION announce_rows() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM changed_rows) THEN PERFORM pg_notify('eshop_catalogue', TG_ARGV[0]); END IF;
    RETURN NULL;
  END $$;

  CREATE FUNCTION announce_parts() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
  DECLARE
    rows_of text := format('SELECT %I AS id FROM changed_rows', TG_ARGV[1]);
    ids uuid[];
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      rows_of := rows_of || format(' UNION ALL SELECT %I FROM new_rows', TG_ARGV[1]);
    END IF;
    IF TG_ARGV[1] = 'variant_id' THEN
      rows_of := format('SELECT v.product_id AS id FROM product_variants v WHERE v.id IN (%s)', rows_of);
    END IF;
    EXECUTE format('SELECT array_agg(d.id) FROM (SELECT DISTINCT r.id FROM (%s) r LIMIT 34) d', rows_of) INTO ids;
    IF array_position(ids, NULL) IS NOT NULL THEN
      PERFORM pg_notify('eshop_catalogue', 'groups');
      ids := array_remove(ids, NULL);
    END IF;
    PERFORM announce_products(TG_ARGV[0], ids);
    RETURN NULL;
  END $$;

  CREATE FUNCTION announce_variant() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM announce_products('product', ARRAY[NEW.product_id]);
    IF OLD.product_id <> NEW.product_id THEN PERFORM announce_products('product', ARRAY[OLD.product_id]); END IF;
    RETURN NULL;
  END $$;
`;

// NOTIFY makes commits take turns, so a sale must not send one. Answers say whether there is stock,
// not how much: only the sale of the last piece and the first one that comes back change them. Row
// triggers, because one with a list of columns cannot see its rows as a table.
const STOCK = `
  CREATE TRIGGER announce_variants_shown AFTER UPDATE OF ${SHOWN_OF_VARIANT.join(', ')} ON product_variants
    FOR EACH ROW EXECUTE FUNCTION announce_variant();
  CREATE TRIGGER announce_variants_stock AFTER UPDATE OF inventory_quantity ON product_variants
    FOR EACH ROW WHEN ((OLD.inventory_quantity > 0) <> (NEW.inventory_quantity > 0))
    EXECUTE FUNCTION announce_variant();
`;

type Operation = 'INSERT' | 'UPDATE' | 'DELETE';

const OPERATIONS: readonly Operation[] = ['INSERT', 'UPDATE', 'DELETE'];

const ROWS: Readonly<Record<Operation, string>> = {
  INSERT: 'NEW TABLE AS changed_rows',
  UPDATE: 'OLD TABLE AS changed_rows NEW TABLE AS new_rows',
  DELETE: 'OLD TABLE AS changed_rows',
};

function nameOf(table: string, operation: Operation): string {
  return `announce_${table}_${operation.toLowerCase()}`;
}

function statementTriggers(
  table: string,
  call: string,
  operations: readonly Operation[] = OPERATIONS,
): string {
  return operations
    .map(
      (operation) => `CREATE TRIGGER ${nameOf(table, operation)} AFTER ${operation} ON ${table}
        REFERENCING ${ROWS[operation]} FOR EACH STATEMENT EXECUTE FUNCTION ${call};`,
    )
    .join('\n');
}
