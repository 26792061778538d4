import { Injectable, Logger } from '@nestjs/common';
import { type Queue } from 'bullmq';

import { intervalOf } from './interval.js';
import { jobOptionsOf } from './job-options.js';
import { JobRuns } from './job-runs.js';
import { ProcessorRegistry } from './processor-registry.js';
import { QueueProducer } from './queue-producer.js';
import { type QueueProcessor, type Schedule } from './typed-processor.js';

/** A flushed or emptied queue gets its schedules back within this many milliseconds. */
const RENEW_MS = 60_000;
/** A next run this far in the past means that the chain of runs has broken. */
const OVERDUE_MS = 120_000;

/**
 * Keeps the schedules of this process's queues alive. They live in the queue, where a flush takes
 * them silently, so they are looked at each minute. Any number of processes may do so: a schedule
 * is one entry of its queue and makes one job per run.
 */
@Injectable()
export class Scheduler {
  private readonly logger = new Logger(Scheduler.name);
  private timer: NodeJS.Timeout | null = null;
  private renewing: Promise<void> = Promise.resolve();
  private failing = false;
  /** Queues whose schedules this process has put into the books. */
  private readonly noted = new Set<string>();

  constructor(
    private readonly processors: ProcessorRegistry,
    private readonly producer: QueueProducer,
    private readonly runs: JobRuns,
  ) {}

  /** Renews now and each minute. */
  start(): void {
    if (!this.processors.all().some((processor) => processor.schedules?.length)) return;
    const renew = (): void => {
      this.renewing = this.tryRenew();
    };
    renew();
    this.timer = setInterval(renew, RENEW_MS);
  }

  /** Stops renewing; the schedules stay. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.renewing;
  }

  /**
   * Puts missing, changed and broken schedules into their queues and takes away those that the
   * program no longer has.
   *
   * @throws Error when the queue cannot be reached
   */
  async renew(): Promise<void> {
    for (const processor of this.processors.all()) {
      const queue = await this.producer.queue(processor.queue.name);
      const wanted = processor.schedules ?? [];
      await this.note(queue.name, wanted);
      for (const schedule of wanted) await this.renewOne(queue, processor, schedule);
      const names = new Set<string>(wanted.map((schedule) => schedule.name));
      for (const { key } of await queue.getJobSchedulers()) {
        if (!names.has(key)) await queue.removeJobScheduler(key);
      }
    }
  }

  private async note(queue: string, wanted: readonly Schedule[]): Promise<void> {
    if (this.noted.has(queue)) return;
    const due = wanted.map((schedule) => {
      return { name: schedule.name, intervalSeconds: intervalOf(schedule) };
    });
    await this.runs.scheduled(queue, due);
    this.noted.add(queue);
  }

  private async tryRenew(): Promise<void> {
    try {
      await this.renew();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.warn(`cannot renew the schedules: ${String(error)}`);
      this.failing = true;
    }
  }

  private async renewOne(
    queue: Queue,
    processor: QueueProcessor,
    schedule: Schedule,
  ): Promise<void> {
    const known = await queue.getJobScheduler(schedule.name);
    const timing = 'every' in schedule ? { every: schedule.every } : { pattern: schedule.pattern };
    const same =
      known?.every === timing.every && known?.pattern === timing.pattern && known !== undefined;
    const overdue = (known?.next ?? 0) < Date.now() - OVERDUE_MS;
    // A look is cheaper than a write, each minute in each process.
    if (same && !overdue && known.name === schedule.job) return;
    await this.producer.schedule(
      queue.name,
      schedule.name,
      'every' in timing ? timing : { ...timing, tz: 'UTC' },
      {
        name: schedule.job,
        data: { payload: schedule.payload, schedule: schedule.name },
        opts: jobOptionsOf(null, processor.queue.jobs[schedule.job]),
      },
    );
  }
}
