import { Injectable } from '@nestjs/common';
import { Alarms } from '../../../alarms/alarms.js';
import type { RequestContext } from '../../../common/request-context.js';
import type { OverdueBackup } from '../backup/overdue.js';
import {
  type ArchivingFault,
  type IssueCount,
  type JobState,
  type OutboxState,
  UpkeepReads,
} from '../metrics/upkeep-reads.js';

/** A row that is due goes out within a second; after this many nobody relays. */
const LATE_SECONDS = 120;

/**
 * Raises alarms about what is late or given up, and settles them when it is not any more. That this
 * itself does not run is seen on the API: `eshop_job_overdue` and the operations page read the same books.
 */
@Injectable()
export class WatchUpkeep {
  constructor(
    private readonly reads: UpkeepReads,
    private readonly alarms: Alarms,
  ) {}

  async execute(ctx: RequestContext): Promise<void> {
    const [jobs, outbox] = await Promise.all([this.reads.jobs(), this.reads.outbox()]);
    await this.alarms.replace('job-overdue', jobs.filter((job) => job.isOverdue).map(late), ctx);
    await this.alarms.replace('dead-jobs', outbox.filter((row) => row.failed > 0).map(dead), ctx);
    const slow = outbox.filter((row) => row.lagSeconds > LATE_SECONDS);
    await this.alarms.replace('outbox-late', slow.map(waiting), ctx);
    await this.alarms.replace('money-differs', (await this.reads.issues()).map(differing), ctx);
    const [backups, faults] = await Promise.all([
      this.reads.overdueBackups(),
      this.reads.archiving(),
    ]);
    await this.alarms.replace('backup-overdue', [...backups.map(old), ...faults.map(stuck)], ctx);
  }
}

function late({ name, intervalSeconds, lastSuccessAt, lastError }: JobState) {
  const last =
    lastSuccessAt === null
      ? 'It never succeeded'
      : `Its last success was at ${lastSuccessAt.toISOString()}`;
  const why =
    lastError === null
      ? 'no try has failed since: is a worker of its queue running?'
      : `the last error: ${lastError}`;
  return { subject: name, detail: `${last}, it is due every ${intervalSeconds} s; ${why}` };
}

function dead({ queue, failed }: OutboxState) {
  const detail = `${failed} jobs of the queue ${queue} were given up. GET /api/v1/admin/jobs/${queue} shows why; they can be retried there or by \`npm run cli -- jobs retry\`.`;
  return { subject: queue, detail };
}

function waiting({ queue, waiting: rows, lagSeconds }: OutboxState) {
  const detail = `${rows} rows wait to be put into the queue ${queue}, the oldest for ${Math.round(lagSeconds)} s. Is a worker with the queue relay running, and Redis?`;
  return { subject: queue, detail };
}

function differing({ kind, open }: IssueCount) {
  const detail = `${open} of the kind ${kind} wait for somebody: GET /api/v1/admin/reconciliation shows them, each is settled there with a note.`;
  return { subject: kind, detail };
}

function old({ name, hours, lastSuccessAt }: OverdueBackup) {
  const last =
    lastSuccessAt === null
      ? 'It never succeeded'
      : `Its last success was at ${lastSuccessAt.toISOString()}`;
  const detail = `${last}, it is due within ${hours} hours: does the service backup run? \`npm run cli -- ${name.replace('.', ' ')}\` does it by hand. Nobody wants it any more: delete its row in job_runs.`;
  return { subject: name, detail };
}

function stuck({ file, since }: ArchivingFault) {
  const detail = `The server cannot archive its write-ahead file ${file}, nothing was since ${since.toISOString()}: its log says why (archive_command). The disk fills, and nothing after that can be restored.`;
  return { subject: 'wal-archiving', detail };
}
