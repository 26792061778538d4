import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { touchTriggers } from './sql.js';

/**
 * The most reviewed products in indexes of their own, each with a quarter of the next: a word that a
 * hundred thousand products have is looked for among few, and a thousand of them are ranked.
 */
export class TierSearch1764000031000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TIERS);
    await queryRunner.query(touchTriggers('search_tiers'));
    await queryRunner.query(FUNCTIONS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER product_search_tier ON product_search;
      DROP FUNCTION put_in_search_tier();
      DROP FUNCTION move_search_tiers(uuid, integer);
      DROP FUNCTION set_search_tiers();
      DROP FUNCTION search_tier(integer, timestamptz, uuid);
      DROP TABLE search_tiers;
      ALTER TABLE product_search DROP COLUMN tier;
    `);
  }
}

// A row of search_tiers is the least popular product that was in a tier when the tiers were last set. All
// products are in tier 0 until the job has set them: then the search looks through all that have the word.
const TIERS = `
  ALTER TABLE product_search ADD COLUMN tier SMALLINT NOT NULL DEFAULT 0;
  ${[1, 2, 3, 4]
    .map(
      (tier) =>
        `CREATE INDEX idx_product_search_tier_${tier} ON product_search USING GIN (vector) WHERE tier >= ${tier};`,
    )
    .join('\n')}

  CREATE TABLE search_tiers (
    tier SMALLINT PRIMARY KEY,
    size INTEGER NOT NULL,
    least_rating_count INTEGER NOT NULL,
    least_created_at TIMESTAMPTZ NOT NULL,
    least_product_id UUID NOT NULL,
    is_applied BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
`;

const FUNCTIONS = `
  CREATE FUNCTION search_tier(reviews integer, made timestamptz, product uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
    SELECT count(*)::smallint FROM search_tiers t
    WHERE (reviews, made, product) >= (t.least_rating_count, t.least_created_at, t.least_product_id)
  $$;

  CREATE FUNCTION put_in_search_tier() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.tier := search_tier(NEW.rating_count, NEW.created_at, NEW.product_id);
    RETURN NEW;
  END $$;
  CREATE TRIGGER product_search_tier BEFORE INSERT OR UPDATE OF rating_count, created_at ON product_search
    FOR EACH ROW EXECUTE FUNCTION put_in_search_tier();

  -- Tiers of 4,000, 16,000, 64,000 and 256,000 products, as far as they are at most half of the shop. They are set
  -- anew when one of them has become much larger or smaller. Answers whether rows have to be moved.
  CREATE FUNCTION set_search_tiers() RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    sizes integer[];
    fits boolean;
  BEGIN
    SELECT ARRAY(SELECT s.size FROM unnest(ARRAY[256000, 64000, 16000, 4000]) s (size) WHERE s.size <= p.total / 2 ORDER BY s.size DESC)
      INTO sizes FROM (SELECT count(*) AS total FROM product_search) p;
    SELECT COALESCE(array_agg(t.size ORDER BY t.tier), '{}') = sizes AND COALESCE(bool_and((
        SELECT count(*) FROM product_search s WHERE (s.rating_count, s.created_at, s.product_id)
          >= (t.least_rating_count, t.least_created_at, t.least_product_id)) BETWEEN t.size * 0.7 AND t.size * 1.4), true)
      INTO fits FROM search_tiers t;
    IF NOT fits THEN
      DELETE FROM search_tiers;
      INSERT INTO search_tiers (tier, size, least_rating_count, least_created_at, least_product_id)
        SELECT s.tier, s.size, least.rating_count, least.created_at, least.product_id
        FROM unnest(sizes) WITH ORDINALITY s (size, tier)
        CROSS JOIN LATERAL (SELECT p.rating_count, p.created_at, p.product_id FROM product_search p
          ORDER BY p.rating_count DESC, p.created_at DESC, p.product_id DESC OFFSET s.size - 1 LIMIT 1) least;
    END IF;
    RETURN NOT fits OR EXISTS (SELECT 1 FROM search_tiers t WHERE NOT t.is_applied);
  END $$;

  -- Looks at so many products behind the given one; answers the last of them, NULL when there are no more. Who is being
  -- written is left to his writer, so that nobody waits for a move.
  CREATE FUNCTION move_search_tiers(behind uuid, at_most integer) RETURNS uuid LANGUAGE plpgsql AS $$
  DECLARE
    first uuid := COALESCE(behind, '00000000-0000-0000-0000-000000000000');
    last uuid;
  BEGIN
    SELECT n.product_id INTO last FROM (
      SELECT s.product_id FROM product_search s WHERE s.product_id > first ORDER BY s.product_id LIMIT at_most) n
      ORDER BY n.product_id DESC LIMIT 1;
    IF last IS NULL THEN
      UPDATE search_tiers SET is_applied = true;
      RETURN NULL;
    END IF;
    UPDATE product_search s SET tier = w.tier FROM (
      SELECT p.product_id, search_tier(p.rating_count, p.created_at, p.product_id) AS tier FROM product_search p
      WHERE p.product_id > first AND p.product_id <= last
        AND p.tier <> search_tier(p.rating_count, p.created_at, p.product_id)
      ORDER BY p.product_id FOR UPDATE SKIP LOCKED) w
    WHERE s.product_id = w.product_id;
    RETURN last;
  END $$;
`;
