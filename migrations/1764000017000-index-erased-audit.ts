import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The sealer finds the entries that were erased of late. */
export class IndexErasedAudit1764000017000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX idx_audit_log_erased ON audit_log (erased_at) WHERE erased_at IS NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX idx_audit_log_erased');
  }
}
