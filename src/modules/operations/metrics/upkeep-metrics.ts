import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../../../metrics/metrics.js';
import type { MetricDefinition } from '../../../metrics/metrics.types.js';
import { type JobState, type OutboxState, UpkeepReads } from './upkeep-reads.js';

/** Outbox, repeated jobs and alarms, as any process sees them in the database. */
@Injectable()
export class UpkeepMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly reads: UpkeepReads,
  ) {}

  onModuleInit(): void {
    this.metrics.add(
      this.ofOutbox(
        'waiting',
        'Rows that are due and not in their queue yet',
        (row) => row.waiting,
      ),
      this.ofOutbox('lag_seconds', 'Age of the oldest row that is due', (row) => row.lagSeconds),
      this.ofOutbox('unanswered', 'Rows in their queue, not done yet', (row) => row.unanswered),
      this.ofOutbox('failed', 'Rows that were given up and wait for replay', (row) => row.failed),
      this.ofJobs(
        'last_success_age_seconds',
        'Since the last success of a repeated job',
        (job) => job.ageSeconds,
      ),
      this.ofJobs('interval_seconds', 'How often it is due', (job) => job.intervalSeconds),
      this.ofJobs('overdue', '1: no success within twice its interval and five minutes', (job) =>
        job.isOverdue ? 1 : 0,
      ),
      {
        name: 'eshop_alarms',
        help: 'Open alarms',
        kind: 'gauge',
        labels: ['kind'],
        read: async () =>
          (await this.reads.alarms()).map(({ kind, open }) => ({ labels: { kind }, value: open })),
      },
    );
  }

  private ofOutbox(
    name: string,
    help: string,
    valueOf: (row: OutboxState) => number,
  ): MetricDefinition {
    return {
      name: `eshop_outbox_${name}`,
      help,
      kind: 'gauge',
      labels: ['queue'],
      read: async () =>
        (await this.reads.outbox()).map((row) => {
          return { labels: { queue: row.queue }, value: valueOf(row) };
        }),
    };
  }

  private ofJobs(name: string, help: string, valueOf: (job: JobState) => number): MetricDefinition {
    return {
      name: `eshop_job_${name}`,
      help,
      kind: 'gauge',
      labels: ['job'],
      read: async () =>
        (await this.reads.jobs()).map((job) => ({
          labels: { job: job.name },
          value: valueOf(job),
        })),
    };
  }
}
