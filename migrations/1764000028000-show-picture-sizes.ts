import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { computeProductListings } from './listing/listing-functions.js';

const RENEW = 'SELECT refresh_product_listings(array_agg(id)) FROM products';

/** Cards name the sizes of their picture, so that a browser can choose. */
export class ShowPictureSizes1764000028000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const picture = `im.url, im.alt_text AS "altText", image_srcset(im.url, im.width) AS srcset, im.width, im.height`;
    await queryRunner.query(computeProductListings(picture));
    await queryRunner.query(RENEW);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(computeProductListings(`im.url, im.alt_text AS "altText"`));
    await queryRunner.query(RENEW);
  }
}
