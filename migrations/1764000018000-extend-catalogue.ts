import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { BY_INDEX, auditTrigger, dropTables, touchTriggers } from './sql.js';

const AUDITED_PRODUCT_COLUMNS = [
  'name',
  'slug',
  'description',
  'short_description',
  'brand_id',
  'category_id',
  'collection_id',
  'base_price',
  'sku',
  'status',
  'published',
  'featured',
  'weight',
  'dimensions',
  'metadata',
  'tax_class',
  'deleted_at',
];
const NEW_PRODUCT_COLUMNS = ['publish_at', 'unpublish_at', 'custom_fields'];

/** Times of publishing, fields of the shop's own, translations, prices in other currencies. */
export class ExtendCatalogue1764000018000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(COLUMNS);
    await queryRunner.query(TABLES);
    await queryRunner.query(OPTION_KEY);
    await queryRunner.query(
      touchTriggers('product_fields', 'catalog_translations', 'variant_prices'),
    );
    for (const table of ['product_fields', 'catalog_translations', 'variant_prices']) {
      await queryRunner.query(auditTrigger(table));
    }
    await queryRunner.query(auditProducts([...AUDITED_PRODUCT_COLUMNS, ...NEW_PRODUCT_COLUMNS]));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(auditProducts(AUDITED_PRODUCT_COLUMNS));
    await queryRunner.query(`
      DROP TRIGGER variant_attributes_option_key_insert ON variant_attributes;
      DROP TRIGGER variant_attributes_option_key_update ON variant_attributes;
      DROP TRIGGER variant_attributes_option_key_delete ON variant_attributes;
      DROP FUNCTION set_option_keys();
      ${dropTables('variant_prices', 'catalog_translations', 'product_fields')}
      DROP INDEX idx_products_publish_at;
      DROP INDEX idx_products_unpublish_at;
      DROP INDEX uq_product_variants_options;
      ALTER TABLE products DROP COLUMN publish_at, DROP COLUMN unpublish_at, DROP COLUMN custom_fields;
      ALTER TABLE categories DROP COLUMN metadata_schema;
      ALTER TABLE product_variants DROP COLUMN option_key;
    `);
  }
}

const COLUMNS = `
  ALTER TABLE products
    ADD COLUMN publish_at TIMESTAMPTZ,
    ADD COLUMN unpublish_at TIMESTAMPTZ,
    ADD COLUMN custom_fields JSONB NOT NULL DEFAULT '{}';
  CREATE INDEX idx_products_publish_at ON products (publish_at) WHERE publish_at IS NOT NULL;
  CREATE INDEX idx_products_unpublish_at ON products (unpublish_at) WHERE unpublish_at IS NOT NULL;

  ALTER TABLE categories ADD COLUMN metadata_schema JSONB;

  ALTER TABLE product_variants ADD COLUMN option_key TEXT NOT NULL DEFAULT '';
`;

// A translation belongs to exactly one thing; its columns that are NULL fall back to the thing's own.
const OWNERS = ['product', 'category', 'brand', 'collection', 'attribute', 'attribute_value'];
const TABLES = `
  CREATE TABLE product_fields (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code VARCHAR(50) NOT NULL UNIQUE,
    label VARCHAR(100) NOT NULL,
    type VARCHAR(20) NOT NULL,
    choices JSONB,
    filterable BOOLEAN NOT NULL DEFAULT FALSE,
    position INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_product_fields_type CHECK (type IN ('text', 'integer', 'decimal', 'boolean', 'date', 'choice')),
    CONSTRAINT ck_product_fields_choices CHECK ((type = 'choice') = (choices IS NOT NULL))
  );

  CREATE TABLE catalog_translations (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID REFERENCES products (id) ON DELETE CASCADE,
    category_id UUID REFERENCES categories (id) ON DELETE CASCADE,
    brand_id UUID REFERENCES brands (id) ON DELETE CASCADE,
    collection_id UUID REFERENCES collections (id) ON DELETE CASCADE,
    attribute_id INTEGER REFERENCES attributes (id) ON DELETE CASCADE,
    attribute_value_id INTEGER REFERENCES attribute_values (id) ON DELETE CASCADE,
    locale VARCHAR(10) NOT NULL,
    name VARCHAR(255),
    slug VARCHAR,
    short_description TEXT,
    description TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_catalog_translations_owner
      CHECK (num_nonnulls(${OWNERS.map((owner) => `${owner}_id`).join(', ')}) = 1)
  );
  ${OWNERS.map(
    (owner) => `CREATE UNIQUE INDEX uq_catalog_translations_${owner}
      ON catalog_translations (${owner}_id, locale) WHERE ${owner}_id IS NOT NULL;`,
  ).join('\n')}
  ${['product', 'category', 'brand', 'collection']
    .map(
      (owner) => `CREATE UNIQUE INDEX uq_catalog_translations_${owner}_slug
      ON catalog_translations (slug, locale) WHERE ${owner}_id IS NOT NULL AND slug IS NOT NULL;`,
    )
    .join('\n')}

  CREATE TABLE variant_prices (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    currency VARCHAR(3) NOT NULL,
    price DECIMAL(10,2) NOT NULL,
    compare_at_price DECIMAL(10,2),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (variant_id, currency),
    CONSTRAINT ck_variant_prices_amounts CHECK (price >= 0 AND compare_at_price >= 0)
  );
`;

// The values of a variant in one text, so that one index can say that a product has each combination
// once. The text is unique by the order of the values' ids.
const OPTION_KEY = `
  CREATE FUNCTION set_option_keys() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
  BEGIN
    UPDATE product_variants v SET option_key = k.option_key
      FROM (SELECT pv.id, COALESCE((SELECT string_agg(va.attribute_value_id::text, '-' ORDER BY va.attribute_value_id)
          FROM variant_attributes va WHERE va.variant_id = pv.id), '') AS option_key
        FROM product_variants pv WHERE pv.id IN (SELECT c.variant_id FROM changed_rows c)) k
      WHERE v.id = k.id AND v.option_key <> k.option_key;
    RETURN NULL;
  END $$;
  CREATE TRIGGER variant_attributes_option_key_insert AFTER INSERT ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_option_keys();
  CREATE TRIGGER variant_attributes_option_key_update AFTER UPDATE ON variant_attributes
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_option_keys();
  CREATE TRIGGER variant_attributes_option_key_delete AFTER DELETE ON variant_attributes
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_option_keys();

  UPDATE product_variants v SET option_key = k.option_key
    FROM (SELECT va.variant_id, string_agg(va.attribute_value_id::text, '-' ORDER BY va.attribute_value_id) AS option_key
      FROM variant_attributes va GROUP BY va.variant_id) k WHERE k.variant_id = v.id;
  CREATE UNIQUE INDEX uq_product_variants_options ON product_variants (product_id, option_key)
    WHERE deleted_at IS NULL AND option_key <> '';
`;

/** Products change by stock and reviews too, which have records of their own. */
function auditProducts(columns: readonly string[]): string {
  return `
    DROP TRIGGER audit_products_update ON products;
    CREATE TRIGGER audit_products_update AFTER UPDATE OF ${columns.join(', ')} ON products
      FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_row('search_vector');`;
}
