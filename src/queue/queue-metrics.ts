import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { kept, Metrics } from '../metrics/metrics.js';
import { type Timings } from '../metrics/timings.js';
import { type QueueFigures, readQueue } from './queue-figures.js';
import { QueueProducer } from './queue-producer.js';

/** Token: names of the queues that this process tells of. */
export const TOLD_QUEUES = Symbol('TOLD_QUEUES');

const FRESH_MS = 2_000;
const BUCKETS = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 1_800];

/** How a job of this process ended: done, to be tried again, given up. */
export type JobOutcome = 'done' | 'failed' | 'given_up';

/** How full the queues are, and how the jobs of this process went. */
@Injectable()
export class QueueMetrics implements OnModuleInit {
  private readonly jobs: Timings;
  private readonly figures = kept(FRESH_MS, () => this.readAll());

  constructor(
    private readonly metrics: Metrics,
    private readonly producer: QueueProducer,
    @Inject(TOLD_QUEUES) private readonly names: readonly string[],
  ) {
    this.jobs = metrics.timings(
      'eshop_worker_job_duration_seconds',
      'Tries of jobs by this process',
      ['queue', 'job', 'outcome'],
      BUCKETS,
    );
  }

  onModuleInit(): void {
    this.metrics.add(
      {
        name: 'eshop_queue_jobs',
        help: 'Jobs in a queue by state; failed: given up and kept',
        kind: 'gauge',
        labels: ['queue', 'state'],
        read: async () =>
          (await this.figures()).flatMap(({ queue, counts }) =>
            Object.entries(counts).map(([state, value]) => ({ labels: { queue, state }, value })),
          ),
      },
      {
        name: 'eshop_queue_oldest_waiting_seconds',
        help: 'Age of the job that has waited longest; 0 when none waits',
        kind: 'gauge',
        labels: ['queue'],
        read: async () =>
          (await this.figures()).map(({ queue, oldestWaitingMs }) => {
            return { labels: { queue }, value: oldestWaitingMs / 1_000 };
          }),
      },
    );
  }

  /** Counts one try of a job. */
  count(queue: string, job: string, outcome: JobOutcome, seconds: number): void {
    this.jobs.observe(seconds, queue, job, outcome);
  }

  private readAll(): Promise<QueueFigures[]> {
    return Promise.all(
      this.names.map(async (name) => readQueue(name, await this.producer.queue(name))),
    );
  }
}
