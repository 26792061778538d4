import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Finding a person by what he types in. Under row-level security PostgreSQL evaluates `lower(email)`
 * only on rows that the policy has let through, so it cannot use the index on it; these two run with
 * the rights of the owner, for whom there is no policy, and give away nothing but an id.
 */
export class LookUpPeople1764000016000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION user_id_by_email(text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = public, pg_temp
      AS 'SELECT id FROM users WHERE lower(email) = lower($1) AND deleted_at IS NULL';

      CREATE FUNCTION user_id_by_username(text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = public, pg_temp
      AS 'SELECT id FROM users WHERE lower(username) = lower($1) AND deleted_at IS NULL';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION user_id_by_email(text);
      DROP FUNCTION user_id_by_username(text);
    `);
  }
}
