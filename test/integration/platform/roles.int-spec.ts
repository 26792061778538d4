import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  APPEND_ONLY_TABLES,
  applyGrants,
  revertMigrations,
  runMigrations,
} from '../../../src/database/migrate.js';
import { assertSafeRole, UnsafeRole } from '../../../src/database/roles.js';
import { useDatabase } from '../../setup/test-database.js';

async function codeOf(query: Promise<unknown>): Promise<string | undefined> {
  return query.then(
    () => undefined,
    (error: unknown) => (error instanceof pg.DatabaseError ? error.code : 'other'),
  );
}

describe('The three roles', () => {
  const d = useDatabase();
  let reader: pg.Pool;

  beforeAll(() => {
    reader = new pg.Pool({ connectionString: d.readerUrl, max: 1 });
  });
  afterAll(() => reader.end());

  it('have their timeouts from the role itself, so that a pooler cannot lose them', async () => {
    const settings = async (pool: pg.Pool): Promise<unknown> => {
      const found = await pool.query(
        `SELECT current_setting('statement_timeout') AS statement,
                current_setting('lock_timeout') AS lock,
                current_setting('idle_in_transaction_session_timeout') AS idle`,
      );
      return found.rows[0];
    };
    expect(await settings(d.db)).toEqual({ statement: '5s', lock: '2s', idle: '10s' });
    expect(await settings(reader)).toEqual({ statement: '1min', lock: '2s', idle: '10s' });
    expect(await settings(d.owner)).toEqual({ statement: '0', lock: '2s', idle: '1min' });
  });

  it('application and reader own nothing and may create nothing', async () => {
    const owned = await d.owner.query(
      `SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
       WHERE r.rolname IN ('eshop_app', 'eshop_reader')`,
    );
    expect(owned.rows).toEqual([]);
    expect(await codeOf(d.db.query('CREATE TABLE mine (id int)'))).toBe('42501');
    expect(await codeOf(d.db.query('CREATE TABLE bullmq.mine (id int)'))).toBe('42501');
    expect(await codeOf(d.db.query('DROP TABLE orders'))).toBe('42501');
    expect(await codeOf(d.db.query('TRUNCATE audit_log'))).toBe('42501');
  });

  it('the application cannot rewrite what is its own record', async () => {
    for (const [table, { archived }] of Object.entries(APPEND_ONLY_TABLES)) {
      expect(await codeOf(d.db.query(`UPDATE ${table} SET id = id`)), table).toBe('42501');
      const deleted = await codeOf(d.db.query(`DELETE FROM ${table} WHERE false`));
      expect(deleted, table).toBe(archived ? undefined : '42501');
    }
    expect(await codeOf(d.db.query(`DELETE FROM migrations`))).toBe('42501');
    expect(await codeOf(d.db.query(`INSERT INTO audit_seals DEFAULT VALUES`))).toBe('42501');
  });

  it('partitions are no back door to what their parent forbids', async () => {
    const partitions = await d.owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r'`,
    );
    expect(partitions.rows.length).toBeGreaterThan(5);
    for (const { name } of partitions.rows) {
      expect(await codeOf(d.db.query(`UPDATE ${name} SET id = id`)), name).toBe('42501');
      expect(await codeOf(d.db.query(`DELETE FROM ${name}`)), name).toBe('42501');
    }
    await d.owner.query(`SELECT ensure_partition('audit_log', 'month', now() + interval '1 year')`);
    const made = await d.owner.query<{ name: string }>(
      `SELECT max(relname) AS name FROM pg_class WHERE relname LIKE 'audit_log_p%' AND relkind = 'r'`,
    );
    const name = made.rows[0]?.name ?? '';
    expect(await codeOf(d.db.query(`DELETE FROM ${name}`))).toBe('42501');
  });

  it('the application works on every other table', async () => {
    for (const table of ['orders', 'order_items', 'payments', 'users', 'outbox_events']) {
      expect(await codeOf(d.db.query(`SELECT 1 FROM ${table} LIMIT 1`))).toBeUndefined();
      expect(await codeOf(d.db.query(`UPDATE ${table} SET id = id WHERE false`))).toBeUndefined();
      expect(await codeOf(d.db.query(`DELETE FROM ${table} WHERE false`))).toBeUndefined();
    }
  });

  it('the reader reads and never writes, whatever it sets', async () => {
    expect(await codeOf(reader.query('SELECT 1 FROM orders LIMIT 1'))).toBeUndefined();
    expect(await codeOf(reader.query('DELETE FROM orders'))).toBe('25006');
    const insist = (text: string): Promise<unknown> => reader.query(`BEGIN READ WRITE; ${text}`);
    expect(await codeOf(insist('DELETE FROM orders'))).toBe('42501');
    expect(await codeOf(insist('INSERT INTO user_roles DEFAULT VALUES'))).toBe('42501');
  });

  it('takes rights back that somebody gave', async () => {
    await d.owner.query(
      'GRANT ALL ON audit_log TO eshop_app; GRANT DELETE ON orders TO eshop_reader',
    );
    await applyGrants(d.ownerUrl);
    expect(await codeOf(d.db.query('DELETE FROM audit_log'))).toBe('42501');
    const insisting = reader.query('BEGIN READ WRITE; DELETE FROM orders');
    expect(await codeOf(insisting)).toBe('42501');
  });

  it('only the application and the reader are safe for a process', async () => {
    const refusal = async (url: string): Promise<unknown> => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return assertSafeRole(client)
        .then(
          () => null,
          (error: unknown) => error,
        )
        .finally(() => client.end());
    };
    expect(await refusal(d.url)).toBeNull();
    expect(await refusal(d.readerUrl)).toBeNull();
    for (const url of [d.ownerUrl, d.adminUrl]) {
      const error = await refusal(url);
      expect(error).toBeInstanceOf(UnsafeRole);
      expect(String(error)).not.toContain(new URL(url).password || 'no-password');
    }
  });
});

describe('Migrations', () => {
  const d = useDatabase({ empty: true });

  it('go up, down and up again, two at once taking turns', async () => {
    const steps: string[] = [];
    const both = await Promise.all([
      runMigrations(d.ownerUrl, { onProgress: (step) => steps.push(step) }),
      runMigrations(d.ownerUrl, { onProgress: (step) => steps.push(step) }),
    ]);
    const ran = both.flat();
    expect(ran.length).toBeGreaterThan(5);
    expect(both.map((list) => list.length).sort((a, b) => a - b)).toEqual([0, ran.length]);
    expect(steps).toHaveLength(ran.length);
    await revertMigrations(d.ownerUrl);
    const left = await d.owner.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    expect(left.rows).toEqual([{ tablename: 'migrations' }]);
    expect(await runMigrations(d.ownerUrl)).toHaveLength(ran.length);
  });
});
