import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { CREATE_COLLECTION_RULES, DROP_COLLECTION_RULES } from './collection-rules.js';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** Codes and order of attributes, collections that follow rules, and since when a product is published. */
export class ManageGroups1764000019000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ATTRIBUTE_CODES);
    await queryRunner.query(PUBLISHED_AT);
    await queryRunner.query(LIVING_GROUPS);
    await queryRunner.query(COLLECTIONS);
    await queryRunner.query(touchTriggers('collection_rule_changes'));
    await queryRunner.query(CREATE_COLLECTION_RULES);
    await queryRunner.query(`${DROP_AUDIT} ${AUDIT_BY_HAND}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER audit_collection_products_delete ON collection_products;
      ${DROP_AUDIT}
      ${DROP_COLLECTION_RULES}
      ${dropTables('collection_rule_changes')}
      DELETE FROM collection_products WHERE by_rule;
      ALTER TABLE collection_products DROP COLUMN by_rule, ALTER COLUMN position TYPE INTEGER;
      ALTER TABLE collections DROP COLUMN rules;
      DROP TRIGGER products_living_groups ON products;
      DROP FUNCTION refuse_deleted_groups();
      DROP TRIGGER products_published_at ON products;
      DROP FUNCTION set_published_at();
      ALTER TABLE products DROP COLUMN published_at;
      DROP TRIGGER attributes_code ON attributes;
      DROP TRIGGER attribute_values_code ON attribute_values;
      DROP FUNCTION set_attribute_code();
      DROP FUNCTION set_attribute_value_code();
      DROP FUNCTION latin_code(text);
      ALTER TABLE attributes DROP COLUMN code, DROP COLUMN position;
      ALTER TABLE attribute_values DROP COLUMN code, DROP COLUMN position;
      ${auditTrigger('collection_products')}
    `);
  }
}

// Filled by trigger, so that whoever adds an attribute by its name alone gets a code too. A second name
// that is spelled alike gets its id behind it.
const ATTRIBUTE_CODES = `
  CREATE FUNCTION latin_code(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT trim(BOTH '-' FROM left(regexp_replace(lower(unaccent(normalize(name, NFC))), '[^a-z0-9]+', '-', 'g'), 80))
  $$;

  ALTER TABLE attributes ADD COLUMN code VARCHAR(100), ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE attribute_values ADD COLUMN code VARCHAR(100), ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

  CREATE FUNCTION set_attribute_code() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.code := COALESCE(NULLIF(NEW.code, ''), NULLIF(latin_code(NEW.name), ''), 'attribute-' || NEW.id);
    IF EXISTS (SELECT 1 FROM attributes a WHERE a.code = NEW.code AND a.name <> NEW.name AND a.id <> NEW.id) THEN
      NEW.code := NEW.code || '-' || NEW.id;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER attributes_code BEFORE INSERT OR UPDATE ON attributes
    FOR EACH ROW WHEN (NEW.code IS NULL) EXECUTE FUNCTION set_attribute_code();

  CREATE FUNCTION set_attribute_value_code() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.code := COALESCE(NULLIF(NEW.code, ''), NULLIF(latin_code(NEW.value), ''), 'value-' || NEW.id);
    IF EXISTS (SELECT 1 FROM attribute_values a WHERE a.attribute_id = NEW.attribute_id AND a.code = NEW.code
        AND a.value <> NEW.value AND a.id <> NEW.id) THEN
      NEW.code := NEW.code || '-' || NEW.id;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER attribute_values_code BEFORE INSERT OR UPDATE ON attribute_values
    FOR EACH ROW WHEN (NEW.code IS NULL) EXECUTE FUNCTION set_attribute_value_code();

  UPDATE attributes SET code = NULL;
  UPDATE attribute_values SET code = NULL;
  ALTER TABLE attributes ALTER COLUMN code SET NOT NULL, ADD CONSTRAINT uq_attributes_code UNIQUE (code);
  ALTER TABLE attribute_values ALTER COLUMN code SET NOT NULL,
    ADD CONSTRAINT uq_attribute_values_code UNIQUE (attribute_id, code);
`;

// NULL of a published product: it was published before anybody kept the time; created_at counts.
const PUBLISHED_AT = `
  ALTER TABLE products ADD COLUMN published_at TIMESTAMPTZ;
  CREATE FUNCTION set_published_at() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      NEW.published_at := COALESCE(NEW.published_at, NEW.created_at);
    ELSIF NOT OLD.published THEN
      NEW.published_at := now();
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER products_published_at BEFORE INSERT OR UPDATE OF published ON products
    FOR EACH ROW WHEN (NEW.published) EXECUTE FUNCTION set_published_at();
`;

// Whoever deletes a group holds its row FOR UPDATE: a product that is put in meanwhile waits here and is
// then refused, instead of being left in something that is gone.
const LIVING_GROUPS = `
  CREATE FUNCTION refuse_deleted_groups() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    gone timestamptz;
  BEGIN
    IF NEW.category_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.category_id IS DISTINCT FROM OLD.category_id) THEN
      SELECT deleted_at INTO gone FROM categories WHERE id = NEW.category_id FOR KEY SHARE;
    END IF;
    IF gone IS NULL AND NEW.brand_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.brand_id IS DISTINCT FROM OLD.brand_id) THEN
      SELECT deleted_at INTO gone FROM brands WHERE id = NEW.brand_id FOR KEY SHARE;
    END IF;
    IF gone IS NOT NULL THEN
      RAISE EXCEPTION 'the category or brand of the product is deleted'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_products_living_groups', TABLE = 'products';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER products_living_groups BEFORE INSERT OR UPDATE OF category_id, brand_id ON products
    FOR EACH ROW WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION refuse_deleted_groups();
`;

// Positions by rule are made from prices and times: an integer is too short for them.
// The rows of collection_rule_changes live inside of one transaction, so there is nothing to log.
const COLLECTIONS = `
  ALTER TABLE collections ADD COLUMN rules JSONB,
    ADD CONSTRAINT ck_collections_rules CHECK (jsonb_typeof(rules->'conditions') = 'array');
  CREATE INDEX idx_collections_rules ON collections (id) WHERE rules IS NOT NULL AND deleted_at IS NULL;
  ALTER TABLE collection_products ADD COLUMN by_rule BOOLEAN NOT NULL DEFAULT FALSE,
    ALTER COLUMN position TYPE BIGINT;

  CREATE UNLOGGED TABLE collection_rule_changes (
    transaction_id BIGINT NOT NULL,
    product_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    PRIMARY KEY (transaction_id, product_id)
  );
`;

const DROP_AUDIT = `
  DROP TRIGGER audit_collection_products ON collection_products;
  DROP TRIGGER audit_collection_products_update ON collection_products;`;

/** Rows by rule follow from the rule and the products, which have entries of their own. */
const AUDIT_BY_HAND = `
  CREATE TRIGGER audit_collection_products AFTER INSERT ON collection_products
    FOR EACH ROW WHEN (NOT NEW.by_rule) EXECUTE FUNCTION audit_row();
  CREATE TRIGGER audit_collection_products_delete AFTER DELETE ON collection_products
    FOR EACH ROW WHEN (NOT OLD.by_rule) EXECUTE FUNCTION audit_row();
  CREATE TRIGGER audit_collection_products_update AFTER UPDATE ON collection_products
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND NOT (OLD.by_rule AND NEW.by_rule)) EXECUTE FUNCTION audit_row();`;
