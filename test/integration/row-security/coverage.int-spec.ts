import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ROW_POLICIES } from '../../../src/database/row-policies.js';
import { applyRowSecurity } from '../../../src/database/row-security.js';
import { useDatabase } from '../../setup/test-database.js';

/** Tables that lead to a person and need no policy, and why. */
const NOBODYS: Readonly<Record<string, string>> = {
  audit_seals: 'digests over all entries; written by the owner of the tables alone',
  audit_digests: 'digests of entries; written by the owner of the tables alone',
  outbox_events: 'ids of what happened, for workers; read by no route',
  public_events: 'ids of what happened, read by the right to webhooks alone',
  webhook_endpoints: 'settings of the shop, read by the right to webhooks alone',
  webhook_deliveries: 'ids of what was told to an endpoint, read by the same right',
  webhook_attempts: 'what an endpoint has answered, read by the same right',
  media_files:
    'files of the shop; of a person only where his public picture is, read by staff alone',
  images: 'pictures of what is for sale',
  discount_codes: 'codes of the shop: whoever knows one may use it; read one by one, or by staff',
  imports:
    'files of the shop; staff sees and steers them by the right to their kind, whoever asked',
  import_chunks: 'what files of imports hold: products, stock and prices',
  import_drafts: 'rows of products, stock and prices that a dry run has seen',
  import_errors: 'what was wrong with rows of products, stock and prices',
  exports: 'files of the shop; staff takes them by the right to their kind, whoever asked',
  export_parts: 'ciphertext; taken by the right to the kind of the export alone',
};

/** Columns that say whose a row is, where no foreign key does. */
const OWNER_COLUMNS = [
  'user_id',
  'owner_id',
  'customer_id',
  'customer_key',
  'actor_id',
  'order_id',
  'owner_order_id',
  'cart_id',
  'payment_id',
  'email',
  'token_hash',
  'aggregate_id',
  'audit_id',
];

/** Every table with such a column, or with a foreign key to one that has. Partitions go with their parent. */
const OWNED = `
  WITH RECURSIVE owned AS (
    SELECT c.oid FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND (c.relname = 'users' OR EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname = ANY ($1)))
    UNION
    SELECT f.conrelid FROM pg_constraint f JOIN owned o ON f.confrelid = o.oid
    WHERE f.contype = 'f'
  ) SELECT c.relname AS name FROM owned o JOIN pg_class c ON c.oid = o.oid WHERE NOT c.relispartition ORDER BY 1`;

const STATE = `
  SELECT c.relname AS name, c.relrowsecurity AS enabled,
    ARRAY(SELECT y.oid || y.polname FROM pg_policy y WHERE y.polrelid = c.oid ORDER BY y.polname) AS policies
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`;

describe('The tables under row-level security', () => {
  const d = useDatabase();
  const ownedTables = async (): Promise<string[]> => {
    const found = await d.owner.query<{ name: string }>(OWNED, [OWNER_COLUMNS]);
    return found.rows.map(({ name }) => name);
  };
  const missing = async (): Promise<string[]> =>
    (await ownedTables()).filter((name) => !(name in ROW_POLICIES) && !(name in NOBODYS));
  const state = async (): Promise<unknown[]> => (await d.owner.query<object>(STATE)).rows;
  const switchedOn = async (): Promise<string[]> => {
    const found = await d.owner.query<{ name: string; enabled: boolean }>(STATE);
    return found.rows.filter(({ enabled }) => enabled).map(({ name }) => name);
  };

  it('are all that lead to a person: give a new one a policy, or a reason here', async () => {
    expect(await missing()).toEqual([]);
    expect(Object.keys(NOBODYS).filter((name) => name in ROW_POLICIES)).toEqual([]);
    await d.owner.query(`
      CREATE TABLE wishes (id uuid PRIMARY KEY, user_id uuid);
      CREATE TABLE wish_lines (id uuid PRIMARY KEY, wish uuid REFERENCES wishes (id))`);
    expect(await missing()).toEqual(['wish_lines', 'wishes']);
    await d.owner.query('DROP TABLE wish_lines, wishes');
  });

  it('all exist, and their policies are on', async () => {
    expect(await switchedOn()).toEqual(expect.arrayContaining(Object.keys(ROW_POLICIES)));
  });

  it('are not touched again when nothing has changed', async () => {
    const before = await state();
    const reader = await holdingAllTables(d.owner);
    await applyRowSecurity(d.ownerUrl);
    await reader.end();
    expect(await state()).toEqual(before);
  });

  it('get their policies back when somebody has changed or removed them', async () => {
    await d.owner.query(`
      ALTER POLICY app_rows ON orders USING (true);
      COMMENT ON POLICY app_rows ON orders IS 'mine';
      DROP POLICY reader_sees ON users;
      CREATE POLICY hole ON users FOR SELECT TO eshop_app USING (true);
      ALTER TABLE user_sessions DISABLE ROW LEVEL SECURITY;
      ALTER TABLE brands ENABLE ROW LEVEL SECURITY`);
    await applyRowSecurity(d.ownerUrl);
    const found = await d.owner.query<{ name: string; text: string }>(
      `SELECT y.polname AS name, pg_get_expr(y.polqual, y.polrelid) AS text FROM pg_policy y
        WHERE y.polrelid IN ('users'::regclass, 'orders'::regclass) ORDER BY y.polrelid::regclass::text, 1`,
    );
    expect(found.rows.map(({ name }) => name)).toEqual([
      'app_rows',
      'reader_sees',
      'app_rows',
      'reader_sees',
    ]);
    expect(found.rows[0]?.text).toContain('token_hash');
    expect(await switchedOn()).toContain('user_sessions');
    expect(await switchedOn()).not.toContain('brands');
  });

  it('can be switched off and on again', async () => {
    const before = await state();
    await applyRowSecurity(d.ownerUrl, false);
    expect(await switchedOn()).toEqual([]);
    await applyRowSecurity(d.ownerUrl);
    expect(await state()).toEqual(before);
  });

  it('wait for a busy table, shortly each time, instead of giving up', async () => {
    await d.owner.query('DROP POLICY app_rows ON orders');
    const busy = await d.owner.connect();
    await busy.query('BEGIN; LOCK TABLE orders IN ACCESS SHARE MODE');
    const applying = applyRowSecurity(d.ownerUrl);
    // Whoever comes while it waits is not kept waiting for long.
    const began = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await d.db.query('SELECT count(*) FROM orders');
    expect(Date.now() - began).toBeLessThan(1500);
    await busy.query('COMMIT');
    busy.release();
    await applying;
    expect(await missingPolicies(d.owner)).toEqual([]);
  });
});

/** A transaction that reads every table: whoever alters one has to wait for it. */
async function holdingAllTables(owner: pg.Pool): Promise<{ end: () => Promise<void> }> {
  const client = await owner.connect();
  const names = Object.keys(ROW_POLICIES).join(', ');
  await client.query(`BEGIN; LOCK TABLE ${names} IN ACCESS SHARE MODE`);
  const end = async (): Promise<void> => {
    await client.query('COMMIT');
    client.release();
  };
  return { end };
}

async function missingPolicies(owner: pg.Pool): Promise<string[]> {
  const found = await owner.query<{ name: string }>(
    `SELECT t.name FROM unnest($1::text[]) AS t (name)
      WHERE NOT EXISTS (SELECT FROM pg_policy y WHERE y.polrelid = t.name::regclass AND y.polname = 'app_rows')`,
    [Object.keys(ROW_POLICIES)],
  );
  return found.rows.map(({ name }) => name);
}
