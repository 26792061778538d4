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

/** What runs late is measured by this; a schedule that the program no longer has is not late. */
const SCHEDULED = {
  name: 'job-runs-scheduled',
  text: `WITH wanted AS (SELECT * FROM unnest($2::text[], $3::int[]) AS w(name, seconds)),
         gone AS (
           UPDATE job_runs SET interval_seconds = NULL
            WHERE starts_with(name, $1 || '.') AND name <> ALL ($2::text[]) AND interval_seconds IS NOT NULL)
         INSERT INTO job_runs (name, interval_seconds) SELECT name, seconds FROM wanted
         ON CONFLICT (name) DO UPDATE SET interval_seconds = excluded.interval_seconds
          WHERE job_runs.interval_seconds IS DISTINCT FROM excluded.interval_seconds`,
};

/** A schedule of a queue and how often it is due. */
export interface DueSchedule {
  readonly name: string;
  readonly intervalSeconds: number;
}

/** Books of the repeating jobs, in PostgreSQL, so that a stopped schedule can be noticed. */
@Injectable()
export class JobRuns {
  constructor(private readonly db: Db) {}

  /** Notes what a queue's schedules are and how often they are due. */
  async scheduled(queue: string, list: readonly DueSchedule[]): Promise<void> {
    const names = list.map(({ name }) => `${queue}.${name}`);
    const seconds = list.map(({ intervalSeconds }) => intervalSeconds);
    await this.db.query(SCHEDULED, [queue, names, seconds]);
  }

  /** @param name `<queue>.<schedule>` */
  async succeeded(name: string, startedAt: Date): Promise<void> {
    await this.db.query(SUCCEEDED, [name, startedAt]);
  }

  /** Notes a failed try; the job itself is tried again as its definition says. */
  async failed(name: string, reason: string): Promise<void> {
    await this.db.query(FAILED, [name, reason.slice(0, 2000)]);
  }
}
