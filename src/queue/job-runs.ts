import { Injectable } from '@nestjs/common';

import { Db } from '../database/db.js';

const SUCCEEDED = {
  name: 'job-runs-succeeded',
  text: `INSERT INTO job_runs (name, last_started_at, last_success_at)
         VALUES ($1, $2, now())
         ON CONFLICT (name) DO UPDATE
            SET last_started_at = excluded.last_started_at, last_success_at = now(), last_error = NULL`,
};

const FAILED = {
  name: 'job-runs-failed',
  text: `INSERT INTO job_runs (name, last_failure_at, last_error)
         VALUES ($1, now(), $2)
         ON CONFLICT (name) DO UPDATE SET last_failure_at = now(), last_error = excluded.last_error`,
};

/** Books of the repeating jobs, in PostgreSQL, so that a stopped schedule can be noticed. */
@Injectable()
export class JobRuns {
  constructor(private readonly db: Db) {}

  /** @param name `<queue>.<schedule>` */
  async succeeded(name: string, startedAt: Date): Promise<void> {
    await this.db.query(SUCCEEDED, [name, startedAt]);
  }

  /** Notes a failed try; the job itself is tried again as its definition says. */
  async failed(name: string, reason: string): Promise<void> {
    await this.db.query(FAILED, [name, reason.slice(0, 2000)]);
  }
}
