import { Inject, Injectable, Logger } from '@nestjs/common';

import { ENV, type Env } from '../../config/env.js';
import { QueueProducer } from '../queue-producer.js';
import { jobIdOf, RelayStore, type UnansweredRow } from './relay-store.js';
import { OutboxListener } from './outbox-listener.js';

/** Rows looked at in one sweep. */
const BATCH = 500;
/** Milliseconds between two sweeps, at most. */
const SWEEP_MS = 15_000;

/** States in which a job needs no second ring. An active one may belong to a worker that died. */
const WAITING: ReadonlySet<string> = new Set(['waiting', 'delayed', 'prioritized']);

/**
 * Finds rows that were relayed and not answered: the queue was flushed, the worker died, a handler
 * forgot to answer. Hands them to the relay again. Rows whose job still waits are left alone, so a
 * long queue is not made longer. Several sweepers do no harm.
 */
@Injectable()
export class Sweeper {
  private readonly logger = new Logger(Sweeper.name);
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: RelayStore,
    private readonly producer: QueueProducer,
    private readonly listener: OutboxListener,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Sweeps now and again and again from now on. */
  start(): void {
    const sweep = (): void => {
      this.sweeping = this.sweep().catch((error: unknown) => {
        this.logger.warn(`cannot sweep: ${String(error)}`);
      });
    };
    sweep();
    this.timer = setInterval(sweep, Math.min(SWEEP_MS, this.env.REDELIVER_AFTER_SECONDS * 500));
  }

  /** Takes nothing new and waits for the sweep at hand. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.sweeping;
  }

  /**
   * One sweep.
   *
   * @param patience factor on the waiting times before a ring counts as unanswered
   * @returns how many rows are rung again
   */
  async sweep(patience = 1): Promise<number> {
    if (!(await this.producer.isUp())) return 0;
    const rows = await this.store.unanswered(BATCH, patience * this.env.REDELIVER_AFTER_SECONDS);
    if (rows.length === 0) return 0;
    const states = await Promise.all(rows.map((row) => this.stateOf(row)));
    const waiting = rows.filter((_, index) => WAITING.has(states[index] ?? ''));
    const lost = rows.filter((_, index) => !WAITING.has(states[index] ?? ''));
    if (waiting.length > 0) await this.store.stillWaiting(waiting);
    const rung = lost.length > 0 ? await this.store.ringAgain(lost) : 0;
    if (rung > 0) {
      this.logger.warn(`${rung} deliveries were not answered and are rung again`);
      this.listener.wake();
    }
    return rung;
  }

  private async stateOf(row: UnansweredRow): Promise<string> {
    const queue = await this.producer.queue(row.queue);
    return queue.getJobState(jobIdOf(row.id, Math.max(row.relay_count - 1, 0)));
  }
}
