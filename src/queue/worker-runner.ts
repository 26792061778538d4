import { BullRegistrar } from '@nestjs/bullmq';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

import { ENV, type Env } from '../config/env.js';
import { ProcessorRegistry } from './processor-registry.js';
import { QueueBackend } from './queue-backend.js';
import { QueueWatch } from './queue-watch.js';
import { Scheduler } from './scheduler.js';
import { QueueWorkerHost } from './worker-host.js';

/** Token: the worker hosts of this process. */
export const QUEUES = Symbol('QUEUES');

/** Time for closing connections once no job runs any more, in milliseconds. */
const CLOSE_MS = 2_000;

/** Starts and stops the queue workers of this process and says how they are. */
@Injectable()
export class WorkerRunner {
  private readonly logger = new Logger(WorkerRunner.name);
  private started = false;
  private stopping: Promise<boolean> | null = null;
  /** Set when the process must not go on; the reason in one sentence. */
  private fault: string | null = null;
  private onFault: ((reason: string) => void) | null = null;

  constructor(
    @Inject(QUEUES) private readonly hosts: readonly QueueWorkerHost[],
    @Inject(ENV) private readonly env: Env,
    private readonly registrar: BullRegistrar,
    private readonly backend: QueueBackend,
    private readonly processors: ProcessorRegistry,
    private readonly scheduler: Scheduler,
    private readonly watch: QueueWatch,
  ) {}

  /**
   * Checks processors and connections, then takes jobs.
   *
   * @param onFault called when something turns up later that must end the process
   * @throws Error when a queue has no processor, a job no handler or the pool is too small
   */
  start(onFault: (reason: string) => void): void {
    this.onFault = onFault;
    this.processors.load(this.hosts.map((host) => host.queue));
    this.backend.assertPoolFits(this.hosts.length);
    if (this.hosts.length > 0) this.backend.onRedisReady((policy) => this.checkPolicy(policy));
    this.registrar.register();
    this.scheduler.start();
    for (const { background } of this.processors.all()) background?.start();
    this.started = true;
  }

  /**
   * Takes no more jobs, waits for those that run, then closes.
   *
   * @param patienceMs how long running jobs may take; those that take longer run again elsewhere
   * @returns false when jobs were left behind
   */
  stop(patienceMs: number): Promise<boolean> {
    this.stopping ??= this.drain(patienceMs);
    return this.stopping;
  }

  /** Why this process should get no trust now; empty when all is well. */
  faults(): string[] {
    if (this.fault !== null) return [this.fault];
    if (this.stopping !== null) return ['stopping'];
    if (!this.started) return ['starting'];
    const idle = this.hosts
      .filter((host) => !host.worker.isRunning() || host.worker.isPaused())
      .map((host) => `queue ${host.queue.name} takes no jobs`);
    return [...idle, ...this.watch.hanging(), ...this.backend.faults()];
  }

  /** The same for what can only be seen in the queues; never throws. */
  async stuck(): Promise<string[]> {
    const isWorking = this.started && this.stopping === null && this.fault === null;
    if (!isWorking || this.backend.faults().length > 0) return [];
    return this.watch.idle(this.hosts);
  }

  private async drain(patienceMs: number): Promise<boolean> {
    await this.scheduler.stop();
    if (!this.started) return true;
    const beside = this.processors.all().map(({ background }) => background?.stop());
    const closing = Promise.allSettled([
      ...this.hosts.map((host) => host.worker.close()),
      ...beside,
    ]);
    const deadline = Date.now() + patienceMs;
    while (this.watch.active.length > 0 && Date.now() < deadline) await sleep(25);
    const left = this.watch.active;
    for (const job of left) {
      this.logger.warn(`job ${job.id} of queue ${job.queue} is left behind; it will run again`);
    }
    // A backend that is away would make close() wait for ever.
    await Promise.race([closing, sleep(CLOSE_MS, undefined, { ref: false })]);
    return left.length === 0;
  }

  private checkPolicy(policy: string): void {
    if (policy === 'noeviction') return;
    const reason = `Redis may throw jobs away: its maxmemory-policy is "${policy}", it must be "noeviction".`;
    if (this.env.NODE_ENV === 'production') {
      this.fault = reason;
      this.onFault?.(reason);
    } else {
      this.logger.warn(reason);
    }
  }
}
