import { IndexMigration } from './index-migration.js';

/**
 * Refunds and returns of all orders, and the orders of reviews and discounts that had none, a page read off an index
 * each. Not of `discounts.used_count`: each order would write it anew.
 */
export class ListRefunds1764000056000 extends IndexMigration {
  protected readonly indexes = [
    ['idx_refunds_by_time', 'refunds (created_at, id)'],
    ['idx_refunds_by_status', 'refunds (status, created_at, id)'],
    ['idx_refunds_by_amount', 'refunds (amount, id)'],
    ['idx_returns_by_time', 'returns (created_at, id)'],
    ['idx_returns_by_status', 'returns (status, created_at, id)'],
    ['idx_ratings_by_time', 'ratings (submitted_at, id) WHERE withdrawn_at IS NULL'],
    ['idx_discounts_by_name', 'discounts (name, id)'],
    ['idx_discounts_by_priority', 'discounts (priority, id)'],
  ] as const;
  protected override readonly archiveIndexes = [
    ['idx_refunds_archive_by_time', 'refunds_archive (created_at, id)'],
    ['idx_refunds_archive_by_status', 'refunds_archive (status, created_at, id)'],
    ['idx_refunds_archive_by_amount', 'refunds_archive (amount, id)'],
    ['idx_returns_archive_by_time', 'returns_archive (created_at, id)'],
    ['idx_returns_archive_by_status', 'returns_archive (status, created_at, id)'],
  ] as const;
}
