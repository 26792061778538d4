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

// A day longer than they work, because they are also what the hourly limit is counted by.
const DELETE_PHONE_CODES = {
  name: 'cleanup-delete-phone-codes',
  text: `DELETE FROM phone_verifications WHERE id IN (
           SELECT id FROM phone_verifications WHERE expired_at < now() - interval '1 day'
            ORDER BY expired_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id`,
};

// Sent ones are gone already: these are mails that no server took.
const DELETE_NOTICES = {
  name: 'cleanup-delete-notices',
  text: `DELETE FROM account_notices WHERE id IN (
           SELECT id FROM account_notices WHERE created_at < now() - interval '7 days'
            ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id`,
};

const DELETE_PROVIDER_LOGINS = {
  name: 'cleanup-delete-provider-logins',
  text: `DELETE FROM oidc_logins WHERE id IN (
           SELECT id FROM oidc_logins WHERE expired_at < now() - interval '1 hour'
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

  /** Phone codes that ran out more than a day ago. @returns how many went. */
  async deletePhoneCodes(tx: Tx, limit: number): Promise<number> {
    return (await namedQuery(tx, DELETE_PHONE_CODES, [limit])).length;
  }

  /** Notices that could not be mailed for seven days. @returns how many went. */
  async deleteNotices(tx: Tx, limit: number): Promise<number> {
    return (await namedQuery(tx, DELETE_NOTICES, [limit])).length;
  }

  /** Logins at a provider that ran out more than an hour ago. @returns how many went. */
  async deleteProviderLogins(tx: Tx, limit: number): Promise<number> {
    return (await namedQuery(tx, DELETE_PROVIDER_LOGINS, [limit])).length;
  }

  /** Leaves the figures of a run in `job_runs`. */
  async record(name: string, result: Readonly<Record<string, number>>): Promise<void> {
    await this.db.query(RECORD, [name, JSON.stringify(result)]);
  }
}
