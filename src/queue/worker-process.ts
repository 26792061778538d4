import { setTimeout as sleep } from 'node:timers/promises';

import { type INestApplicationContext, Logger } from '@nestjs/common';

import { OutboxRelay } from './outbox/outbox-relay.js';
import { Sweeper } from './outbox/sweeper.js';
import { WorkerRunner } from './worker-runner.js';

/** Running jobs get this long after SIGTERM, in milliseconds. */
const PATIENCE_MS = 20_000;
/** Closing connections gets this long, in milliseconds. */
const CLOSE_MS = 3_000;
/** A relay that has done no round for this long is of no use, in milliseconds. */
const RELAY_SILENCE_MS = 30_000;

/** Everything that a worker process runs, as one thing to start, ask and stop. */
export class WorkerProcess {
  private readonly logger = new Logger(WorkerProcess.name);
  private readonly runner: WorkerRunner;
  private readonly relay: OutboxRelay | null;
  private readonly sweeper: Sweeper | null;

  /** @param context made of `WorkerModule.forQueues(names)` */
  constructor(
    private readonly context: INestApplicationContext,
    options: { readonly relay: boolean },
  ) {
    this.runner = context.get(WorkerRunner);
    this.relay = options.relay ? context.get(OutboxRelay, { strict: false }) : null;
    this.sweeper = options.relay ? context.get(Sweeper, { strict: false }) : null;
  }

  /**
   * Begins to take jobs.
   *
   * @param onFault called with one sentence when the process must end
   * @throws Error when a processor or handler is missing
   */
  start(onFault: (reason: string) => void): void {
    this.startJobs(onFault);
    this.relay?.start();
    this.sweeper?.start();
  }

  /** The queues alone, without relay and sweeper; for tests that take their steps by hand. */
  startJobs(onFault: (reason: string) => void): void {
    this.runner.start(onFault);
  }

  /** Why this process should get no trust now; empty when it works. */
  faults(): string[] {
    const silent = this.relay !== null && this.relay.silentMs > RELAY_SILENCE_MS;
    return [...this.runner.faults(), ...(silent ? ['the relay makes no progress'] : [])];
  }

  /** The same for what can only be seen in the queues; never throws. */
  stuck(): Promise<string[]> {
    return this.runner.stuck();
  }

  /** Takes nothing new, finishes what runs, closes all connections. */
  async stop(patienceMs = PATIENCE_MS): Promise<void> {
    const relay = Promise.all([this.relay?.stop(), this.sweeper?.stop()]);
    const finished = await this.runner.stop(patienceMs);
    await relay;
    // The library's close waits for a Redis that is away; nothing runs any more, so leave it there.
    await Promise.race([this.context.close(), sleep(CLOSE_MS, undefined, { ref: false })]);
    if (!finished) this.logger.warn('stopped before every job had ended');
  }
}
