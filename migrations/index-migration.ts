import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Name of an index, and what it is on. */
export type IndexPlace = readonly [name: string, place: string];

/**
 * A migration of nothing but indexes. They are built while customers buy, so not in a transaction; what a run that was
 * cut off has left is made anew. Migrations that were released stand on this: what it does stays as it is.
 */
export abstract class IndexMigration implements MigrationInterface {
  readonly transaction = false;

  protected abstract readonly indexes: readonly IndexPlace[];
  /** Archives are partitioned: an index of theirs cannot be built concurrently. */
  protected readonly archiveIndexes: readonly IndexPlace[] = [];

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [name, place] of this.indexes) {
      await queryRunner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await queryRunner.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${place}`);
    }
    for (const [name, place] of this.archiveIndexes) {
      await queryRunner.query(`CREATE INDEX IF NOT EXISTS ${name} ON ${place}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The way back is always one transaction.
    for (const [name] of [...this.indexes, ...this.archiveIndexes]) {
      await queryRunner.query(`DROP INDEX IF EXISTS ${name}`);
    }
  }
}
