import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

// SKIP LOCKED: a cleaner never waits for a login, and two cleaners share the work.
const DELETE_SESSIONS = {
  name: 'cleanup-delete-sessions',
  text: `DELETE FROM user_sessions WHERE id IN (
           SELECT id FROM user_sessions WHERE expired_at < now() - interval '7 days'
            ORDER BY expired_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id`,
};

const DELETE_CODES = {
  name: 'cleanup-delete-codes',
  text: `DELETE FROM email_verifications WHERE id IN (
           SELECT id FROM email_verifications WHERE expired_at < now()
            ORDER BY expired_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id`,
};

const RECORD = {
  name: 'cleanup-record',
  text: `INSERT INTO job_runs (name, result) VALUES ($1, $2::jsonb)
         ON CONFLICT (name) DO UPDATE SET result = excluded.result`,
};

/** Deletes what nobody needs any more, in batches. */
@Injectable()
export class CleanupRepository {
  constructor(private readonly db: Db) {}

  /** Sessions whose family ended more than seven days ago. @returns how many went. */
  async deleteSessions(tx: Tx, limit: number): Promise<number> {
    return (await namedQuery(tx, DELETE_SESSIONS, [limit])).length;
  }

  /** Codes that have run out. @returns how many went. */
  async deleteCodes(tx: Tx, limit: number): Promise<number> {
    return (await namedQuery(tx, DELETE_CODES, [limit])).length;
  }

  /** Leaves the figures of a run in `job_runs`. */
  async record(name: string, result: Readonly<Record<string, number>>): Promise<void> {
    await this.db.query(RECORD, [name, JSON.stringify(result)]);
  }
}
