import { Injectable } from '@nestjs/common';
import { toAlarm } from '../alarms/alarm.response.js';
import { AlarmsRepository } from '../alarms/alarms.repository.js';
import { TendJobs } from '../jobs/tend-jobs.js';
import { BusinessReads } from '../metrics/business-reads.js';
import { kept } from '../../../metrics/metrics.js';
import { type JobState, UpkeepReads } from '../metrics/upkeep-reads.js';
import type { JobRunResponse, OverviewResponse } from './overview.response.js';

const FRESH_MS = 2_000;

/** The state of the shop on one page; however many pages are open, it is read every other second. */
@Injectable()
export class ReadOverview {
  private readonly latest = kept(FRESH_MS, () => this.read());

  constructor(
    private readonly reads: UpkeepReads,
    private readonly business: BusinessReads,
    private readonly alarms: AlarmsRepository,
    private readonly jobs: TendJobs,
  ) {}

  execute(): Promise<OverviewResponse> {
    return this.latest();
  }

  private async read(): Promise<OverviewResponse> {
    const [queues, outbox, jobs, alarms, sales, stock] = await Promise.all([
      this.jobs.states().catch(() => null),
      this.reads.outbox(),
      this.reads.jobs(),
      this.alarms.list({ status: 'open', kind: null }, 20, null),
      this.business.business(),
      this.business.stock(),
    ]);
    return {
      at: new Date().toISOString(),
      queues,
      outbox,
      jobs: jobs.map(toJobRun),
      alarms: alarms.items.map(toAlarm),
      sales: sales === null ? null : (structuredClone(sales) as OverviewResponse['sales']),
      stock: stock === null ? null : (structuredClone(stock) as OverviewResponse['stock']),
    };
  }
}

function toJobRun(job: JobState): JobRunResponse {
  const { name, intervalSeconds, lastError, ageSeconds, isOverdue } = job;
  return {
    name,
    intervalSeconds,
    lastSuccessAt: job.lastSuccessAt?.toISOString() ?? null,
    lastFailureAt: job.lastFailureAt?.toISOString() ?? null,
    lastError,
    ageSeconds,
    isOverdue,
  };
}
