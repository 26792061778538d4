// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AlarmResponse,
  AuditEntryResponse,
  MailLogResponse,
  OverviewResponse,
  QueueJobResponse,
  QueueJobsResponse,
  QueueStatesResponse,
  RetriedJobsResponse,
  SlowStatementsResponse,
  StartUpkeepRequest,
  UpkeepReportDetailResponse,
  UpkeepReportResponse,
  UpkeepStartedResponse,
} from './types.js';

/** Query of {@link Operations.listAlarms}. */
export interface ListAlarmsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /** Only those in this state */
  status?: "open" | "settled" | undefined;
  /**
   * Only of this kind
   * @pattern ^[a-z][a-z0-9-]{0,49}$
   * @example "job-overdue"
   */
  kind?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.searchAudit}. */
export interface SearchAuditQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Table of the row that was changed.
   * @maxLength 63
   * @pattern ^[a-z][a-z0-9_]*$
   * @example "users"
   */
  table?: string | undefined;
  /**
   * Id of the row that was changed; together with `table`.
   * @maxLength 100
   * @pattern ^[^\p{Cc}\p{Cs}]+$
   */
  rowId?: string | undefined;
  /**
   * Who did it.
   * @format uuid
   */
  actorId?: string | undefined;
  /**
   * The customer for whom a member of staff did it.
   * @format uuid
   */
  onBehalfOf?: string | undefined;
  /**
   * The key that a machine did it with.
   * @format uuid
   */
  apiKeyId?: string | undefined;
  /**
   * `requestId` of the request, as answers carry it in `X-Request-Id`.
   * @maxLength 100
   * @pattern ^[^\p{Cc}\p{Cs}]+$
   */
  requestId?: string | undefined;
  /** Only changes of this kind */
  action?: "insert" | "update" | "delete" | "batch" | undefined;
  /**
   * Changes from then on.
   * @format date-time
   * @example "2024-01-01T00:00:00Z"
   */
  from?: string | undefined;
  /**
   * Changes before then.
   * @format date-time
   */
  to?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.getAuditEntry}. */
export interface GetAuditEntryQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.listQueues}. */
export interface ListQueuesQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.listJobs}. */
export interface ListJobsQuery {
  /** @default "failed" */
  state?: "failed" | "waiting" | "active" | "delayed" | undefined;
  /**
   * @default 20
   * @min 1
   * @max 100
   */
  limit?: number | undefined;
  /**
   * How many of the newest are left out.
   *
   * @default 0
   * @min 0
   * @max 100000
   */
  skip?: number | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.getJob}. */
export interface GetJobQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.listMails}. */
export interface ListMailsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /** Only those in this state */
  state?: "sending" | "sent" | "failed" | undefined;
  /**
   * What they are about.
   * @pattern ^[a-z][a-z-]{0,59}$
   * @example "order-confirmation"
   */
  template?: string | undefined;
  /**
   * To whom; looked for by a keyed digest, the log holds no address.
   * @example "alice@example.com"
   */
  recipient?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.getOverview}. */
export interface GetOverviewQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.listUpkeepReports}. */
export interface ListUpkeepReportsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only of this kind
   * @pattern ^[a-z][a-z0-9-]{0,49}$
   * @example "doctor"
   */
  kind?: string | undefined;
  /** Only those that ended so */
  outcome?: "running" | "ok" | "findings" | "failed" | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.listSlowStatements}. */
export interface ListSlowStatementsQuery {
  /**
   * From the newest snapshot back to the one at least so many hours before it.
   * @min 0
   * @max 2160
   * @example 20
   */
  hours?: number | undefined;
  /**
   * How many at most
   * @min 1
   * @max 100
   */
  limit?: number | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Operations.getUpkeepReport}. */
export interface GetUpkeepReportQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Operations. */
export class Operations {
  constructor(private readonly connection: Connection) {}

  /**
   * What somebody has to look at
   *
   * Jobs that are late or were given up, differences, backups that failed. The newest first. OPERATOR_EMAILS are told of each once.
   *
   * Takes If-None-Match.
   */
  listAlarms(query?: ListAlarmsQuery, options?: CallOptions): PagedCall<{
      items: AlarmResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/alarms', query }, options);
  }

  /**
   * Say that an alarm was looked after
   *
   * What raised it raises a new one when it finds the same again.
   *
   * Takes Prefer.
   */
  settleAlarm(alarmId: string, options?: CallOptions): Call<AlarmResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/alarms/${part(alarmId)}/settle` }, options);
  }

  /**
   * Who changed what
   *
   * Newest first, all filters together. `rowId` asks for its `table` as well.
   *
   * Takes If-None-Match.
   */
  searchAudit(query?: SearchAuditQuery, options?: CallOptions): PagedCall<{
      items: AuditEntryResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/audit', query }, options);
  }

  /**
   * One change
   *
   * Who changed which row, when, in which request, and its columns before and after. Values that name people are masked.
   *
   * Takes If-None-Match.
   */
  getAuditEntry(entryId: string, query?: GetAuditEntryQuery, options?: CallOptions): Call<AuditEntryResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/audit/${part(entryId)}`, query }, options);
  }

  /**
   * Open the pages under /admin in this browser
   *
   * Puts the access token that it was called with into a cookie that no script can read and that goes to /admin alone. It is good for as long as the token is; each page asks again for the rights.
   */
  openConsole(options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/console/session' }, options);
  }

  /**
   * Take that cookie away again
   *
   * The pages at /admin ask for a login again. The session of the API stays open.
   */
  closeConsole(options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: '/api/v1/admin/console/session' }, options);
  }

  /**
   * All queues and how full they are
   *
   * Jobs by state for each queue, and whether it is paused.
   *
   * Takes If-None-Match.
   */
  listQueues(query?: ListQueuesQuery, options?: CallOptions): Call<QueueStatesResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/jobs', query }, options);
  }

  /**
   * Jobs of a queue in one state, the newest first
   *
   * Those that were given up when nothing else is asked for.
   *
   * Takes If-None-Match.
   */
  listJobs(queue: string, query?: ListJobsQuery, options?: CallOptions): Call<QueueJobsResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/jobs/${part(queue)}`, query }, options);
  }

  /**
   * Send again whatever of a queue was given up
   *
   * At most a thousand at a time. What was done already is not done a second time.
   */
  retryJobs(queue: string, options?: CallOptions): Call<RetriedJobsResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/jobs/${part(queue)}/retry` }, options);
  }

  /**
   * One job and what went wrong with it
   *
   * Its data (ids only), its tries and the error of the last one.
   *
   * Takes If-None-Match.
   */
  getJob(queue: string, jobId: string, query?: GetJobQuery, options?: CallOptions): Call<QueueJobResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/jobs/${part(queue)}/${part(jobId)}`, query }, options);
  }

  /**
   * Take away a job that was given up
   *
   * It will not be done; its row of the outbox is settled and keeps the error.
   */
  discardJob(queue: string, jobId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/jobs/${part(queue)}/${part(jobId)}` }, options);
  }

  /**
   * Send a job again that was given up
   *
   * With all its tries. What was done already is not done a second time.
   *
   * Takes Prefer.
   */
  retryJob(queue: string, jobId: string, options?: CallOptions): Call<QueueJobResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/jobs/${part(queue)}/${part(jobId)}/retry` }, options);
  }

  /**
   * The log of mails
   *
   * The newest first, of the last ninety days. It does not say to whom; `recipient` finds the mails of an address.
   *
   * Takes If-None-Match.
   */
  listMails(query?: ListMailsQuery, options?: CallOptions): PagedCall<{
      items: MailLogResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/mails', query }, options);
  }

  /**
   * Queues, outbox, jobs, alarms, sales of the day and stock at a glance
   *
   * At most two seconds old; sales ten, stock sixty. /admin shows it in pictures.
   *
   * Takes If-None-Match.
   */
  getOverview(query?: GetOverviewQuery, options?: CallOptions): Call<OverviewResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/operations/overview', query }, options);
  }

  /**
   * What upkeep has done and found
   *
   * Doctor, vacuum, rebuilt indexes, counted statements. The newest first; kept for 400 days.
   *
   * Takes If-None-Match.
   */
  listUpkeepReports(query?: ListUpkeepReportsQuery, options?: CallOptions): PagedCall<{
      items: UpkeepReportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/upkeep', query }, options);
  }

  /**
   * Have upkeep done now
   *
   * By a worker of the queue maintenance, beside its schedule. Asking twice does it twice, one after the other. The list shows its report.
   */
  startUpkeep(body: StartUpkeepRequest, options?: CallOptions): Call<UpkeepStartedResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/upkeep', body }, options);
  }

  /**
   * Which statements took the most time
   *
   * The difference of two daily snapshots of pg_stat_statements: what the application itself has run, without values. By time in all.
   *
   * Takes If-None-Match.
   */
  listSlowStatements(query?: ListSlowStatementsQuery, options?: CallOptions): Call<SlowStatementsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/upkeep/statements', query }, options);
  }

  /**
   * A whole report of upkeep
   *
   * What one run looked at, what it found and what it did about it.
   *
   * Takes If-None-Match.
   */
  getUpkeepReport(reportId: string, query?: GetUpkeepReportQuery, options?: CallOptions): Call<UpkeepReportDetailResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/upkeep/${part(reportId)}`, query }, options);
  }

  /**
   * Metrics of this process for Prometheus
   *
   * Text format of Prometheus. An API key with the scope operations:r may read it; METRICS_PORT serves the same without a login.
   */
  getMetrics(options?: CallOptions): Call<string> {
    return this.connection.call({ method: 'GET', path: '/metrics' }, options);
  }
}
