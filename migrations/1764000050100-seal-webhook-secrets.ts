import { type MigrationInterface, type QueryRunner } from 'typeorm';

const BEFORE = `'data_export_parts'`;
const AFTER = `'data_export_parts', 'webhook_endpoints'`;

/** New encryption keys are written to the secrets of webhooks too. */
export class SealWebhookSecrets1764000050100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(rotated(BEFORE, AFTER));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(rotated(AFTER, BEFORE));
  }
}

/** Replaces a part of the list of tables with encrypted columns that new keys are written to. */
function rotated(before: string, after: string): string {
  const quoted = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;
  return `DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('rewrite_ciphertexts(text, text[], jsonb)'::regprocedure),
      ${quoted(before)}, ${quoted(after)});
  END $do$;`;
}
