import { IndexMigration } from './index-migration.js';

const PARTLY = '(order_id) WHERE is_part OR captured_amount > 0 AND captured_amount < amount';
const SURPLUS = '(order_id) WHERE surplus';

/**
 * Payments over less than an order cost, and money that came above it: among those are the orders that are paid in
 * part.
 */
export class FindPartPayments1764000058000 extends IndexMigration {
  protected readonly indexes = [
    ['idx_payments_partly', `payments ${PARTLY}`],
    ['idx_refunds_surplus', `refunds ${SURPLUS}`],
  ] as const;
  protected override readonly archiveIndexes = [
    ['idx_payments_archive_partly', `payments_archive ${PARTLY}`],
    ['idx_refunds_archive_surplus', `refunds_archive ${SURPLUS}`],
  ] as const;
}
