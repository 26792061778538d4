import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** By which key an import was asked for: with the key its right ends. */
export class KeepKeyOfImports1764000043300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // No foreign key: a key whose row is gone is one that holds nothing any more.
    await queryRunner.query('ALTER TABLE imports ADD COLUMN api_key_id UUID');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE imports DROP COLUMN api_key_id');
  }
}
