import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/** Reviews, one vote per person and review, and the averages kept on the product. */
export class CreateRatings1764000006000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE ratings (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
        user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        rating INTEGER NOT NULL,
        title VARCHAR(255),
        content TEXT,
        verified_purchase BOOLEAN NOT NULL DEFAULT FALSE,
        helpful_count INTEGER NOT NULL DEFAULT 0,
        status VARCHAR(20) NOT NULL DEFAULT 'published',
        created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        UNIQUE (product_id, user_id),
        CONSTRAINT ck_ratings_rating CHECK (rating BETWEEN 1 AND 5),
        CONSTRAINT ck_ratings_helpful_count CHECK (helpful_count >= 0),
        CONSTRAINT ck_ratings_status CHECK (status IN ('pending', 'published', 'rejected'))
      );
      CREATE INDEX idx_ratings_product ON ratings (product_id, created_at DESC, id DESC) WHERE status = 'published';
      CREATE INDEX idx_ratings_user_id ON ratings (user_id);

      CREATE TABLE rating_votes (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        rating_id UUID NOT NULL REFERENCES ratings (id) ON DELETE CASCADE,
        user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
        UNIQUE (rating_id, user_id)
      );
      CREATE INDEX idx_rating_votes_user_id ON rating_votes (user_id);

      CREATE FUNCTION count_rating_votes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE ratings SET helpful_count = helpful_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
          WHERE id = COALESCE(NEW.rating_id, OLD.rating_id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER rating_votes_count AFTER INSERT OR DELETE ON rating_votes
        FOR EACH ROW EXECUTE FUNCTION count_rating_votes();

      CREATE FUNCTION average_ratings() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        product uuid := COALESCE(NEW.product_id, OLD.product_id);
      BEGIN
        PERFORM 1 FROM products WHERE id = product FOR NO KEY UPDATE;
        UPDATE products p SET rating_count = r.n, rating_average = r.average
          FROM (SELECT count(*) AS n, COALESCE(round(avg(rating), 2), 0) AS average
                FROM ratings WHERE product_id = product AND status = 'published') r
          WHERE p.id = product;
        RETURN NULL;
      END $$;
      CREATE TRIGGER ratings_average AFTER INSERT OR DELETE OR UPDATE OF rating, status ON ratings
        FOR EACH ROW EXECUTE FUNCTION average_ratings();
      ${touchTriggers('ratings', 'rating_votes')}
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${dropTables('rating_votes', 'ratings')}
      DROP FUNCTION count_rating_votes();
      DROP FUNCTION average_ratings();
    `);
  }
}
