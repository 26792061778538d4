import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type Type } from '@nestjs/common';
import { type Job } from 'bullmq';

import { type QueueDefinition } from './define-queue.js';
import { JobRunner } from './job-runner.js';

/** Stalls a job may survive: after 1 (the library's default) two deploys in a row lose it. */
const MAX_STALLED_COUNT = 10;
/** A worker that dies or hangs loses its job after this long, in milliseconds. */
const LOCK_MS = 30_000;
/** Seconds an idle worker blocks, and milliseconds between looks for stalled jobs: keeps idle load low. */
const DRAIN_DELAY_SECONDS = 60;
const STALLED_INTERVAL_MS = 60_000;

/** A worker as @nestjs/bullmq wants it; its registrar makes and closes the BullMQ worker inside. */
export abstract class QueueWorkerHost extends WorkerHost {
  abstract readonly queue: QueueDefinition;
}

/**
 * Makes the @nestjs/bullmq processor class of one queue. Connection and prefix come from the shared
 * configuration that is registered under the queue's name (`QueueModule.forWorkers`).
 */
export function workerHostOf(queue: QueueDefinition): Type<QueueWorkerHost> {
  @Processor(
    { name: queue.name, configKey: queue.name },
    {
      concurrency: queue.concurrency,
      maxStalledCount: MAX_STALLED_COUNT,
      lockDuration: LOCK_MS,
      drainDelay: DRAIN_DELAY_SECONDS,
      stalledInterval: STALLED_INTERVAL_MS,
    },
  )
  class Host extends QueueWorkerHost {
    readonly queue = queue;
    private readonly logger = new Logger(`queue ${queue.name}`);
    private away = false;

    constructor(@Inject(JobRunner) private readonly runner: JobRunner) {
      super();
    }

    override async process(job: Job): Promise<void> {
      await this.runner.run(queue.name, job);
    }

    @OnWorkerEvent('error')
    onError(error: Error): void {
      if (!this.away) this.logger.warn(`worker: ${error.message}`);
      this.away = true;
    }

    @OnWorkerEvent('active')
    onActive(): void {
      this.away = false;
    }

    @OnWorkerEvent('stalled')
    onStalled(jobId: string): void {
      this.logger.warn(`job ${jobId} stalled: its worker died or was blocked, it runs again`);
    }
  }
  return Host;
}
