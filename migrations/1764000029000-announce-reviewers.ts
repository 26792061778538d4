import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A review shows its author's name: pages that are kept ready are old when it changes or is erased. */
export class AnnounceReviewers1764000029000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // More than the announcement tells one by one need not be counted.
    await queryRunner.query(`
      CREATE FUNCTION announce_reviewer() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM announce_products('review', ARRAY(
          SELECT r.product_id FROM ratings r WHERE r.user_id = NEW.id AND r.status = 'approved' LIMIT 34));
        RETURN NULL;
      END $$;
      CREATE TRIGGER announce_reviewers AFTER UPDATE OF first_name, last_name, deleted_at ON users
        FOR EACH ROW WHEN ((OLD.first_name, OLD.last_name, OLD.deleted_at)
          IS DISTINCT FROM (NEW.first_name, NEW.last_name, NEW.deleted_at))
        EXECUTE FUNCTION announce_reviewer();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER announce_reviewers ON users;
      DROP FUNCTION announce_reviewer();
    `);
  }
}
