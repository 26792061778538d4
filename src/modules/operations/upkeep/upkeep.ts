import { Inject, Injectable } from '@nestjs/common';
import { type RequestContext, systemContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { RunDoctor } from '../doctor/run-doctor.js';
import type { UpkeepKind } from '../operations.jobs.js';
import { OperationReports, type WrittenReport } from '../reports/operation-reports.js';
import { asOwner, NoOwnerAccount } from './as-owner.js';
import { StatementSnapshots } from './statement-snapshots.js';
import { type TendingReport, tendTables } from './tend-tables.js';

/** Done outbox rows are kept this long, as a record of what happened. */
const KEEP_OUTBOX_DAYS = 14;
const KEEP_REPORTS_DAYS = 400;
const KEEP_SNAPSHOTS_DAYS = 90;
/** Rebuilding the indexes of smaller tables wins nothing; bytes. */
const MIN_REINDEX_BYTES = 1_048_576;

const ENSURE = {
  name: 'maintenance-ensure-partitions',
  text: 'SELECT ensure_partitions() AS made',
};
// Months of orders that come of age within five weeks, whose places in the archive are not there yet.
const COMING_MONTHS = {
  name: 'maintenance-archive-months',
  text: `
    SELECT to_char(m.month, 'YYYY-MM-DD"T00:00:00Z"') AS month, left(a.name, -8) AS table
      FROM (SELECT date_trunc('month', min(created_at) AT TIME ZONE 'UTC') AS first FROM orders) o,
        generate_series(o.first, (now() AT TIME ZONE 'UTC') - make_interval(months => $1) + interval '35 days',
          interval '1 month') AS m (month),
        (SELECT c.relname AS name FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
          WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE '%\\_archive') a
     WHERE to_regclass('public.' || quote_ident(a.name || '_p' || to_char(m.month, 'YYYYMM'))) IS NULL
       AND EXISTS (SELECT FROM orders w WHERE w.created_at >= m.month AT TIME ZONE 'UTC'
         AND w.created_at < (m.month + interval '1 month') AT TIME ZONE 'UTC')
     ORDER BY m.month, a.name`,
};
const ENSURE_ARCHIVE = {
  name: 'maintenance-ensure-archive',
  text: 'SELECT ensure_archive_partitions($1::timestamptz, $2::text) AS made',
};
const DROP = {
  name: 'maintenance-drop-outbox-partitions',
  text: "SELECT drop_done_outbox_partitions($1 * interval '1 day') AS dropped",
};

/** What is done to the database by itself or when staff ask for it; each time with a report. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly db: Db,
    private readonly doctor: RunDoctor,
    private readonly reports: OperationReports,
    private readonly statements: StatementSnapshots,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @param requestedBy who asked for it; null for the schedule */
  async run(ctx: RequestContext, kind: UpkeepKind, requestedBy: string | null): Promise<void> {
    const asked = { ...ctx, actorId: requestedBy };
    if (kind === 'doctor') await this.doctor.execute(asked);
    if (kind === 'vacuum') await this.tend(asked, 'vacuum', 0);
    if (kind === 'reindex') await this.tend(asked, 'reindex', MIN_REINDEX_BYTES);
    if (kind === 'statements') await this.countStatements(asked);
  }

  /**
   * Partitions of the coming days are made, and those of the archive for orders that will soon be old enough; done ones
   * of the outbox are dropped. The functions belong to the owner of the tables and run with its rights.
   *
   * @returns what was done, for the log; null when there was nothing to do
   */
  async keepPartitions(): Promise<string | null> {
    const [ensured] = await this.db.query<{ made: number }>(ENSURE);
    const [done] = await this.db.query<{ dropped: number }>(DROP, [KEEP_OUTBOX_DAYS]);
    const made = (ensured?.made ?? 0) + (await this.prepareArchive());
    const dropped = done?.dropped ?? 0;
    return made + dropped > 0 ? `partitions: ${made} made, ${dropped} dropped` : null;
  }

  /** One table at a time: several of their heavy locks together could deadlock with somebody who reads the archive. */
  private async prepareArchive(): Promise<number> {
    const months = this.env.ORDER_ARCHIVE_MONTHS;
    const wanted = await this.db.queryAs<{ month: string; table: string }>(
      systemContext('upkeep'),
      COMING_MONTHS,
      [months],
    );
    let made = 0;
    for (const { month, table } of wanted) {
      const [row] = await this.db.query<{ made: number }>(ENSURE_ARCHIVE, [month, table]);
      made += row?.made ?? 0;
    }
    return made;
  }

  private async tend(
    ctx: RequestContext,
    what: 'vacuum' | 'reindex',
    minBytes: number,
  ): Promise<void> {
    await this.reports.write<unknown>(ctx, what, async () => {
      try {
        const url = this.env.DATABASE_OWNER_URL;
        const report = await asOwner(url, (session) => tendTables(session, { what, minBytes }));
        return report === null ? busy() : tended(report);
      } catch (error) {
        if (!(error instanceof NoOwnerAccount)) throw error;
        return { outcome: 'findings', summary: error.message, report: {} };
      }
    });
  }

  private async countStatements(ctx: RequestContext): Promise<void> {
    await this.reports.prune(KEEP_REPORTS_DAYS);
    await this.statements.prune(KEEP_SNAPSHOTS_DAYS);
    await this.reports.write<unknown>(ctx, 'statements', async () => {
      const noted = await this.statements.take();
      if (noted !== null) {
        return { outcome: 'ok', summary: `${noted} statements noted`, report: { noted } };
      }
      const summary =
        'pg_stat_statements is not there: load it by shared_preload_libraries and CREATE EXTENSION it.';
      return { outcome: 'findings', summary, report: {} };
    });
  }
}

function busy(): WrittenReport<unknown> {
  return { outcome: 'ok', summary: 'another worker is at it', report: {} };
}

function tended(report: TendingReport): WrittenReport<TendingReport> {
  const skipped = report.tables.filter((table) => table.skipped !== undefined);
  const saved = report.tables.reduce((sum, one) => sum + one.bytesBefore - one.bytesAfter, 0);
  const cleaned = report.indexesCleaned.length;
  const summary = `${report.tables.length} tables, ${skipped.length} left alone, ${Math.round(saved / 1024)} kB saved, ${cleaned} halves of indexes cleaned away`;
  return { outcome: skipped.length > 0 ? 'findings' : 'ok', summary, report };
}
