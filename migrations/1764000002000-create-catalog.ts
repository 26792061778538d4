import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers, dropTables, touchTriggers } from './sql.js';

const TABLES = [
  'categories',
  'brands',
  'collections',
  'products',
  'collection_products',
  'product_variants',
  'images',
  'attributes',
  'attribute_values',
  'variant_attributes',
  'search_vocabulary',
];

/** The catalogue, its weighted search vector, and the ledger of stock. */
export class CreateCatalog1764000002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SEARCH_CONFIGURATION);
    await queryRunner.query(GROUPS);
    await queryRunner.query(CATEGORY_PATH);
    await queryRunner.query(PRODUCTS);
    await queryRunner.query(MAIN_COLLECTION);
    await queryRunner.query(SEARCH);
    await queryRunner.query(VOCABULARY + REFRESH_VOCABULARY);
    await queryRunner.query(STOCK);
    await queryRunner.query(touchTriggers(...TABLES));
    await queryRunner.query(appendOnlyTriggers('stock_movements'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${dropTables('stock_movements', ...[...TABLES].reverse())}
      DROP FUNCTION record_initial_stock();
      DROP FUNCTION refresh_search_vocabulary();
      DROP FUNCTION renew_product_search();
      DROP FUNCTION set_product_search();
      DROP FUNCTION product_search_vector(text, text, uuid, uuid, text, text);
      DROP FUNCTION join_main_collection();
      DROP FUNCTION leave_main_collection();
      DROP FUNCTION set_category_path();
      DROP FUNCTION move_category_descendants();
      DROP TEXT SEARCH CONFIGURATION eshop;
      DROP TYPE product_status;
    `);
  }
}

// English stems with accents folded, so that "ca phe" finds "cà phê".
const SEARCH_CONFIGURATION = `
  CREATE TEXT SEARCH CONFIGURATION eshop (COPY = english);
  ALTER TEXT SEARCH CONFIGURATION eshop
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
`;

const GROUPS = ['categories', 'brands', 'collections']
  .map(
    (table) => `
  CREATE TABLE ${table} (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(255) NOT NULL,
    description TEXT,
    image_url TEXT,
    image_id VARCHAR,
    published BOOLEAN NOT NULL DEFAULT TRUE,
    slug VARCHAR NOT NULL,
    display_order INTEGER NOT NULL DEFAULT 0,
    deleted_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_${table}_name ON ${table} (name) WHERE deleted_at IS NULL;
  CREATE UNIQUE INDEX uq_${table}_slug ON ${table} (slug) WHERE deleted_at IS NULL;`,
  )
  .join('\n');

// path is '/<root id>/…/<own id>/': a subtree is one prefix. The advisory lock makes two moves take turns,
// so that A under B and B under A cannot both pass the cycle check.
const CATEGORY_PATH = `
  ALTER TABLE categories
    ADD COLUMN parent_id UUID REFERENCES categories (id) ON DELETE RESTRICT,
    ADD COLUMN path TEXT NOT NULL DEFAULT '',
    ADD COLUMN tax_class VARCHAR(50);
  CREATE INDEX idx_categories_parent_id ON categories (parent_id, display_order);
  CREATE INDEX idx_categories_path ON categories (path text_pattern_ops);
  CREATE INDEX idx_categories_search ON categories
    USING GIN(to_tsvector('english', name || ' ' || COALESCE(description, '')));

  CREATE FUNCTION set_category_path() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    parent_path text := '/';
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('categories.path', 0));
    IF NEW.parent_id IS NOT NULL THEN
      SELECT path INTO parent_path FROM categories WHERE id = NEW.parent_id;
    END IF;
    IF parent_path LIKE '%/' || NEW.id || '/%' OR NEW.parent_id = NEW.id THEN
      RAISE EXCEPTION 'a category cannot be moved below itself'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_categories_no_cycle', TABLE = 'categories';
    END IF;
    NEW.path := COALESCE(parent_path, '/') || NEW.id || '/';
    RETURN NEW;
  END $$;
  CREATE TRIGGER categories_path BEFORE INSERT OR UPDATE OF parent_id ON categories
    FOR EACH ROW EXECUTE FUNCTION set_category_path();

  CREATE FUNCTION move_category_descendants() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE categories SET path = NEW.path || substr(path, length(OLD.path) + 1)
      WHERE path LIKE OLD.path || '%' AND id <> NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER categories_descendants AFTER UPDATE OF parent_id ON categories
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION move_category_descendants();
`;

const PRODUCTS = `
  CREATE TYPE product_status AS ENUM ('active', 'inactive', 'out_of_stock', 'discontinued');
  CREATE TABLE products (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(255) NOT NULL,
    slug VARCHAR NOT NULL,
    description TEXT,
    short_description TEXT,
    brand_id UUID REFERENCES brands (id) ON DELETE RESTRICT,
    category_id UUID REFERENCES categories (id) ON DELETE RESTRICT,
    collection_id UUID REFERENCES collections (id) ON DELETE RESTRICT,
    base_price DECIMAL(10,2) NOT NULL,
    sku VARCHAR,
    status product_status NOT NULL DEFAULT 'active',
    published BOOLEAN NOT NULL DEFAULT FALSE,
    featured BOOLEAN NOT NULL DEFAULT FALSE,
    weight DECIMAL(8,2),
    dimensions JSONB,
    metadata JSONB,
    tax_class VARCHAR(50),
    rating_count INTEGER NOT NULL DEFAULT 0,
    rating_average DECIMAL(3,2) NOT NULL DEFAULT 0,
    search_vector TSVECTOR,
    deleted_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_products_base_price CHECK (base_price >= 0),
    CONSTRAINT ck_products_weight CHECK (weight >= 0),
    CONSTRAINT ck_products_rating CHECK (rating_count >= 0 AND rating_average BETWEEN 0 AND 5)
  );
  CREATE UNIQUE INDEX uq_products_slug ON products (slug) WHERE deleted_at IS NULL;
  CREATE UNIQUE INDEX uq_products_sku ON products (sku) WHERE deleted_at IS NULL;
  CREATE INDEX idx_products_slug ON products (slug);
  CREATE INDEX idx_products_category_id ON products (category_id);
  CREATE INDEX idx_products_brand_id ON products (brand_id);
  CREATE INDEX idx_products_collection_id ON products (collection_id);
  CREATE INDEX idx_products_status ON products (status);
  CREATE INDEX idx_products_published ON products (published);
  CREATE INDEX idx_products_search ON products
    USING GIN(to_tsvector('english', name || ' ' || COALESCE(description, '')));
  CREATE INDEX idx_products_search_vector ON products USING GIN (search_vector);

  CREATE TABLE collection_products (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    collection_id UUID NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (collection_id, product_id)
  );
  CREATE INDEX idx_collection_products_position ON collection_products (collection_id, position, product_id);
  CREATE INDEX idx_collection_products_product_id ON collection_products (product_id);

  CREATE TABLE product_variants (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    name VARCHAR(255) NOT NULL,
    sku VARCHAR,
    price DECIMAL(10,2) NOT NULL,
    compare_at_price DECIMAL(10,2),
    cost_per_item DECIMAL(10,2),
    inventory_quantity INTEGER NOT NULL DEFAULT 0,
    backordered_quantity INTEGER NOT NULL DEFAULT 0,
    weight DECIMAL(8,2),
    requires_shipping BOOLEAN NOT NULL DEFAULT TRUE,
    taxable BOOLEAN NOT NULL DEFAULT TRUE,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    barcode VARCHAR,
    position INTEGER NOT NULL DEFAULT 0,
    deleted_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_product_variants_inventory_quantity CHECK (inventory_quantity >= 0),
    CONSTRAINT ck_product_variants_backordered_quantity CHECK (backordered_quantity >= 0),
    CONSTRAINT ck_product_variants_prices CHECK (price >= 0 AND compare_at_price >= 0 AND cost_per_item >= 0),
    CONSTRAINT ck_product_variants_weight CHECK (weight >= 0)
  );
  CREATE UNIQUE INDEX uq_product_variants_sku ON product_variants (sku) WHERE deleted_at IS NULL;
  CREATE INDEX idx_product_variants_product_id ON product_variants (product_id, position, id);

  CREATE TABLE images (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID REFERENCES products (id) ON DELETE CASCADE,
    variant_id UUID REFERENCES product_variants (id) ON DELETE SET NULL,
    url VARCHAR NOT NULL,
    cloudinary_id VARCHAR NOT NULL,
    alt_text VARCHAR(255),
    position INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_images_product_id ON images (product_id, position, id);
  CREATE INDEX idx_images_variant_id ON images (variant_id);

  CREATE TABLE attributes (
    id SERIAL PRIMARY KEY,
    name VARCHAR(100) NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE TABLE attribute_values (
    id SERIAL PRIMARY KEY,
    attribute_id INTEGER NOT NULL REFERENCES attributes (id) ON DELETE RESTRICT,
    value VARCHAR(100) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (attribute_id, value)
  );
  CREATE TABLE variant_attributes (
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    attribute_value_id INTEGER NOT NULL REFERENCES attribute_values (id) ON DELETE RESTRICT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    PRIMARY KEY (variant_id, attribute_value_id)
  );
  CREATE INDEX idx_variant_attributes_attribute_value_id ON variant_attributes (attribute_value_id);
`;

// collection_products is the truth; products.collection_id names one of its rows or none.
const MAIN_COLLECTION = `
  CREATE FUNCTION join_main_collection() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO collection_products (collection_id, product_id) VALUES (NEW.collection_id, NEW.id)
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER products_main_collection AFTER INSERT OR UPDATE OF collection_id ON products
    FOR EACH ROW WHEN (NEW.collection_id IS NOT NULL) EXECUTE FUNCTION join_main_collection();

  CREATE FUNCTION leave_main_collection() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE products SET collection_id = NULL WHERE id = OLD.product_id AND collection_id = OLD.collection_id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER collection_products_main AFTER DELETE ON collection_products
    FOR EACH ROW EXECUTE FUNCTION leave_main_collection();
`;

// A plain column filled by triggers: the schema tool cannot describe a generated tsvector.
export const SEARCH = `
  CREATE FUNCTION product_search_vector(product_name text, product_sku text, product_brand uuid,
    product_category uuid, short_text text, long_text text) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT setweight(to_tsvector('eshop', product_name), 'A')
      || setweight(to_tsvector('simple', COALESCE(product_sku, '')), 'A')
      || setweight(to_tsvector('eshop', COALESCE((SELECT b.name FROM brands b WHERE b.id = product_brand), '')), 'B')
      || setweight(to_tsvector('eshop', COALESCE((SELECT c.name FROM categories c WHERE c.id = product_category), '')), 'C')
      || setweight(to_tsvector('eshop', COALESCE(short_text, '') || ' ' || COALESCE(long_text, '')), 'D')
  $$;

  CREATE FUNCTION set_product_search() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.search_vector := product_search_vector(
      NEW.name, NEW.sku, NEW.brand_id, NEW.category_id, NEW.short_description, NEW.description);
    RETURN NEW;
  END $$;
  CREATE TRIGGER products_search
    BEFORE INSERT OR UPDATE OF name, sku, brand_id, category_id, short_description, description ON products
    FOR EACH ROW EXECUTE FUNCTION set_product_search();

  CREATE FUNCTION renew_product_search() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE products p SET search_vector = product_search_vector(
      p.name, p.sku, p.brand_id, p.category_id, p.short_description, p.description)
      WHERE (TG_TABLE_NAME = 'brands' AND p.brand_id = NEW.id)
         OR (TG_TABLE_NAME = 'categories' AND p.category_id = NEW.id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER brands_product_search AFTER UPDATE OF name ON brands
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION renew_product_search();
  CREATE TRIGGER categories_product_search AFTER UPDATE OF name ON categories
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION renew_product_search();
`;

const VOCABULARY = `
  CREATE TABLE search_vocabulary (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    word TEXT NOT NULL UNIQUE,
    product_count INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_search_vocabulary_trigram ON search_vocabulary USING GIN (word gin_trgm_ops);
`;

export const REFRESH_VOCABULARY = `
  CREATE FUNCTION refresh_search_vocabulary() RETURNS integer LANGUAGE plpgsql AS $$
  DECLARE
    changed integer;
  BEGIN
    WITH words AS MATERIALIZED (
      SELECT s.word, s.ndoc FROM ts_stat($q$
        SELECT to_tsvector('simple', unaccent(p.name || ' ' || COALESCE(b.name, '')))
        FROM products p LEFT JOIN brands b ON b.id = p.brand_id
        WHERE p.published AND p.deleted_at IS NULL $q$) s
      WHERE length(s.word) BETWEEN 3 AND 40
    ), gone AS (
      DELETE FROM search_vocabulary v WHERE NOT EXISTS (SELECT 1 FROM words w WHERE w.word = v.word)
    )
    INSERT INTO search_vocabulary (word, product_count) SELECT word, ndoc FROM words ORDER BY word
      ON CONFLICT (word) DO UPDATE SET product_count = EXCLUDED.product_count
      WHERE search_vocabulary.product_count <> EXCLUDED.product_count;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
  END $$;
`;

// inventory_quantity is what is free to sell; its every move is a row here, the first one included.
const STOCK = `
  CREATE TABLE stock_movements (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    seq BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    variant_id UUID NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    quantity INTEGER NOT NULL,
    cause VARCHAR(30) NOT NULL,
    order_id UUID,
    note TEXT,
    actor_id UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_stock_movements_quantity CHECK (quantity <> 0),
    CONSTRAINT ck_stock_movements_cause CHECK (cause IN ('initial', 'restock', 'adjustment', 'order_placed',
      'order_cancelled', 'order_expired', 'order_reopened', 'order_edited', 'return')),
    CONSTRAINT ck_stock_movements_order CHECK (cause IN ('initial', 'restock', 'adjustment') OR order_id IS NOT NULL)
  );
  CREATE INDEX idx_stock_movements_variant_id ON stock_movements (variant_id, seq);
  CREATE INDEX idx_stock_movements_order_id ON stock_movements (order_id) WHERE order_id IS NOT NULL;

  CREATE FUNCTION record_initial_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO stock_movements (variant_id, quantity, cause, actor_id)
      VALUES (NEW.id, NEW.inventory_quantity, 'initial', NULLIF(current_setting('app.actor_id', true), '')::uuid);
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_initial_stock AFTER INSERT ON product_variants
    FOR EACH ROW WHEN (NEW.inventory_quantity > 0) EXECUTE FUNCTION record_initial_stock();
`;
