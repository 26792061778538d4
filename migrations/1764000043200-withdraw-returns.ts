import { type MigrationInterface, type QueryRunner } from 'typeorm';

const BEFORE = `'requested', 'approved', 'rejected', 'received', 'closed'`;

/** A customer may take back his wish to return something. */
export class WithdrawReturns1764000043200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE returns DROP CONSTRAINT ck_returns_status,
        ADD CONSTRAINT ck_returns_status CHECK (status IN (${BEFORE}, 'withdrawn'));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      UPDATE returns SET status = 'rejected' WHERE status = 'withdrawn';
      ALTER TABLE returns DROP CONSTRAINT ck_returns_status,
        ADD CONSTRAINT ck_returns_status CHECK (status IN (${BEFORE}));
    `);
  }
}
