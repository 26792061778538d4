import { describe, expect, it } from 'vitest';
import {
  HARMLESS_COLUMNS,
  TABLES_OF_NOBODY,
} from '../../../src/modules/privacy/harmless-columns.js';
import { storedTables } from '../../../src/modules/privacy/personal-data.js';
import { useDatabase } from '../../setup/test-database.js';

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Types whose values say nothing about anybody: keys, amounts, flags, times, fixed lists. */
const SPEAKS_FOR_NOBODY = /^(uuid|bigint|integer|smallint|numeric|boolean|timestamp|double|enum)/;

const COLUMNS = `
  SELECT c.relname AS table, a.attname AS column,
    CASE WHEN t.typtype = 'e' THEN 'enum' ELSE format_type(a.atttypid, NULL) END AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY 1, a.attnum`;

describe('The registry of personal data', () => {
  const database = useDatabase();
  const columns = async (): Promise<ColumnRow[]> =>
    (await database.owner.query<ColumnRow>(COLUMNS)).rows;
  const stored = new Map(storedTables().map((table) => [table.name, table.rules]));
  const undecided = (rows: readonly ColumnRow[]): string[] =>
    rows
      .filter(({ table, column, type }) => {
        if (SPEAKS_FOR_NOBODY.test(type) && !type.endsWith('[]')) return false;
        if (stored.get(table)?.columns[column]) return false;
        const harmless =
          HARMLESS_COLUMNS[table] ?? HARMLESS_COLUMNS[table.replace(/_archive$/, '')];
        return !harmless?.includes(column);
      })
      .map(({ table, column, type }) => `${table}.${column} (${type})`);

  it('decides about every column that could hold something personal', async () => {
    expect(undecided(await columns())).toEqual([]);
  });

  it('fails when a table gets another text, document or address', async () => {
    await database.owner.query(
      'CREATE TABLE diaries (id uuid, secret text, pages jsonb, seen_from inet, tags text[]); ALTER TABLE users ADD COLUMN nickname varchar(20)',
    );
    expect(undecided(await columns())).toEqual([
      'diaries.secret (text)',
      'diaries.pages (jsonb)',
      'diaries.seen_from (inet)',
      'diaries.tags (text[])',
      'users.nickname (character varying)',
    ]);
    await database.owner.query('DROP TABLE diaries; ALTER TABLE users DROP COLUMN nickname');
  });

  it('names every table that belongs to a user or to an order', async () => {
    const owned = (await columns()).filter(({ column }) => /^(user_id|order_id)$/.test(column));
    const missing = owned
      .map(({ table }) => table)
      .filter((table) => !stored.has(table) && !TABLES_OF_NOBODY.includes(table))
      // Children of a registered table that have their own archive stand under that.
      .filter((table) => !stored.has(table.replace(/_archive$/, '')));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('names only what is there, and says for each column what erasing leaves', async () => {
    const known = new Set((await columns()).map(({ table, column }) => `${table}.${column}`));
    const wrong: string[] = [];
    for (const { name, rules } of storedTables()) {
      const set = Object.keys({ ...rules.columns, ...rules.alsoErased });
      wrong.push(
        ...set.filter((column) => !known.has(`${name}.${column}`)).map((c) => `${name}.${c}`),
      );
      for (const [column, { erased, kept }] of Object.entries(rules.columns)) {
        const isDecided = erased !== undefined || kept !== undefined;
        if (['overwrite', 'keep'].includes(rules.erase) && !isDecided)
          wrong.push(`${name}.${column}`);
      }
    }
    for (const [table, names] of Object.entries(HARMLESS_COLUMNS)) {
      wrong.push(
        ...names.filter((column) => !known.has(`${table}.${column}`)).map((c) => `${table}.${c}`),
      );
    }
    expect(wrong).toEqual([]);
  });
});
