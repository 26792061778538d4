import type pg from 'pg';

/** Rows and a checksum of each table by its name. */
export type TableChecksums = ReadonlyMap<string, string>;

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'bullmq') AND c.relkind = 'r' ORDER BY 1`;

/**
 * A sum over the digests of all rows, whatever their order: adding numbers of 64 bit, so that two rows that changed
 * places do not differ and one that changed does.
 *
 * @param client one moment for all tables: a REPEATABLE READ transaction, or a server that nobody writes to
 */
export async function tableChecksums(
  client: pg.Client,
  onProgress: (table: string) => void = () => undefined,
): Promise<TableChecksums> {
  await client.query(`SET extra_float_digits = 1; SET datestyle = 'ISO'; SET timezone = 'UTC'`);
  const { rows: tables } = await client.query<{ name: string }>(TABLES);
  const sums = new Map<string, string>();
  for (const { name } of tables) {
    onProgress(name);
    const { rows } = await client.query<{ sum: string }>(
      `SELECT count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS sum FROM ${name} t`,
    );
    sums.set(name, rows[0]?.sum ?? '');
  }
  return sums;
}

/** Names of the tables that are not equal. */
export function differingTables(one: TableChecksums, other: TableChecksums): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => one.get(name) !== other.get(name)).sort();
}
