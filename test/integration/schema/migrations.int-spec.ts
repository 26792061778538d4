import { describe, expect, it } from 'vitest';
import { revertMigrations, runMigrations } from '../../../src/database/migrate.js';
import { useDatabase } from '../../setup/test-database.js';
import { Rows } from './rows.js';

/** One line for each column, constraint, index, trigger and function of the schema. */
const FINGERPRINT = `
  SELECT c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
      || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
  UNION ALL SELECT p.proname || ' ' || md5(p.prosrc) FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
  ORDER BY line`;

describe('Migrations', () => {
  const database = useDatabase();
  const rows = new Rows(() => database.owner);
  const fingerprint = async (): Promise<string[]> =>
    (await database.owner.query<{ line: string }>(FINGERPRINT)).rows.map((row) => row.line);

  it('go up, down and up again on a filled database and end where they began', async () => {
    const before = await fingerprint();
    expect(before.length).toBeGreaterThan(500);
    const order = await rows.order({ user_id: await rows.user() });
    await rows.orderItem(order);
    await rows.payment({ order_id: order });
    await rows.discount({ code: 'FILLED' });
    await database.owner.query(`INSERT INTO outbox_events (event) VALUES ('order.placed')`);

    await revertMigrations(database.ownerUrl);
    const left = await database.owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    );
    expect(left.rows.map((row) => row.name)).toEqual(['migrations']);

    await runMigrations(database.ownerUrl);
    expect(await fingerprint()).toEqual(before);
    expect(await runMigrations(database.ownerUrl)).toEqual([]);
  });
});
