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
  SELECT c.oid::int, n.nspname || '.' || c.relname AS name, c.relkind = 'p' AS "isPartitioned"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'bullmq') AND c.relkind IN ('r', 'p') AND pg_has_role(c.relowner, 'USAGE')
  ORDER BY c.relkind = 'p', c.relpages, 2`;

const ACTIONS = {
  vacuum: 'VACUUM (ANALYZE, SKIP_LOCKED)',
  reindex: 'REINDEX TABLE CONCURRENTLY',
  analyze: 'ANALYZE (SKIP_LOCKED)',
} as const;

/** Asking for a size takes a lock, so it has to wait as everybody does. */
const STATE = `
  SELECT pg_total_relation_size($1::oid)::float8 AS bytes, coalesce(
    (SELECT n_dead_tup FROM pg_stat_all_tables WHERE relid = $1::oid), 0)::float8 AS dead
  FROM pg_class WHERE oid = $1::oid`;

// A rebuild that was cut off leaves its half beside the whole one; nobody else builds while this session has its lock,
// but a person might: what is being built now has a row in the progress view.
const HALVES = `
  SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS quoted
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND n.nspname IN ('public', 'bullmq', 'pg_toast')
    AND pg_has_role(c.relowner, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.relid = i.indrelid)`;

interface KnownTable {
  readonly oid: number;
  readonly name: string;
  readonly isPartitioned: boolean;
}

interface TableState {
  readonly bytes: number;
  readonly dead: number;
}

/**
 * VACUUM (ANALYZE) or REINDEX CONCURRENTLY, table by table, the small ones first. A table whose lock cannot be had, or
 * that is gone meanwhile, is left alone and named. Readers and writers go on in either case. What is known of partitions
 * says nothing of the table they are parts of, and autovacuum never looks at that (PostgreSQL, "Routine Vacuuming"):
 * joins with the archive were planned for five thousand times its rows. So the whole is analysed after its parts.
 */
export async function tendTables(session: OwnerSession, tending: Tending): Promise<TendingReport> {
  const { client } = session;
  const { what, minBytes = 0, onProgress } = tending;
  const indexesCleaned = await cleanHalves(client);
  const tables: TendedTable[] = [];
  const { rows } = await client.query<KnownTable>(TABLES);
  for (const table of rows) {
    if (table.isPartitioned && what === 'reindex') continue;
    onProgress?.(table.name);
    const tended = await tend(client, table.isPartitioned ? 'analyze' : what, table, minBytes);
    if (tended !== null) tables.push(tended);
  }
  indexesCleaned.push(...(await cleanHalves(client)));
  return { tables, indexesCleaned };
}

async function tend(
  client: pg.Client,
  action: keyof typeof ACTIONS,
  { oid, name }: KnownTable,
  minBytes: number,
): Promise<TendedTable | null> {
  const began = Date.now();
  const quoted = name
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
  let before: TableState = { bytes: 0, dead: 0 };
  let after = before;
  let skipped: string | undefined;
  try {
    before = await stateOf(client, oid);
    if (before.bytes < minBytes) return null;
    after = before;
    await client.query(`${ACTIONS[action]} ${quoted}`);
    after = await stateOf(client, oid);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    skipped = error.message;
  }
  return {
    table: name,
    bytesBefore: before.bytes,
    bytesAfter: after.bytes,
    deadRowsBefore: before.dead,
    deadRowsAfter: after.dead,
    milliseconds: Date.now() - began,
    ...(skipped === undefined ? {} : { skipped }),
  };
}

/** Zeros for a table that is gone meanwhile. */
async function stateOf(client: pg.Client, oid: number): Promise<TableState> {
  const { rows } = await client.query<TableState>(STATE, [oid]);
  return rows[0] ?? { bytes: 0, dead: 0 };
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
