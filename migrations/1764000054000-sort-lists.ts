import { IndexMigration } from './index-migration.js';

/** Lists for staff in the orders that can be asked for, a page read off an index each. */
export class SortLists1764000054000 extends IndexMigration {
  protected readonly indexes = [
    ['idx_products_by_name', 'products (name, id) WHERE deleted_at IS NULL'],
    ['idx_products_by_update', 'products (updated_at, id) WHERE deleted_at IS NULL'],
    ['idx_products_by_price', 'products (base_price, id) WHERE deleted_at IS NULL'],
    // Without a condition: as long as a table has no statistics, an index with one is taken for a short list of its rows,
    // and reads of a few variants went over all of them.
    ['idx_product_variants_by_sku', "product_variants ((coalesce(sku, '')), id)"],
    ['idx_payments_by_amount', 'payments (amount, id)'],
    ['idx_ratings_by_rating', 'ratings (rating, id) WHERE withdrawn_at IS NULL'],
    ['idx_ratings_by_reports', 'ratings (report_count, id) WHERE withdrawn_at IS NULL'],
  ] as const;
}
