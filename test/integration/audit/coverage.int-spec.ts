import { describe, expect, it } from 'vitest';
import { APPEND_ONLY_TABLES } from '../../../src/database/migrate.js';
import { useDatabase } from '../../setup/test-database.js';

/** Tables without audit triggers, each with its reason. */
const NOT_AUDITED: Readonly<Record<string, string>> = {
  audit_log: 'is the log',
  audit_seals: 'belongs to the log; only the owner writes it',
  audit_digests: 'belongs to the log; only the owner writes it',
  migrations: 'only the owner writes it',
  typeorm_metadata: 'only the owner writes it',
  outbox_events: 'technical: what is on its way, kept as a record of its own for 14 days',
  event_sequences: 'technical: counts public_events',
  mail_deliveries: 'technical: the log of mails',
  public_events: 'own record: tells of changes that are audited where they are made',
  webhook_deliveries: 'technical: what is on its way to an endpoint, and the log of it',
  webhook_attempts: 'technical: the log of what became of a delivery',
  job_runs: 'technical: when which job ran last',
  operation_reports: 'own record: what upkeep has done and found',
  statement_snapshots: 'technical: what statements have cost',
  statement_counts: 'technical: what statements have cost',
  idempotency_keys: 'technical: answers to repeat',
  payment_events: 'own record: the word of a gateway as it came',
  stock_reservations: 'technical: held for minutes; what becomes of stock is in stock_movements',
  stock_levels: 'derived from stock_level_movements',
  discount_codes:
    'technical: made by thousands, with one entry for each batch; who used one stands in discount_usages',
  discount_user_counters: 'derived from discount_usages',
  data_export_parts: 'technical: the encrypted file of a row of data_exports',
  outside_answers: 'technical: answers of carriers and tax engines, kept for minutes',
  import_chunks: 'technical: the file of a row of imports',
  import_drafts: 'technical: what a dry run of a row of imports has seen',
  import_errors: 'technical: the report of a row of imports',
  invoice_counters: 'derived from invoices',
  order_documents:
    'technical: files made of orders and invoices, and made again when they are gone',
  export_parts: 'technical: the encrypted file of a row of exports',
  category_listings: 'derived from products',
  product_listings: 'derived from products',
  product_sales: 'derived from orders',
  product_search: 'derived from products',
  search_changes: 'derived from products',
  search_runs: 'upkeep of derived tables',
  search_tiers: 'upkeep of derived tables',
  product_rating_stars: 'derived from ratings',
  listing_changes: 'derived from products',
  collection_rule_changes: 'derived from products',
  search_vocabulary: 'derived from products',
  slug_history: 'derived from changes of slugs, which are audited',
};

interface Table {
  readonly name: string;
  readonly triggers: readonly string[];
  readonly columns: readonly string[];
  /** Columns that the triggers leave out, of each trigger. */
  readonly left_out: readonly string[];
}

const TABLES = `
  SELECT c.relname AS name,
    ARRAY(SELECT g.tgname::text FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
           WHERE g.tgrelid = c.oid AND p.proname IN ('audit_row', 'audit_rows')) AS triggers,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    ARRAY(SELECT encode(g.tgargs, 'escape') FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
           WHERE g.tgrelid = c.oid AND p.proname IN ('audit_row', 'audit_rows')) AS left_out
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY c.relname`;

/** What a secret is called; `_at`, `_count` and the like say something about it and are none. */
const SECRET = /password|secret|token|verify_code|(^|_)(hash|code_hash|challenge|verifier)$/;
const NO_SECRET: Readonly<Record<string, string>> = {
  'users.password_changed_at': 'when, not what',
};

describe('Audit triggers', () => {
  const database = useDatabase();
  const tables = async (): Promise<Table[]> => (await database.owner.query<Table>(TABLES)).rows;

  it('stand on every table that has no reason to have none', async () => {
    const bare = (await tables()).filter(({ triggers }) => triggers.length === 0);
    const appendOnly = Object.keys(APPEND_ONLY_TABLES);
    const unexplained = bare
      .map(({ name }) => name)
      .filter((name) => {
        // A move to the archive is one entry of action 'batch'.
        return !(name in NOT_AUDITED || appendOnly.includes(name) || name.endsWith('_archive'));
      });
    expect(unexplained).toEqual([]);
  });

  it('have no exception for a table that is gone or is audited', async () => {
    const bare = (await tables()).filter(({ triggers }) => triggers.length === 0);
    const names = bare.map(({ name }) => name);
    const expected = Object.keys(NOT_AUDITED).filter((name) => name !== 'typeorm_metadata');
    expect(expected.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('leave out every column that is named like a secret', async () => {
    const shown = (await tables()).flatMap(({ name, columns, left_out }) =>
      columns
        .filter((column) => SECRET.test(column) && !(`${name}.${column}` in NO_SECRET))
        .filter((column) => left_out.some((list) => !list.split('\\000').includes(column)))
        .map((column) => `${name}.${column}`),
    );
    expect(shown).toEqual([]);
  });
});
