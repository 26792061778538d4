import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** Files in the storage, each bound to what it was uploaded for; pictures of groups beside those of products. */
export class CreateMedia1764000023000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FILES);
    await queryRunner.query(touchTriggers('media_files'));
    await queryRunner.query(auditTrigger('media_files'));
    await queryRunner.query(IMAGES);
    await queryRunner.query(BINDING);
    await queryRunner.query(GROUP_PICTURES);
    await queryRunner.query(SRCSET);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION image_srcset(text, integer);
      DROP TRIGGER images_group_picture_insert ON images;
      DROP TRIGGER images_group_picture_update ON images;
      DROP TRIGGER images_group_picture_delete ON images;
      DROP FUNCTION show_group_pictures();
      DROP TRIGGER images_take_file ON images;
      DROP TRIGGER images_drop_file_update ON images;
      DROP TRIGGER images_drop_file_delete ON images;
      DROP FUNCTION take_media_file();
      DROP FUNCTION drop_media_file();
      DELETE FROM images WHERE num_nonnulls(category_id, brand_id, collection_id) > 0;
      ALTER TABLE images DROP CONSTRAINT ck_images_owner, DROP COLUMN category_id, DROP COLUMN brand_id,
        DROP COLUMN collection_id, DROP COLUMN file_id, DROP COLUMN width, DROP COLUMN height;
      ${dropTables('media_files')}
    `);
  }
}

// A row is written before its file, so that a file without a row was never ours. Waiting: announced or
// not yet checked; ready: checked, drawn anew, public; orphaned: nobody points to it, to be deleted.
const FILES = `
  CREATE TABLE media_files (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    driver VARCHAR(20) NOT NULL,
    storage_key VARCHAR(200) NOT NULL UNIQUE,
    url VARCHAR NOT NULL,
    owner_kind VARCHAR(20) NOT NULL,
    owner_id UUID NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'waiting',
    content_type VARCHAR(50),
    bytes INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    sha256 VARCHAR(64),
    sizes INTEGER[] NOT NULL DEFAULT '{}',
    failure VARCHAR(100),
    created_by UUID,
    expires_at TIMESTAMPTZ,
    uploaded_at TIMESTAMPTZ,
    attached_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_media_files_driver CHECK (driver IN ('local', 'cloudinary', 's3')),
    CONSTRAINT ck_media_files_owner_kind CHECK (owner_kind IN ('product', 'category', 'brand', 'collection', 'user')),
    CONSTRAINT ck_media_files_state CHECK (state IN ('waiting', 'ready', 'failed', 'orphaned')),
    CONSTRAINT ck_media_files_bytes CHECK (bytes > 0)
  );
  CREATE INDEX idx_media_files_owner ON media_files (owner_kind, owner_id);
  CREATE INDEX idx_media_files_created_at ON media_files (created_at, id);
  CREATE INDEX idx_media_files_waiting ON media_files (created_by) WHERE state IN ('waiting', 'ready') AND attached_at IS NULL;
  CREATE INDEX idx_media_files_loose ON media_files (updated_at) WHERE state <> 'ready' OR attached_at IS NULL;
`;

const IMAGES = `
  ALTER TABLE images
    ADD COLUMN category_id UUID REFERENCES categories (id) ON DELETE CASCADE,
    ADD COLUMN brand_id UUID REFERENCES brands (id) ON DELETE CASCADE,
    ADD COLUMN collection_id UUID REFERENCES collections (id) ON DELETE CASCADE,
    ADD COLUMN file_id UUID REFERENCES media_files (id) ON DELETE RESTRICT,
    ADD COLUMN width INTEGER,
    ADD COLUMN height INTEGER,
    ADD CONSTRAINT ck_images_owner CHECK (num_nonnulls(product_id, category_id, brand_id, collection_id) <= 1
      AND (variant_id IS NULL OR num_nonnulls(category_id, brand_id, collection_id) = 0));
  CREATE UNIQUE INDEX uq_images_file_id ON images (file_id) WHERE file_id IS NOT NULL;
  CREATE INDEX idx_images_category_id ON images (category_id, position, id) WHERE category_id IS NOT NULL;
  CREATE INDEX idx_images_brand_id ON images (brand_id, position, id) WHERE brand_id IS NOT NULL;
  CREATE INDEX idx_images_collection_id ON images (collection_id, position, id) WHERE collection_id IS NOT NULL;
`;

// Whatever asks for it, an image shows only a checked file that was uploaded for the same owner. The
// update takes the file's row: one that is being given up meanwhile is not taken any more.
const BINDING = `
  CREATE FUNCTION take_media_file() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE media_files f SET attached_at = now()
      WHERE f.id = NEW.file_id AND f.state = 'ready'
        AND f.owner_kind = CASE WHEN NEW.product_id IS NOT NULL THEN 'product' WHEN NEW.category_id IS NOT NULL THEN 'category'
          WHEN NEW.brand_id IS NOT NULL THEN 'brand' WHEN NEW.collection_id IS NOT NULL THEN 'collection' END
        AND f.owner_id = COALESCE(NEW.product_id, NEW.category_id, NEW.brand_id, NEW.collection_id)
      RETURNING f.url, f.storage_key, f.width, f.height INTO NEW.url, NEW.cloudinary_id, NEW.width, NEW.height;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'an image shows a checked file of its own owner'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_images_file_owner', TABLE = 'images';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER images_take_file
    BEFORE INSERT OR UPDATE OF file_id, product_id, category_id, brand_id, collection_id, url, cloudinary_id ON images
    FOR EACH ROW WHEN (NEW.file_id IS NOT NULL) EXECUTE FUNCTION take_media_file();

  CREATE FUNCTION drop_media_file() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE media_files SET state = 'orphaned' WHERE id = OLD.file_id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER images_drop_file_update AFTER UPDATE OF file_id ON images
    FOR EACH ROW WHEN (OLD.file_id IS DISTINCT FROM NEW.file_id) EXECUTE FUNCTION drop_media_file();
  CREATE TRIGGER images_drop_file_delete AFTER DELETE ON images
    FOR EACH ROW WHEN (OLD.file_id IS NOT NULL) EXECUTE FUNCTION drop_media_file();
`;

const GROUPS = [
  ['categories', 'category_id'],
  ['brands', 'brand_id'],
  ['collections', 'collection_id'],
] as const;

// The picture of a group is its first image, kept beside its name so that lists need no join.
const GROUP_PICTURES = `
  CREATE FUNCTION show_group_pictures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${GROUPS.map(
      ([table, column]) => `
    UPDATE ${table} g SET image_url = i.url, image_id = i.cloudinary_id
      FROM (SELECT DISTINCT c.${column} AS id FROM changed_rows c WHERE c.${column} IS NOT NULL) changed
      LEFT JOIN LATERAL (SELECT im.url, im.cloudinary_id FROM images im WHERE im.${column} = changed.id
        ORDER BY im.position, im.id LIMIT 1) i ON true
      WHERE g.id = changed.id AND (g.image_url, g.image_id) IS DISTINCT FROM (i.url, i.cloudinary_id);`,
    ).join('')}
    RETURN NULL;
  END $$;
  CREATE TRIGGER images_group_picture_insert AFTER INSERT ON images
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION show_group_pictures();
  CREATE TRIGGER images_group_picture_update AFTER UPDATE ON images
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION show_group_pictures();
  CREATE TRIGGER images_group_picture_delete AFTER DELETE ON images
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION show_group_pictures();
`;

// By the naming rule of the storage and by nothing that changes: stored texts may contain it.
const SRCSET = `
  CREATE FUNCTION image_srcset(url text, width integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(CASE
        WHEN s.size = width THEN url
        WHEN url LIKE 'http%/image/upload/v%' THEN replace(url, '/image/upload/', '/image/upload/c_limit,q_auto,w_' || s.size || '/')
        ELSE regexp_replace(url, '[.]webp$', '_' || s.size || '.webp') END || ' ' || s.size || 'w', ', ' ORDER BY s.size)
    FROM unnest(ARRAY[160, 480, 960, 1600, width]) WITH ORDINALITY AS s (size, nth)
    WHERE url ~ '/[0-9a-f-]{36}[.]webp$' AND (s.size < width OR s.nth = 5)
  $$;
`;
