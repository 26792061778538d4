import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What has to work where the application's role sees only some rows (`src/database/row-policies.ts`):
 * looking people up, counting votes, and partitions that show nothing behind their parent's back.
 */
export class PrepareRowSecurity1764000016000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(LOOK_UP_PEOPLE);
    // The vote is the voter's, the review that it counts for is somebody else's.
    await queryRunner.query(`
      ALTER FUNCTION count_rating_votes() SECURITY DEFINER SET search_path = public, pg_temp`);
    await queryRunner.query(ensurePartition(AS_ITS_PARENT));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ensurePartition(''));
    await queryRunner.query(`
      ALTER FUNCTION count_rating_votes() SECURITY INVOKER RESET search_path;
      DROP FUNCTION user_id_by_email(text);
      DROP FUNCTION user_id_by_username(text);
    `);
  }
}

// PostgreSQL evaluates lower(email) only on rows that a policy has let through, so it cannot use the
// index on it. These two run with the rights of the owner, for whom there is no policy, give away
// nothing but an id, and that only where everybody is in sight.
const LOOK_UP_PEOPLE = `
  CREATE FUNCTION user_id_by_email(text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$
    SELECT id FROM users WHERE lower(email) = lower($1) AND deleted_at IS NULL
      AND current_setting('app.scope', true) = 'all'
  $$;

  CREATE FUNCTION user_id_by_username(text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$
    SELECT id FROM users WHERE lower(username) = lower($1) AND deleted_at IS NULL
      AND current_setting('app.scope', true) = 'all'
  $$;
`;

// Policies are the parent's and count for whoever asks the parent. Without one a partition is empty to
// those who ask for it by its own name.
const AS_ITS_PARENT = `
    IF (SELECT c.relrowsecurity FROM pg_class c WHERE c.oid = ('public.' || quote_ident(parent))::regclass) THEN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    END IF;`;

function ensurePartition(beforeAttaching: string): string {
  return `
  CREATE OR REPLACE FUNCTION ensure_partition(parent text, unit text, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    lower_bound timestamptz := date_trunc(unit, at);
    upper_bound timestamptz := date_trunc(unit, at) + ('1 ' || unit)::interval;
    name text := parent || '_p' || to_char(lower_bound, CASE unit WHEN 'day' THEN 'YYYYMMDD' ELSE 'YYYYMM' END);
    key_column text;
  BEGIN
    IF unit NOT IN ('day', 'month') THEN RAISE EXCEPTION 'unit is day or month'; END IF;
    SELECT a.attname INTO key_column FROM pg_partitioned_table p
      JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
      WHERE p.partrelid = ('public.' || quote_ident(parent))::regclass;
    IF to_regclass('public.' || quote_ident(name)) IS NOT NULL THEN RETURN false; END IF;
    -- One at a time for each parent: two would each wait for the other's lock of the default partition.
    PERFORM pg_advisory_xact_lock(hashtextextended('partitions of ' || parent, 0));
    -- Not to_regclass: after a wait it still remembers that there was none.
    IF EXISTS (SELECT FROM pg_class c WHERE c.relname = name AND c.relnamespace = 'public'::regnamespace) THEN
      RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, parent);
    -- Before the rows are looked for: one that came in between would stand in the way of the new bounds.
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format(
      'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
      parent || '_default', key_column, lower_bound, key_column, upper_bound, name);${beforeAttaching}
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
      parent, name, lower_bound, upper_bound);
    RETURN true;
  END $$;`;
}
