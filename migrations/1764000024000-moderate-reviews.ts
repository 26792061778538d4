import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

const AUDITED_COLUMNS = [
  'product_id',
  'user_id',
  'rating',
  'title',
  'content',
  'verified_purchase',
  'status',
  'rejection_reason',
  'withdrawn_at',
];

/** Moderation of reviews, reports of them, and stars counted one by one instead of all over again. */
export class ModerateReviews1764000024000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER ratings_average ON ratings;
      DROP FUNCTION average_ratings();
      DROP INDEX idx_ratings_product;
    `);
    await queryRunner.query(COLUMNS);
    await queryRunner.query(INDEXES);
    await queryRunner.query(REPORTS);
    await queryRunner.query(STARS);
    await queryRunner.query(touchTriggers('product_rating_stars', 'rating_reports'));
    await queryRunner.query(auditTrigger('rating_reports'));
    // Votes and reports have records of their own.
    await queryRunner.query(auditRatings(AUDITED_COLUMNS));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(auditRatings([]));
    await queryRunner.query(`
      DROP TRIGGER ratings_stars_insert ON ratings;
      DROP TRIGGER ratings_stars_update ON ratings;
      DROP TRIGGER ratings_stars_delete ON ratings;
      DROP FUNCTION count_rating_stars();
      DROP FUNCTION add_rating_stars(uuid[], integer[], integer[]);
      ${dropTables('product_rating_stars', 'rating_reports')}
      DROP FUNCTION count_rating_reports();
      DROP INDEX idx_ratings_product, idx_ratings_helpful, idx_ratings_highest, idx_ratings_lowest, idx_ratings_queue;
      DELETE FROM ratings WHERE withdrawn_at IS NOT NULL;
      ALTER TABLE ratings DROP CONSTRAINT ck_ratings_status, DROP CONSTRAINT ck_ratings_withdrawn,
        DROP CONSTRAINT ck_ratings_report_count,
        DROP COLUMN rejection_reason, DROP COLUMN submitted_at, DROP COLUMN edited_at, DROP COLUMN moderated_at,
        DROP COLUMN moderated_by, DROP COLUMN report_count, DROP COLUMN withdrawn_at;
      UPDATE ratings SET status = 'published' WHERE status = 'approved';
      ALTER TABLE ratings ALTER COLUMN status SET DEFAULT 'published',
        ADD CONSTRAINT ck_ratings_status CHECK (status IN ('pending', 'published', 'rejected'));
      CREATE INDEX idx_ratings_product ON ratings (product_id, created_at DESC, id DESC) WHERE status = 'published';
      ${OLD_AVERAGE}
    `);
  }
}

const COLUMNS = `
  ALTER TABLE ratings DROP CONSTRAINT ck_ratings_status;
  ALTER TABLE ratings
    ADD COLUMN rejection_reason VARCHAR(500),
    ADD COLUMN submitted_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    ADD COLUMN edited_at TIMESTAMPTZ,
    ADD COLUMN moderated_at TIMESTAMPTZ,
    ADD COLUMN moderated_by UUID REFERENCES users (id) ON DELETE SET NULL,
    ADD COLUMN report_count INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN withdrawn_at TIMESTAMPTZ;
  UPDATE ratings SET status = 'approved' WHERE status = 'published';
  UPDATE ratings SET submitted_at = created_at;
  ALTER TABLE ratings
    ALTER COLUMN status SET DEFAULT 'approved',
    ADD CONSTRAINT ck_ratings_status CHECK (status IN ('pending', 'approved', 'rejected')),
    ADD CONSTRAINT ck_ratings_report_count CHECK (report_count >= 0),
    ADD CONSTRAINT ck_ratings_withdrawn CHECK (withdrawn_at IS NULL OR status = 'rejected');
`;

// One for each order in which a page can be read; the third one also finds the reviews with so many stars.
const INDEXES = `
  CREATE INDEX idx_ratings_product ON ratings (product_id, created_at DESC, id DESC) WHERE status = 'approved';
  CREATE INDEX idx_ratings_helpful ON ratings (product_id, helpful_count DESC, created_at DESC, id DESC)
    WHERE status = 'approved';
  CREATE INDEX idx_ratings_highest ON ratings (product_id, rating DESC, created_at DESC, id DESC)
    WHERE status = 'approved';
  CREATE INDEX idx_ratings_lowest ON ratings (product_id, (-rating) DESC, created_at DESC, id DESC)
    WHERE status = 'approved';
  CREATE INDEX idx_ratings_queue ON ratings (status, submitted_at, id);
`;

// The report is the reporter's, the review that it counts for is somebody else's.
const REPORTS = `
  CREATE TABLE rating_reports (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    rating_id UUID NOT NULL REFERENCES ratings (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    reason VARCHAR(20) NOT NULL,
    note VARCHAR(500),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (rating_id, user_id),
    CONSTRAINT ck_rating_reports_reason CHECK (reason IN ('spam', 'offensive', 'off_topic', 'fake', 'other'))
  );
  CREATE INDEX idx_rating_reports_user_id ON rating_reports (user_id);

  CREATE FUNCTION count_rating_reports() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE ratings SET report_count = report_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
      WHERE id = COALESCE(NEW.rating_id, OLD.rating_id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER rating_reports_count AFTER INSERT OR DELETE ON rating_reports
    FOR EACH ROW EXECUTE FUNCTION count_rating_reports();
`;

// Whoever changes reviews holds their rows first and those of their products afterwards, by id: two that
// change many of each never wait for one another in a circle. A statement that changes no stars (a vote)
// touches no product.
const STARS = `
  CREATE TABLE product_rating_stars (
    id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    stars INTEGER[] NOT NULL DEFAULT '{0,0,0,0,0}',
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_product_rating_stars_stars CHECK (cardinality(stars) = 5 AND 0 <= ALL (stars))
  );

  CREATE FUNCTION add_rating_stars(product_ids uuid[], ratings integer[], changes integer[]) RETURNS void
  LANGUAGE plpgsql AS $$
  BEGIN
    IF COALESCE(cardinality(product_ids), 0) = 0 THEN RETURN; END IF;
    PERFORM 1 FROM products p WHERE p.id = ANY (product_ids) ORDER BY p.id FOR NO KEY UPDATE;
    WITH change AS (
      SELECT c.product_id, c.rating, sum(c.n)::int AS n
      FROM unnest(product_ids, ratings, changes) AS c (product_id, rating, n)
      GROUP BY c.product_id, c.rating
    ), changed AS (
      SELECT p.id, ARRAY(SELECT COALESCE(old.stars[s], 0) + COALESCE(c.n, 0)
          FROM generate_series(1, 5) AS s LEFT JOIN change c ON c.product_id = p.id AND c.rating = s
          ORDER BY s) AS stars
      FROM products p LEFT JOIN product_rating_stars old ON old.id = p.id
      WHERE p.id = ANY (product_ids)
    ), kept AS (
      INSERT INTO product_rating_stars (id, stars) SELECT c.id, c.stars FROM changed c ORDER BY c.id
      ON CONFLICT (id) DO UPDATE SET stars = EXCLUDED.stars
    )
    UPDATE products p SET rating_count = c.n,
        rating_average = COALESCE(round(c.total / nullif(c.n, 0), 2), 0)
      FROM (SELECT x.id, x.stars[1] + x.stars[2] + x.stars[3] + x.stars[4] + x.stars[5] AS n,
          (x.stars[1] + 2 * x.stars[2] + 3 * x.stars[3] + 4 * x.stars[4] + 5 * x.stars[5])::numeric AS total
        FROM changed x) c
      WHERE p.id = c.id;
  END $$;

  CREATE FUNCTION count_rating_stars() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      PERFORM add_rating_stars(array_agg(n.product_id), array_agg(n.rating), array_agg(1))
        FROM new_rows n WHERE n.status = 'approved';
    ELSIF TG_OP = 'DELETE' THEN
      PERFORM add_rating_stars(array_agg(o.product_id), array_agg(o.rating), array_agg(-1))
        FROM old_rows o WHERE o.status = 'approved';
    ELSE
      PERFORM add_rating_stars(array_agg(c.product_id), array_agg(c.rating), array_agg(c.n))
        FROM (
          SELECT n.product_id, n.rating, 1 AS n FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE n.status = 'approved' AND (n.status, n.rating, n.product_id) IS DISTINCT FROM (o.status, o.rating, o.product_id)
          UNION ALL
          SELECT o.product_id, o.rating, -1 FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE o.status = 'approved' AND (n.status, n.rating, n.product_id) IS DISTINCT FROM (o.status, o.rating, o.product_id)
        ) c;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER ratings_stars_insert AFTER INSERT ON ratings
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_rating_stars();
  CREATE TRIGGER ratings_stars_update AFTER UPDATE ON ratings
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_rating_stars();
  CREATE TRIGGER ratings_stars_delete AFTER DELETE ON ratings
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_rating_stars();

  -- What is there already; average and count of the products are right.
  INSERT INTO product_rating_stars (id, stars)
    SELECT r.product_id, ARRAY[count(*) FILTER (WHERE r.rating = 1), count(*) FILTER (WHERE r.rating = 2),
      count(*) FILTER (WHERE r.rating = 3), count(*) FILTER (WHERE r.rating = 4), count(*) FILTER (WHERE r.rating = 5)]::int[]
    FROM ratings r WHERE r.status = 'approved' GROUP BY r.product_id;
`;

const OLD_AVERAGE = `
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
`;

function auditRatings(columns: readonly string[]): string {
  const list = columns.length > 0 ? ` OF ${columns.join(', ')}` : '';
  return `
    DROP TRIGGER audit_ratings_update ON ratings;
    CREATE TRIGGER audit_ratings_update AFTER UPDATE${list} ON ratings
      FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_row();`;
}
