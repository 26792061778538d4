import pg from 'pg';
import type { OwnerSession } from './as-owner.js';

/** What was done to a table. */
export interface TendedTable {
  readonly table: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly deadRowsBefore: number;
  readonly deadRowsAfter: number;
  readonly milliseconds: number;
  /** Why it was left alone. */
  readonly skipped?: string;
}

/** What a run has done, for its report. */
export interface TendingReport {
  readonly tables: readonly TendedTable[];
  /** Halves of indexes that a run before had left, and that are gone now. */
  readonly indexesCleaned: readonly string[];
}

/** What to do, and with which tables. */
export interface Tending {
  readonly what: 'vacuum' | 'reindex';
  /** Smaller tables are left alone; bytes, indexes included. */
  readonly minBytes?: number;
  readonly onProgress?: (table: string) => void;
}

const TABLES = `
  SELECT c.oid::int, n.nspname || '.' || c.relname AS name, pg_total_relation_size(c.oid)::float8 AS bytes,
    coalesce(s.n_dead_tup, 0)::float8 AS dead
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
  WHERE n.nspname IN ('public', 'bullmq') AND c.relkind = 'r' AND pg_has_role(c.relowner, 'USAGE')
    AND ($1::int IS NULL OR c.oid = $1::int)
  ORDER BY pg_total_relation_size(c.oid), 2`;

// A rebuild that was cut off leaves its half beside the whole one; nobody else builds while this session has its lock,
// but a person might: what is being built now has a row in the progress view.
const HALVES = `
  SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS quoted
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND n.nspname IN ('public', 'bullmq')
    AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.relid = i.indrelid)`;

interface TableState {
  readonly oid: number;
  readonly name: string;
  readonly bytes: number;
  readonly dead: number;
}

/**
 * VACUUM (ANALYZE) or REINDEX CONCURRENTLY, table by table, the small ones first. A table whose lock cannot be had, or
 * that is gone meanwhile, is left alone and named. Readers and writers go on in either case.
 */
export async function tendTables(session: OwnerSession, tending: Tending): Promise<TendingReport> {
  const { client } = session;
  const { what, minBytes = 0, onProgress } = tending;
  const indexesCleaned = await cleanHalves(client);
  const tables: TendedTable[] = [];
  const { rows } = await client.query<TableState>(TABLES, [null]);
  for (const before of rows.filter(({ bytes }) => bytes >= minBytes)) {
    onProgress?.(before.name);
    tables.push(await tend(client, what, before));
  }
  indexesCleaned.push(...(await cleanHalves(client)));
  return { tables, indexesCleaned };
}

async function tend(
  client: pg.Client,
  what: Tending['what'],
  before: TableState,
): Promise<TendedTable> {
  const began = Date.now();
  const name = before.name
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
  let skipped: string | undefined;
  try {
    await client.query(
      what === 'vacuum'
        ? `VACUUM (ANALYZE, SKIP_LOCKED) ${name}`
        : `REINDEX TABLE CONCURRENTLY ${name}`,
    );
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    skipped = error.message;
  }
  // The counters of dead rows are told to the collector and read back a moment later.
  await client.query('SELECT pg_stat_clear_snapshot()');
  const after = (await client.query<TableState>(TABLES, [before.oid])).rows[0] ?? before;
  return {
    table: before.name,
    bytesBefore: before.bytes,
    bytesAfter: after.bytes,
    deadRowsBefore: before.dead,
    deadRowsAfter: after.dead,
    milliseconds: Date.now() - began,
    ...(skipped === undefined ? {} : { skipped }),
  };
}

async function cleanHalves(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; quoted: string }>(HALVES);
  const cleaned: string[] = [];
  for (const { name, quoted } of rows) {
    try {
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${quoted}`);
      cleaned.push(name);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
    }
  }
  return cleaned;
}
