import { Injectable } from '@nestjs/common';
import { systemContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { kept } from '../../../metrics/metrics.js';
import { LAST_BACKUPS, type OverdueBackup } from '../backup/overdue.js';

/** What is on its way out of the database, of one queue. */
export interface OutboxState {
  readonly queue: string;
  /** Due, and not in the queue yet. */
  readonly waiting: number;
  /** Age of the oldest of those, in seconds. */
  readonly lagSeconds: number;
  /** In the queue, and not answered yet. */
  readonly unanswered: number;
  /** Given up; they wait for somebody to replay them. */
  readonly failed: number;
}

/** A repeated job. */
export interface JobState {
  /** `<queue>.<schedule>`. */
  readonly name: string;
  readonly intervalSeconds: number;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastError: string | null;
  /** Since the last success, or since it was scheduled for the first time. */
  readonly ageSeconds: number;
  /** No success within twice its interval and five minutes. */
  readonly isOverdue: boolean;
}

/** Where the shop and a gateway, or an order and its money, do not agree, and nobody has settled it yet. */
export interface IssueCount {
  readonly kind: string;
  readonly open: number;
}

/** The server could not hand over its write-ahead log, and has not since. */
export interface ArchivingFault {
  readonly file: string;
  readonly since: Date;
}

/** Open alarms of a kind. */
export interface AlarmCount {
  readonly kind: string;
  readonly open: number;
}

// Each branch reads a partial index that holds nothing but its rows. Counts end at 10,000: what matters then is
// that there are many. Rows that wait for a later time are none of them.
const OUTBOX = {
  name: 'operations-outbox',
  text: `
    WITH waiting AS (
      SELECT queue, available_at FROM outbox_events
       WHERE relayed_at IS NULL AND done_at IS NULL AND failed_at IS NULL
         AND queue IS NOT NULL AND available_at <= now()
       ORDER BY available_at LIMIT 10000
    ), unanswered AS (
      SELECT queue FROM outbox_events
       WHERE relayed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NULL LIMIT 10000
    ), failed AS (
      SELECT queue FROM outbox_events
       WHERE failed_at IS NOT NULL AND done_at IS NULL AND queue IS NOT NULL LIMIT 10000
    )
    SELECT queue, sum(waiting)::int AS waiting, sum(unanswered)::int AS unanswered, sum(failed)::int AS failed,
           max(lag)::float8 AS "lagSeconds"
      FROM (SELECT queue, count(*) AS waiting, 0 AS unanswered, 0 AS failed,
                   greatest(extract(epoch FROM now() - min(available_at)), 0) AS lag
              FROM waiting GROUP BY queue
            UNION ALL SELECT queue, 0, count(*), 0, 0 FROM unanswered GROUP BY queue
            UNION ALL SELECT queue, 0, 0, count(*), 0 FROM failed GROUP BY queue) AS parts
     GROUP BY queue ORDER BY queue`,
};

const JOBS = {
  name: 'operations-jobs',
  text: `
    SELECT name, interval_seconds AS "intervalSeconds", last_success_at AS "lastSuccessAt",
           last_failure_at AS "lastFailureAt", last_error AS "lastError", age::float8 AS "ageSeconds",
           age > 2 * interval_seconds + 300 AS "isOverdue"
      FROM (SELECT *, greatest(extract(epoch FROM now() - coalesce(last_success_at, created_at)), 0) AS age
              FROM job_runs WHERE interval_seconds IS NOT NULL) AS runs
     ORDER BY name`,
};

const ISSUES = {
  name: 'operations-open-issues',
  text: `SELECT kind, count(*)::int AS open FROM reconciliation_issues WHERE status = 'open' GROUP BY kind ORDER BY kind`,
};

/** One failure is tried again by the server at once, and is no news by itself. */
const STUCK_SECONDS = 300;
const ARCHIVING = {
  name: 'operations-wal-archiving',
  text: `SELECT last_failed_wal AS file, coalesce(last_archived_time, stats_reset) AS since FROM pg_stat_archiver
    WHERE last_failed_time > coalesce(last_archived_time, '-infinity')
      AND coalesce(last_archived_time, stats_reset, '-infinity') < now() - $1 * interval '1 second'`,
};

const ALARMS = {
  name: 'operations-alarms-by-kind',
  text: `SELECT kind, count(*)::int AS open FROM alarms WHERE settled_at IS NULL GROUP BY kind ORDER BY kind`,
};

const FRESH_MS = 2_000;

/** How the machinery is: what goes out, what repeats, what is wrong. Each is read at most twice in four seconds. */
@Injectable()
export class UpkeepReads {
  /** Queues with nothing on its way are left out. */
  readonly outbox = kept(FRESH_MS, () => this.db.query<OutboxState>(OUTBOX));
  readonly jobs = kept(FRESH_MS, () => this.db.query<JobState>(JOBS));
  readonly issues = kept(FRESH_MS, () =>
    this.db.queryAs<IssueCount>(systemContext('upkeep'), ISSUES),
  );
  readonly alarms = kept(FRESH_MS, () => this.db.query<AlarmCount>(ALARMS));
  readonly overdueBackups = kept(FRESH_MS, () => this.db.query<OverdueBackup>(LAST_BACKUPS, [[]]));
  readonly archiving = kept(FRESH_MS, () => this.stuckArchiving(STUCK_SECONDS));

  constructor(private readonly db: Db) {}

  /** @param seconds in which the server, whose last try has failed, has archived nothing */
  stuckArchiving(seconds: number): Promise<ArchivingFault[]> {
    return this.db.query<ArchivingFault & Record<string, unknown>>(ARCHIVING, [seconds]);
  }
}
