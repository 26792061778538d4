import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger } from './sql.js';

/** Business tables that had no audit triggers yet. */
const WHOLE = [
  'fulfilments',
  'fulfilment_items',
  'returns',
  'return_items',
  'rating_votes',
  'cart_codes',
];
/** Their rows are their own record when they are made; what becomes of them later is not. */
const CHANGES_ONLY = ['order_items', 'discount_usages'];
/** Moving an order to the archive is one entry, not the deletion of each part. */
const ARCHIVED = ['fulfilments', 'fulfilment_items', 'returns', 'return_items'];

const NOT_ARCHIVING = `current_setting('app.archiving', true) IS DISTINCT FROM 'on'`;

/** Completes the audit triggers, and lets the sealer find the entries that were erased of late. */
export class CompleteAudit1764000017000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of WHOLE) await queryRunner.query(auditTrigger(table));
    for (const table of ARCHIVED) {
      await queryRunner.query(`
        DROP TRIGGER audit_${table} ON ${table};
        CREATE TRIGGER audit_${table} AFTER INSERT ON ${table}
          FOR EACH ROW EXECUTE FUNCTION audit_row();
        ${onDelete(table)}`);
    }
    for (const table of CHANGES_ONLY) {
      await queryRunner.query(`
        CREATE TRIGGER audit_${table}_update AFTER UPDATE ON ${table}
          FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_row(${
            table === 'discount_usages' ? `'guest_hash'` : ''
          });
        ${onDelete(table)}`);
    }
    await queryRunner.query(
      'CREATE INDEX idx_audit_log_erased ON audit_log (erased_at) WHERE erased_at IS NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX idx_audit_log_erased');
    for (const table of [...WHOLE, ...CHANGES_ONLY]) {
      await queryRunner.query(`
        DROP TRIGGER IF EXISTS audit_${table} ON ${table};
        DROP TRIGGER IF EXISTS audit_${table}_delete ON ${table};
        DROP TRIGGER audit_${table}_update ON ${table};`);
    }
  }
}

function onDelete(table: string): string {
  const secrets = table === 'discount_usages' ? `'guest_hash'` : '';
  return `CREATE TRIGGER audit_${table}_delete AFTER DELETE ON ${table}
    FOR EACH ROW WHEN (${NOT_ARCHIVING}) EXECUTE FUNCTION audit_row(${secrets});`;
}
