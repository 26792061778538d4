import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type JobsOptions, Queue, type RepeatOptions } from 'bullmq';

import { type JobData } from './job-options.js';
import { QueueBackend } from './queue-backend.js';

/** One job to be added. */
export interface QueueEntry {
  readonly name: string;
  readonly data: JobData;
  readonly opts: JobsOptions;
}

/**
 * Puts jobs into queues; used by the relay and the schedules, never by a request. Fails fast while
 * Redis is away. Queues are opened on first use: one opened without Redis would stay broken.
 */
@Injectable()
export class QueueProducer implements OnModuleDestroy {
  private readonly logger = new Logger(QueueProducer.name);
  private readonly queues = new Map<string, Promise<Queue>>();

  constructor(private readonly backend: QueueBackend) {}

  /** Whether jobs can be added now. */
  isUp(): Promise<boolean> {
    return this.backend.isUp();
  }

  /**
   * Adds jobs in order, all or none as far as the backend allows. A job whose id is known to the
   * queue is not added again, so a doubtful call can simply be repeated.
   *
   * @throws Error when the queue cannot be reached; the jobs may have been added nevertheless
   */
  async addBulk(queueName: string, entries: readonly QueueEntry[]): Promise<void> {
    const queue = await this.queue(queueName);
    const { keepCompleted } = this.backend;
    await queue.addBulk(
      entries.map((entry) => ({ ...entry, opts: { ...keepCompleted, ...entry.opts } })),
    );
  }

  /** Puts a schedule into its queue, or moves the one of that name. */
  async schedule(
    queueName: string,
    name: string,
    timing: RepeatOptions,
    entry: QueueEntry,
  ): Promise<void> {
    const queue = await this.queue(queueName);
    await queue.upsertJobScheduler(name, timing, {
      ...entry,
      opts: { ...this.backend.keepCompleted, ...entry.opts },
    });
  }

  /**
   * The opened queue, for reading states and for schedules.
   *
   * @throws Error when the queue cannot be reached
   */
  async queue(name: string): Promise<Queue> {
    const connection = await this.backend.producerConnection();
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const opening = this.open(name, connection);
    this.queues.set(name, opening);
    try {
      return await opening;
    } catch (error) {
      this.queues.delete(name);
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    const opened = await Promise.allSettled(this.queues.values());
    this.queues.clear();
    for (const result of opened) {
      if (result.status === 'fulfilled') await result.value.close().catch(() => undefined);
    }
  }

  private async open(
    name: string,
    connection: Awaited<ReturnType<QueueBackend['producerConnection']>>,
  ): Promise<Queue> {
    const queue = new Queue(name, { connection, prefix: this.backend.prefixOf(name) });
    queue.on('error', (error) => {
      this.logger.debug(`queue ${name}: ${error.message}`);
    });
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      await queue.close().catch(() => undefined);
      throw error;
    }
  }
}
