import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/**
 * What lists are read from: one ready row per product that may be seen, and one per product and
 * category above it. Derived, so never audited and always possible to compute again.
 */
export class CreateProductListings1764000009000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(COMPUTE);
    await queryRunner.query(REFRESH);
    await queryRunner.query(PRODUCT_TRIGGERS);
    await queryRunner.query(VARIANT_TRIGGERS);
    await queryRunner.query(IMAGE_TRIGGERS);
    await queryRunner.query(NAME_TRIGGERS);
    await queryRunner.query(
      touchTriggers('product_listings', 'category_listings', 'listing_changes'),
    );
    // The catalogue that is there already.
    await queryRunner.query('SELECT refresh_product_listings(array_agg(id)) FROM products');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TRIGGERS.map((name) => `DROP TRIGGER ${name};`).join('\n'));
    await queryRunner.query(`
      DROP INDEX idx_products_popularity;
      ${dropTables('category_listings', 'product_listings', 'listing_changes')}
      DROP FUNCTION list_changed_products();
      DROP FUNCTION list_changed_images();
      DROP FUNCTION list_changed_variants();
      DROP FUNCTION note_changed_variant();
      DROP FUNCTION list_noted_variants();
      DROP FUNCTION list_products_of_changed_names();
      DROP FUNCTION refresh_product_listings(uuid[]);
      DROP FUNCTION compute_category_listings(uuid[]);
      DROP FUNCTION compute_product_listings(uuid[]);
    `);
  }
}

const TRIGGERS = [
  'products_listing_insert ON products',
  'products_listing_update ON products',
  'product_variants_listing_insert ON product_variants',
  'product_variants_listing_delete ON product_variants',
  'product_variants_listing_note ON product_variants',
  'product_variants_listing_update ON product_variants',
  'images_listing_insert ON images',
  'images_listing_update ON images',
  'images_listing_delete ON images',
  'brands_listing ON brands',
  'categories_listing ON categories',
];

// card is a JSON object as text: what a list shows but prices (their form depends on the currency)
// and stock (which must not cost a write per order); both are added when it is read.
// created_at is the product's: the sort column, not the age of this row.
const TABLES = `
  CREATE TABLE product_listings (
    id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    card TEXT NOT NULL,
    price_min DECIMAL(10,2) NOT NULL,
    price_max DECIMAL(10,2) NOT NULL,
    compare_at_price DECIMAL(10,2),
    brand_id UUID,
    sellable BOOLEAN NOT NULL,
    featured BOOLEAN NOT NULL,
    rating_average DECIMAL(3,2) NOT NULL,
    rating_count INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_product_listings_newest ON product_listings (created_at DESC, id DESC);
  CREATE INDEX idx_product_listings_price ON product_listings (price_min, id);
  CREATE INDEX idx_product_listings_rating ON product_listings (rating_average DESC, id DESC);
  CREATE INDEX idx_product_listings_featured ON product_listings (created_at DESC, id DESC) WHERE featured;
  CREATE INDEX idx_product_listings_brand ON product_listings (brand_id, created_at DESC, id DESC);
  CREATE INDEX idx_product_listings_brand_price ON product_listings (brand_id, price_min, id);
  CREATE INDEX idx_product_listings_brand_rating ON product_listings (brand_id, rating_average DESC, id DESC);

  CREATE TABLE category_listings (
    category_id UUID NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
    product_id UUID NOT NULL REFERENCES product_listings (id) ON DELETE CASCADE,
    price_min DECIMAL(10,2) NOT NULL,
    rating_average DECIMAL(3,2) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    PRIMARY KEY (category_id, product_id)
  );
  CREATE INDEX idx_category_listings_product_id ON category_listings (product_id);
  CREATE INDEX idx_category_listings_newest ON category_listings
    (category_id, created_at DESC, product_id DESC) INCLUDE (price_min);
  CREATE INDEX idx_category_listings_price ON category_listings (category_id, price_min, product_id);
  CREATE INDEX idx_category_listings_rating ON category_listings
    (category_id, rating_average DESC, product_id DESC) INCLUDE (price_min);

  -- Which of the many matches of a broad word are ranked: the most reviewed ones, then the newest, which
  -- lie together on disk: by id the walk took twice as long.
  CREATE INDEX idx_products_popularity ON products (rating_count DESC, created_at DESC, id DESC)
    WHERE published AND deleted_at IS NULL AND status IN ('active', 'out_of_stock');
`;

// What the two tables must hold: the triggers write it and a test compares with it.
export const COMPUTE = `
  CREATE FUNCTION compute_product_listings(product_ids uuid[])
  RETURNS TABLE (id uuid, card text, price_min numeric, price_max numeric, compare_at_price numeric,
    brand_id uuid, sellable boolean, featured boolean, rating_average numeric, rating_count integer, created_at timestamptz)
  LANGUAGE sql STABLE AS $$
    SELECT p.id,
      (SELECT row_to_json(card) FROM (SELECT
        p.id, p.slug, p.name, p.short_description AS "shortDescription",
        CASE WHEN b.id IS NOT NULL THEN row_to_json(b.*) END AS brand,
        CASE WHEN c.id IS NOT NULL THEN row_to_json(c.*) END AS category,
        CASE WHEN i.url IS NOT NULL THEN row_to_json(i.*) END AS image,
        p.featured,
        (SELECT row_to_json(r) FROM (SELECT p.rating_average AS average, p.rating_count AS count) r) AS rating,
        to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
      ) card)::text,
      COALESCE(v.price_min, p.base_price), COALESCE(v.price_max, p.base_price), v.compare_at_price,
      p.brand_id, p.status = 'active', p.featured, p.rating_average, p.rating_count, p.created_at
    FROM products p
    LEFT JOIN LATERAL (
      SELECT bd.id, bd.slug, bd.name FROM brands bd
      WHERE bd.id = p.brand_id AND bd.published AND bd.deleted_at IS NULL
    ) b ON true
    LEFT JOIN LATERAL (
      SELECT ct.id, ct.slug, ct.name FROM categories ct
      WHERE ct.id = p.category_id AND ct.published AND ct.deleted_at IS NULL
    ) c ON true
    LEFT JOIN LATERAL (
      SELECT min(pv.price) AS price_min, max(pv.price) AS price_max,
        (array_agg(CASE WHEN pv.compare_at_price > pv.price THEN pv.compare_at_price END
          ORDER BY pv.price, pv.position, pv.id))[1] AS compare_at_price
      FROM product_variants pv WHERE pv.product_id = p.id AND pv.is_active AND pv.deleted_at IS NULL
    ) v ON true
    LEFT JOIN LATERAL (
      SELECT im.url, im.alt_text AS "altText" FROM images im WHERE im.product_id = p.id ORDER BY im.position, im.id LIMIT 1
    ) i ON true
    WHERE p.id = ANY (product_ids) AND p.published AND p.deleted_at IS NULL
      AND p.status IN ('active', 'out_of_stock')
  $$;

  CREATE FUNCTION compute_category_listings(product_ids uuid[])
  RETURNS TABLE (category_id uuid, product_id uuid, price_min numeric, rating_average numeric, created_at timestamptz)
  LANGUAGE sql STABLE AS $$
    SELECT a.id::uuid, l.id, l.price_min, l.rating_average, l.created_at
    FROM product_listings l
    JOIN products p ON p.id = l.id
    JOIN categories c ON c.id = p.category_id
    CROSS JOIN LATERAL unnest(string_to_array(trim(BOTH '/' FROM c.path), '/')) AS a (id)
    WHERE l.id = ANY (product_ids)
  $$;
`;

// Two writers of one product take turns on its row; each computes in a statement of its own after
// the wait, so the second one sees what the first one wrote. Sharing brand and category holds off a
// rename until this product can be seen by it.
export const REFRESH = `
  CREATE FUNCTION refresh_product_listings(product_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF COALESCE(cardinality(product_ids), 0) = 0 THEN RETURN; END IF;
    PERFORM 1 FROM products p WHERE p.id = ANY (product_ids) ORDER BY p.id FOR NO KEY UPDATE;
    PERFORM 1 FROM brands b WHERE b.id IN (SELECT p.brand_id FROM products p WHERE p.id = ANY (product_ids))
      ORDER BY b.id FOR SHARE;
    PERFORM 1 FROM categories c WHERE c.id IN (SELECT p.category_id FROM products p WHERE p.id = ANY (product_ids))
      ORDER BY c.id FOR SHARE;

    DELETE FROM product_listings l WHERE l.id = ANY (product_ids) AND NOT EXISTS (
      SELECT 1 FROM products p WHERE p.id = l.id AND p.published AND p.deleted_at IS NULL
        AND p.status IN ('active', 'out_of_stock'));
    INSERT INTO product_listings AS l (id, card, price_min, price_max, compare_at_price, brand_id, sellable,
        featured, rating_average, rating_count, created_at)
      SELECT * FROM compute_product_listings(product_ids)
      ON CONFLICT (id) DO UPDATE SET card = EXCLUDED.card, price_min = EXCLUDED.price_min,
        price_max = EXCLUDED.price_max, compare_at_price = EXCLUDED.compare_at_price,
        brand_id = EXCLUDED.brand_id, sellable = EXCLUDED.sellable, featured = EXCLUDED.featured, rating_average = EXCLUDED.rating_average,
        rating_count = EXCLUDED.rating_count, created_at = EXCLUDED.created_at
      WHERE (l.card, l.price_min, l.price_max, l.compare_at_price, l.brand_id, l.sellable, l.created_at) IS DISTINCT FROM
        (EXCLUDED.card, EXCLUDED.price_min, EXCLUDED.price_max, EXCLUDED.compare_at_price, EXCLUDED.brand_id,
          EXCLUDED.sellable, EXCLUDED.created_at);

    DELETE FROM category_listings cl WHERE cl.product_id = ANY (product_ids) AND NOT EXISTS (
      SELECT 1 FROM products p JOIN categories c ON c.id = p.category_id
      WHERE p.id = cl.product_id AND c.path LIKE '%/' || cl.category_id || '/%');
    INSERT INTO category_listings AS cl (category_id, product_id, price_min, rating_average, created_at)
      SELECT * FROM compute_category_listings(product_ids)
      ON CONFLICT (category_id, product_id) DO UPDATE SET price_min = EXCLUDED.price_min,
        rating_average = EXCLUDED.rating_average, created_at = EXCLUDED.created_at
      WHERE (cl.price_min, cl.rating_average, cl.created_at) IS DISTINCT FROM
        (EXCLUDED.price_min, EXCLUDED.rating_average, EXCLUDED.created_at);
  END $$;
`;

export const PRODUCT_TRIGGERS = `
  CREATE FUNCTION list_changed_products() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    changed uuid[];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(n.id) INTO changed FROM new_rows n WHERE n.published;
    ELSE
      SELECT array_agg(n.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.published OR o.published)
          AND (n.name, n.slug, n.short_description, n.brand_id, n.category_id, n.base_price, n.status,
            n.published, n.featured, n.rating_average, n.rating_count, n.created_at, n.deleted_at)
          IS DISTINCT FROM (o.name, o.slug, o.short_description, o.brand_id, o.category_id, o.base_price, o.status,
            o.published, o.featured, o.rating_average, o.rating_count, o.created_at, o.deleted_at);
    END IF;
    PERFORM refresh_product_listings(changed);
    RETURN NULL;
  END $$;
  CREATE TRIGGER products_listing_insert AFTER INSERT ON products
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_products();
  CREATE TRIGGER products_listing_update AFTER UPDATE ON products
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_changed_products();
`;

// A trigger with a column list cannot have transition tables, and without the list every stock
// move would fire it. So changed variants are noted row by row and worked off once per statement.
const VARIANT_TRIGGERS = `
  CREATE FUNCTION list_changed_variants() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM refresh_product_listings(ARRAY(SELECT DISTINCT r.product_id FROM changed_rows r));
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_listing_insert AFTER INSERT ON product_variants
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_variants();
  CREATE TRIGGER product_variants_listing_delete AFTER DELETE ON product_variants
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_variants();

  -- Rows live only inside the transaction that wrote them, so there is nothing to log.
  CREATE UNLOGGED TABLE listing_changes (
    transaction_id BIGINT NOT NULL,
    product_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    PRIMARY KEY (transaction_id, product_id)
  );

  CREATE FUNCTION note_changed_variant() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO listing_changes (transaction_id, product_id)
      VALUES (pg_current_xact_id()::text::bigint, NEW.product_id), (pg_current_xact_id()::text::bigint, OLD.product_id)
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_listing_note
    AFTER UPDATE OF product_id, price, compare_at_price, is_active, deleted_at, position ON product_variants
    FOR EACH ROW WHEN ((OLD.product_id, OLD.price, OLD.compare_at_price, OLD.is_active, OLD.deleted_at, OLD.position)
      IS DISTINCT FROM (NEW.product_id, NEW.price, NEW.compare_at_price, NEW.is_active, NEW.deleted_at, NEW.position))
    EXECUTE FUNCTION note_changed_variant();

  CREATE FUNCTION list_noted_variants() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    noted uuid[];
  BEGIN
    WITH taken AS (
      DELETE FROM listing_changes WHERE transaction_id = pg_current_xact_id_if_assigned()::text::bigint
      RETURNING product_id
    ) SELECT array_agg(t.product_id) INTO noted FROM taken t;
    PERFORM refresh_product_listings(noted);
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_listing_update
    AFTER UPDATE OF product_id, price, compare_at_price, is_active, deleted_at, position ON product_variants
    FOR EACH STATEMENT EXECUTE FUNCTION list_noted_variants();
`;

const IMAGE_TRIGGERS = `
  CREATE FUNCTION list_changed_images() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    changed uuid[];
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      SELECT array_agg(DISTINCT r.product_id) INTO changed FROM (
        SELECT product_id FROM new_rows UNION SELECT product_id FROM changed_rows) r;
    ELSE
      SELECT array_agg(DISTINCT r.product_id) INTO changed FROM changed_rows r;
    END IF;
    PERFORM refresh_product_listings(array_remove(changed, NULL));
    RETURN NULL;
  END $$;
  CREATE TRIGGER images_listing_insert AFTER INSERT ON images
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_images();
  CREATE TRIGGER images_listing_update AFTER UPDATE ON images
    REFERENCING OLD TABLE AS changed_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_changed_images();
  CREATE TRIGGER images_listing_delete AFTER DELETE ON images
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION list_changed_images();
`;

// A move changes the path of every category below, each of which comes here by itself.
const NAME_TRIGGERS = `
  CREATE FUNCTION list_products_of_changed_names() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    changed uuid[];
  BEGIN
    IF TG_TABLE_NAME = 'brands' THEN
      SELECT array_agg(p.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN products p ON p.brand_id = n.id
        WHERE p.published AND (n.name, n.slug, n.published, n.deleted_at)
          IS DISTINCT FROM (o.name, o.slug, o.published, o.deleted_at);
    ELSE
      SELECT array_agg(p.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN products p ON p.category_id = n.id
        WHERE p.published AND (n.name, n.slug, n.published, n.deleted_at, n.path)
          IS DISTINCT FROM (o.name, o.slug, o.published, o.deleted_at, o.path);
    END IF;
    PERFORM refresh_product_listings(changed);
    RETURN NULL;
  END $$;
  CREATE TRIGGER brands_listing AFTER UPDATE ON brands
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_products_of_changed_names();
  CREATE TRIGGER categories_listing AFTER UPDATE ON categories
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_products_of_changed_names();
`;
