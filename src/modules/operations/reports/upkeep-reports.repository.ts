import { Injectable } from '@nestjs/common';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { Db } from '../../../database/db.js';
import { UpkeepReportNotFound } from '../operations.errors.js';

/** A report without what stands in it. */
export interface UpkeepReportView {
  readonly id: string;
  readonly kind: string;
  readonly outcome: string;
  readonly summary: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly requestedBy: string | null;
}

interface ReportRow extends UpkeepReportView {
  readonly at: string;
  readonly [column: string]: unknown;
}

const COLUMNS = `id, kind, outcome, summary, started_at AS "startedAt", finished_at AS "finishedAt",
  requested_by AS "requestedBy", created_at::text AS at`;

const LIST = {
  name: 'operation-reports-list',
  text: `SELECT ${COLUMNS} FROM operation_reports
    WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR outcome = $2)
      AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
    ORDER BY created_at DESC, id DESC LIMIT $5`,
};

const FIND = {
  name: 'operation-reports-find',
  text: `SELECT ${COLUMNS}, report FROM operation_reports WHERE id = $1`,
};

/** Reports of upkeep for staff. */
@Injectable()
export class UpkeepReportsRepository {
  constructor(private readonly db: Db) {}

  /**
   * The newest first.
   *
   * @throws InvalidCursor
   */
  async list(
    filter: { readonly kind: string | null; readonly outcome: string | null },
    limit: number,
    cursor: string | null,
  ): Promise<Page<UpkeepReportView>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const values = [filter.kind, filter.outcome, after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await this.db.query<ReportRow>(LIST, values);
    return toPage(rows, limit, (row): UpkeepReportView => row, encodeTimeCursor);
  }

  /** @throws UpkeepReportNotFound */
  async get(id: string): Promise<UpkeepReportView & { readonly report: unknown }> {
    const [row] = await this.db.query<ReportRow & { report: unknown }>(FIND, [id]);
    if (row === undefined) throw new UpkeepReportNotFound();
    return row;
  }
}
