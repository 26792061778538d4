import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { Metrics } from '../../metrics/metrics.js';
import { type QueueDefinition } from '../define-queue.js';
import { jobOptionsOf } from '../job-options.js';
import { type QueueEntry, QueueProducer } from '../queue-producer.js';
import { jobIdOf, type LeasedRow, RelayStore } from './relay-store.js';
import { OutboxListener } from './outbox-listener.js';

/** Token: all queues that the program knows, for the retry settings of their jobs. */
export const KNOWN_QUEUES = Symbol('KNOWN_QUEUES');

const BATCH = 500;
/** Poll interval: what a lost ring costs. */
const POLL_MS = 1_000;
/** Longest pause while the queue or the database is away. */
const MAX_PAUSE_MS = 5_000;

/**
 * Turns committed outbox rows into jobs: lease (SKIP LOCKED, so relays share the work), add, mark.
 * No transaction is open while it talks to the queue. A crash between two of the steps leads to a
 * second ring, never to a lost row; the handler's claim makes the second ring harmless.
 */
@Injectable()
export class OutboxRelay implements OnModuleInit {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly queues: ReadonlyMap<string, QueueDefinition>;
  private loop: Promise<void> | null = null;
  private stopping = false;
  private failures = 0;
  private lastGoodAt = Date.now();
  private relayed = 0;

  constructor(
    private readonly store: RelayStore,
    private readonly producer: QueueProducer,
    private readonly listener: OutboxListener,
    @Inject(KNOWN_QUEUES) queues: readonly QueueDefinition[],
    private readonly metrics: Metrics,
  ) {
    this.queues = new Map(queues.map((queue) => [queue.name, queue]));
  }

  onModuleInit(): void {
    this.metrics.add(
      {
        name: 'eshop_relay_silence_seconds',
        help: 'Since the last round of this relay that worked',
        kind: 'gauge',
        read: () => [{ value: this.silentMs / 1_000 }],
      },
      {
        name: 'eshop_relay_rows_total',
        help: 'Rows of the outbox that this relay has put into queues',
        kind: 'counter',
        read: () => [{ value: this.relayed }],
      },
    );
  }

  /** Milliseconds since the last round that worked; grows while queue or database are away. */
  get silentMs(): number {
    return Date.now() - this.lastGoodAt;
  }

  /** Starts the loop; it ends with `stop`. */
  start(): void {
    this.listener.start();
    this.loop ??= this.run();
  }

  /** Takes nothing new and waits for the batch at hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.listener.wake();
    await this.loop;
    await this.listener.stop();
  }

  /**
   * One round.
   *
   * @returns how many rows were put into queues
   * @throws Error when the queue or the database cannot be reached; leased rows are given back
   */
  async relayOnce(limit = BATCH): Promise<number> {
    if (!(await this.producer.isUp())) throw new Error('the queue cannot be reached');
    const rows = await this.store.lease(limit);
    const results = await Promise.allSettled(
      [...byQueue(rows)].map(([queue, own]) => this.add(queue, own)),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return rows.length;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const full = await this.round();
      if (full || this.stopping) continue;
      const pause = this.failures === 0 ? POLL_MS : Math.min(POLL_MS * this.failures, MAX_PAUSE_MS);
      await this.listener.rung(pause);
    }
  }

  /** @returns whether there may be more to do at once */
  private async round(): Promise<boolean> {
    try {
      const count = await this.relayOnce();
      if (this.failures > 0) this.logger.log('relaying again');
      this.failures = 0;
      this.lastGoodAt = Date.now();
      return count === BATCH;
    } catch (error) {
      if (this.failures === 0) this.logger.warn(`relay waits: ${String(error)}`);
      this.failures += 1;
      return false;
    }
  }

  private async add(queue: string, rows: readonly LeasedRow[]): Promise<void> {
    try {
      await this.producer.addBulk(
        queue,
        rows.map((row) => this.entryOf(row)),
      );
    } catch (error) {
      await this.store.giveBack(rows);
      throw error;
    }
    await this.store.relayed(rows);
    this.relayed += rows.length;
  }

  private entryOf(row: LeasedRow): QueueEntry {
    return {
      name: row.job,
      data: {
        payload: row.payload,
        delivery: { id: row.id, at: row.created_at.toISOString() },
        requestId: row.request_id,
        ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
      },
      opts: jobOptionsOf(
        jobIdOf(row.id, row.relay_count),
        this.queues.get(row.queue)?.jobs[row.job],
      ),
    };
  }
}

function byQueue(rows: readonly LeasedRow[]): Map<string, LeasedRow[]> {
  const groups = new Map<string, LeasedRow[]>();
  for (const row of rows) {
    const group = groups.get(row.queue);
    if (group === undefined) groups.set(row.queue, [row]);
    else group.push(row);
  }
  return groups;
}
