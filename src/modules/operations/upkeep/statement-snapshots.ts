import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { Db } from '../../../database/db.js';
import type { SlowStatement } from './slow-statement.types.js';

/** The most expensive ones are kept of each snapshot. */
const KEPT_STATEMENTS = 300;

// The application's own account sees the texts of its own statements and of nobody else's. Constants were replaced by
// $1, $2 … by the server; where it had no room left to do so a quoted text could remain, and is masked here.
const TAKE = {
  name: 'statements-take',
  text: `
  WITH snapshot AS (
    INSERT INTO statement_snapshots (stats_reset_at) SELECT stats_reset FROM pg_stat_statements_info RETURNING id),
  known AS (
    SELECT queryid, min(query) AS query, sum(calls)::bigint AS calls, sum(rows)::bigint AS rows,
      sum(total_exec_time) AS total_ms, max(max_exec_time) AS max_ms, sum(shared_blks_read)::bigint AS blocks_read,
      sum(temp_blks_written)::bigint AS temp_blocks
    FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND userid = (SELECT oid FROM pg_roles WHERE rolname = current_user)
      AND query ~* '^\\s*(/\\*.*\\*/\\s*)?(select|insert|update|delete|with|merge|values)'
      AND query NOT ILIKE '%statement_snapshots%'
    GROUP BY queryid ORDER BY sum(total_exec_time) DESC LIMIT ${KEPT_STATEMENTS})
  INSERT INTO statement_counts
    (snapshot_id, statement_id, text, calls, rows, total_ms, max_ms, blocks_read, temp_blocks)
  SELECT s.id, k.queryid, left(regexp_replace(regexp_replace(k.query, '''([^'']|'''')*''', '''?''', 'g'), '\\s+', ' ', 'g'), 4000),
    k.calls, k.rows, k.total_ms, k.max_ms, k.blocks_read, k.temp_blocks
  FROM snapshot s, known k RETURNING 1`,
};

const PRUNE = {
  name: 'statements-prune',
  text: `DELETE FROM statement_snapshots WHERE taken_at < now() - $1 * interval '1 day'`,
};

// What was done between two snapshots. Counters that were reset in between have begun at zero.
const SLOWEST = {
  name: 'statements-slowest',
  text: `
  WITH last AS (SELECT id, taken_at, stats_reset_at FROM statement_snapshots ORDER BY taken_at DESC, id DESC LIMIT 1),
  first AS (
    SELECT s.id, s.taken_at FROM statement_snapshots s, last
    WHERE s.id <> last.id AND s.stats_reset_at IS NOT DISTINCT FROM last.stats_reset_at
      AND s.taken_at <= last.taken_at - $1 * interval '1 hour'
    ORDER BY s.taken_at DESC LIMIT 1)
  SELECT l.statement_id::text AS "statementId", l.text, (l.calls - coalesce(f.calls, 0))::float8 AS calls,
    (l.rows - coalesce(f.rows, 0))::float8 AS rows, l.total_ms - coalesce(f.total_ms, 0) AS "totalMs",
    (l.total_ms - coalesce(f.total_ms, 0)) / (l.calls - coalesce(f.calls, 0)) AS "meanMs", l.max_ms AS "maxMs",
    (l.blocks_read - coalesce(f.blocks_read, 0))::float8 AS "blocksRead",
    (l.temp_blocks - coalesce(f.temp_blocks, 0))::float8 AS "tempBlocks",
    coalesce((SELECT taken_at FROM first), last.stats_reset_at) AS "from", last.taken_at AS "to"
  FROM last JOIN statement_counts l ON l.snapshot_id = last.id
  LEFT JOIN statement_counts f ON f.snapshot_id = (SELECT id FROM first) AND f.statement_id = l.statement_id
    AND f.calls <= l.calls
  WHERE l.calls > coalesce(f.calls, 0)
  ORDER BY l.total_ms - coalesce(f.total_ms, 0) DESC LIMIT $2::int`,
};

/** Not installed in this database, not loaded by the server, or not to be seen by this account. */
const NOT_THERE: readonly string[] = ['42P01', '55000', '42501'];

/** What the application's statements cost, kept from day to day. */
@Injectable()
export class StatementSnapshots {
  constructor(private readonly db: Db) {}

  /** @returns how many statements were noted; null where the server does not count them */
  async take(): Promise<number | null> {
    try {
      return (await this.db.query(TAKE)).length;
    } catch (error) {
      if (error instanceof pg.DatabaseError && NOT_THERE.includes(error.code ?? '')) return null;
      throw error;
    }
  }

  async prune(keepDays: number): Promise<void> {
    await this.db.query(PRUNE, [keepDays]);
  }

  /**
   * The statements that took the most time in all, between the newest snapshot and the one at least `hours` before it.
   */
  slowest(hours: number, limit: number): Promise<SlowStatement[]> {
    return this.db.query<SlowStatement & pg.QueryResultRow>(SLOWEST, [hours, limit]);
  }
}
