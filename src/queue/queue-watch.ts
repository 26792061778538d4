import { Injectable } from '@nestjs/common';

import { JobRunner, type RunningJob } from './job-runner.js';
import { readQueue } from './queue-figures.js';
import { QueueProducer } from './queue-producer.js';
import { type QueueWorkerHost } from './worker-host.js';

/** The same job is first in line, there is room for it, and nobody takes it: in milliseconds. */
const IDLE_MS = 12_000;

/** The job that was first in line, and since when it was seen there. */
interface Seen {
  readonly jobId: string;
  readonly at: number;
}

/** Looks at the jobs of this process from outside: whether they end, and whether they begin. */
@Injectable()
export class QueueWatch {
  private readonly first = new Map<string, Seen>();

  constructor(
    private readonly jobs: JobRunner,
    private readonly producer: QueueProducer,
  ) {}

  /** Jobs that run now. */
  get active(): readonly RunningJob[] {
    return this.jobs.active;
  }

  /** Jobs that neither end nor tell how far they are, a sentence for each. */
  hanging(): string[] {
    return this.active
      .filter((job) => Date.now() - job.heardAt > job.patienceMs)
      .map((job) => `job ${job.name} ${job.id} of queue ${job.queue} does not end`);
  }

  /**
   * Queues whose jobs wait although this process has room for them: a worker can lose its way to the
   * queue and look well otherwise. Never throws: that a queue cannot be reached is said elsewhere.
   */
  async idle(hosts: readonly QueueWorkerHost[]): Promise<string[]> {
    const found = await Promise.allSettled(hosts.map((host) => this.isIdle(host)));
    return hosts.flatMap((host, at) => {
      const result = found[at];
      const isIdle = result?.status === 'fulfilled' && result.value;
      return isIdle ? [`queue ${host.queue.name} has jobs that wait, and takes none`] : [];
    });
  }

  private async isIdle({ queue }: QueueWorkerHost): Promise<boolean> {
    const busy = this.active.filter((job) => job.queue === queue.name).length;
    const isTaking = Date.now() - this.jobs.lastTaken(queue.name) < IDLE_MS;
    if (busy >= queue.concurrency || isTaking) return this.forget(queue.name);
    const opened = await this.producer.queue(queue.name);
    const { oldestWaitingId } = await readQueue(queue.name, opened);
    if (oldestWaitingId === null || (await opened.isPaused())) return this.forget(queue.name);
    const seen = this.first.get(queue.name);
    if (seen?.jobId === oldestWaitingId) return Date.now() - seen.at > IDLE_MS;
    this.first.set(queue.name, { jobId: oldestWaitingId, at: Date.now() });
    return false;
  }

  private forget(queue: string): false {
    this.first.delete(queue);
    return false;
  }
}
