import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OWNERS = 'product_id, category_id, brand_id, collection_id, attribute_id, attribute_value_id';
const ownerCheck = (owners: string): string => `
  ALTER TABLE catalog_translations DROP CONSTRAINT ck_catalog_translations_owner,
    ADD CONSTRAINT ck_catalog_translations_owner CHECK (num_nonnulls(${owners}) = 1);`;

/** Labels of the shop's own fields in other languages; a bound for the tree of categories. */
export class TranslateFields1764000033000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE catalog_translations
        ADD COLUMN product_field_id UUID REFERENCES product_fields (id) ON DELETE CASCADE;
      CREATE UNIQUE INDEX uq_catalog_translations_product_field
        ON catalog_translations (product_field_id, locale) WHERE product_field_id IS NOT NULL;
      ${ownerCheck(`${OWNERS}, product_field_id`)}`);
    // 32 levels of '/<uuid>'. Beyond 72 the index over the path could not take it. What is deeper already
    // stays until it is written again.
    await queryRunner.query(
      `ALTER TABLE categories ADD CONSTRAINT ck_categories_depth CHECK (length(path) <= 1 + 32 * 37) NOT VALID`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE categories DROP CONSTRAINT ck_categories_depth;
      DELETE FROM catalog_translations WHERE product_field_id IS NOT NULL;
      ${ownerCheck(OWNERS)}
      ALTER TABLE catalog_translations DROP COLUMN product_field_id;`);
  }
}
