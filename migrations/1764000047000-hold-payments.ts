import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Which saved card an attempt was begun with, and since when its money is held. */
export class HoldPayments1764000047000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['payments', 'payments_archive']) {
      // No foreign key: a card that is taken away is forgotten, the attempt stays.
      await queryRunner.query(
        `ALTER TABLE ${table} ADD COLUMN card_id UUID, ADD COLUMN held_since TIMESTAMPTZ;`,
      );
    }
    await queryRunner.query(`
      UPDATE payments SET held_since = updated_at WHERE status = 'processing' AND authorised_amount > 0;
      CREATE INDEX idx_payments_held_since ON payments (held_since)
        WHERE status = 'processing' AND authorised_amount > 0;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX idx_payments_held_since;');
    for (const table of ['payments', 'payments_archive']) {
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN card_id, DROP COLUMN held_since;`);
    }
  }
}
