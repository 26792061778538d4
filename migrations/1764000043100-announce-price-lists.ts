import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLE = 'price_list_prices';

/** Public answers show what more pieces cost everybody: a change of price lists makes them old. */
export class AnnouncePriceLists1764000043100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A list is made empty, and deleting one deletes its prices, which tell of themselves.
    await queryRunner.query(`
      CREATE TRIGGER announce_${TABLE}_insert AFTER INSERT ON ${TABLE}
        REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION announce_parts('product', 'variant_id');
      CREATE TRIGGER announce_${TABLE}_update AFTER UPDATE ON ${TABLE}
        REFERENCING OLD TABLE AS changed_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION announce_parts('product', 'variant_id');
      CREATE TRIGGER announce_${TABLE}_delete AFTER DELETE ON ${TABLE}
        REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION announce_parts('product', 'variant_id');
      CREATE TRIGGER announce_price_lists_update AFTER UPDATE ON price_lists
        REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION announce_rows('products');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER announce_price_lists_update ON price_lists;
      DROP TRIGGER announce_${TABLE}_delete ON ${TABLE};
      DROP TRIGGER announce_${TABLE}_update ON ${TABLE};
      DROP TRIGGER announce_${TABLE}_insert ON ${TABLE};
    `);
  }
}
