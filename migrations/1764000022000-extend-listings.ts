import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { LISTINGS_AFTER, LISTINGS_BEFORE } from './listing/listing-functions.js';
import {
  SEARCH_AFTER,
  SEARCH_BEFORE,
  SEARCH_CONFIGURATION,
} from './listing/search-configuration.js';
import { SEARCH_FUNCTIONS } from './listing/search-functions.js';
import { SEARCH_TRIGGERS, SEARCH_TRIGGERS_DOWN } from './listing/search-triggers.js';
import { dropTables, touchTriggers } from './sql.js';

/**
 * Lists that filter by attributes and the shop's own fields and sort by sales and name, and a table
 * of its own for what is searched, so that a changed price does not write words and the other way round.
 */
export class ExtendListings1764000022000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(LISTING_COLUMNS);
    await queryRunner.query(SEARCH_CONFIGURATION);
    await queryRunner.query(SEARCH_TABLES);
    await queryRunner.query(LISTINGS_AFTER);
    await queryRunner.query(SEARCH_FUNCTIONS);
    await queryRunner.query(SEARCH_TRIGGERS);
    await queryRunner.query(SEARCH_AFTER);
    await queryRunner.query(
      touchTriggers('product_search', 'search_changes', 'product_sales', 'search_runs'),
    );
    await queryRunner.query(`
      SELECT refresh_product_listings(array_agg(id)) FROM products;
      SELECT write_product_search(array_agg(id)) FROM products;
      SELECT refresh_search_vocabulary();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SEARCH_TRIGGERS_DOWN);
    await queryRunner.query(`
      DROP FUNCTION refresh_product_search(uuid[]);
      DROP FUNCTION write_product_search(uuid[]);
      DROP FUNCTION compute_product_search(uuid[]);
      DROP FUNCTION search_tsquery_any(text);
      DROP FUNCTION search_tsquery(text);
      DROP FUNCTION search_words(text);
      DROP FUNCTION search_code(text);
      DROP FUNCTION refresh_product_sales(integer, integer);
      DROP FUNCTION add_search_words(interval);
      ${dropTables('search_changes', 'product_search')}
    `);
    await queryRunner.query(LISTINGS_BEFORE);
    await queryRunner.query(LISTING_COLUMNS_DOWN);
    await queryRunner.query(dropTables('product_sales', 'search_runs'));
    await queryRunner.query(SEARCH_BEFORE);
    await queryRunner.query(`
      DELETE FROM product_listings;
      SELECT refresh_product_listings(array_agg(id)) FROM products;
      SELECT refresh_search_vocabulary();
    `);
  }
}

// value_ids: attribute values that its shown variants have. fields: the shop's own fields of the
// product, short texts only. sold_count: written by a job, never by a sale.
const LISTING_COLUMNS = `
  ALTER TABLE product_listings
    ADD COLUMN category_id UUID,
    ADD COLUMN value_ids INTEGER[] NOT NULL DEFAULT '{}',
    ADD COLUMN fields JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN sort_name TEXT NOT NULL DEFAULT '',
    ADD COLUMN sold_count INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE category_listings ADD COLUMN sold_count INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX idx_product_listings_sold ON product_listings (sold_count DESC, id DESC);
  CREATE INDEX idx_product_listings_brand_sold ON product_listings (brand_id, sold_count DESC, id DESC);
  CREATE INDEX idx_product_listings_name ON product_listings (sort_name, id);
  CREATE INDEX idx_product_listings_values ON product_listings USING GIN (value_ids);
  CREATE INDEX idx_product_listings_fields ON product_listings USING GIN (fields jsonb_path_ops);
  CREATE INDEX idx_category_listings_sold ON category_listings (category_id, sold_count DESC, product_id DESC);

  CREATE TABLE product_sales (
    product_id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    sold_count INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
`;

const LISTING_COLUMNS_DOWN = `
  ALTER TABLE category_listings DROP COLUMN sold_count;
  ALTER TABLE product_listings DROP COLUMN category_id, DROP COLUMN value_ids, DROP COLUMN fields,
    DROP COLUMN sort_name, DROP COLUMN sold_count;
`;

// search_changes: products whose words follow a little later, because one rename touched very many.
// search_runs: when each piece of upkeep last ran and how far it came.
const SEARCH_TABLES = `
  CREATE TABLE product_search (
    product_id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    vector TSVECTOR NOT NULL,
    words TEXT[] NOT NULL,
    sellable BOOLEAN NOT NULL,
    rating_count INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_product_search_vector ON product_search USING GIN (vector);
  CREATE INDEX idx_product_search_popularity ON product_search (rating_count DESC, created_at DESC, product_id DESC);
  CREATE INDEX idx_product_search_updated_at ON product_search (updated_at);

  CREATE TABLE search_changes (
    product_id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );

  CREATE TABLE search_runs (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    kind VARCHAR(20) NOT NULL UNIQUE,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    done INTEGER NOT NULL DEFAULT 0,
    position UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_search_vocabulary_prefix ON search_vocabulary (word text_pattern_ops);
`;
