import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the list of products for staff and the fields of the shop's own are looked up by. */
export class ExtendProducts1764000020000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX idx_products_newest ON products (created_at DESC, id DESC);
      CREATE INDEX idx_products_deleted ON products (created_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
      CREATE INDEX idx_products_custom_fields ON products USING GIN (custom_fields) WHERE custom_fields <> '{}';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX idx_products_custom_fields;
      DROP INDEX idx_products_deleted;
      DROP INDEX idx_products_newest;
    `);
  }
}
