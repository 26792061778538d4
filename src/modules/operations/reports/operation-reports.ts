import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';

const BEGIN = {
  name: 'operation-reports-begin',
  text: 'INSERT INTO operation_reports (kind, requested_by) VALUES ($1, $2::uuid) RETURNING id',
};
const END = {
  name: 'operation-reports-end',
  text: `UPDATE operation_reports SET outcome = $2, summary = left($3, 500), report = $4::jsonb, finished_at = now()
    WHERE id = $1::uuid`,
};
const PRUNE = {
  name: 'operation-reports-prune',
  text: `WITH gone AS (DELETE FROM operation_reports WHERE created_at < now() - $1 * interval '1 day' RETURNING 1)
    SELECT count(*)::int AS gone FROM gone`,
};
/** What a process that was killed has left; nothing of ours runs for a day. */
const GIVE_UP = {
  name: 'operation-reports-give-up',
  text: `UPDATE operation_reports SET outcome = 'failed', finished_at = now(), summary = 'was cut off'
    WHERE outcome = 'running' AND started_at < now() - interval '1 day'`,
};

/** What a job says when it is done. */
export interface WrittenReport<Report> {
  readonly outcome: 'ok' | 'findings' | 'failed';
  readonly summary: string;
  readonly report: Report;
}

/** The books of what looks after the shop. */
@Injectable()
export class OperationReports {
  constructor(private readonly db: Db) {}

  /**
   * Does the work between two rows: that it began, and how it ended.
   *
   * @returns what the work reports
   * @throws what the work throws; the report says so first
   */
  async write<Report>(
    ctx: RequestContext,
    kind: string,
    work: () => Promise<WrittenReport<Report>>,
  ): Promise<Report> {
    const [row] = await this.db.query<{ id: string }>(BEGIN, [kind, ctx.actorId]);
    try {
      const { outcome, summary, report } = await work();
      await this.db.query(END, [row?.id, outcome, summary, JSON.stringify(report)]);
      return report;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.db.query(END, [row?.id, 'failed', reason, '{}']);
      throw error;
    }
  }

  /** @returns how many reports older than `keepDays` were deleted */
  async prune(keepDays: number): Promise<number> {
    await this.db.query(GIVE_UP);
    const [row] = await this.db.query<{ gone: number }>(PRUNE, [keepDays]);
    return row?.gone ?? 0;
  }
}
