import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { namedQuery } from '../../database/named-query.js';
import { afterCommit, type Tx } from '../../database/unit-of-work.js';
import { type JobNameOf, type PayloadInputOf, type QueueDefinition } from '../define-queue.js';
import { type EventDefinition, type EventPayload, type Subscription } from './define-event.js';
import { Doorbell } from './doorbell.js';

/** Token of the subscription table (`src/subscriptions.ts`). */
export const SUBSCRIPTIONS = Symbol('SUBSCRIPTIONS');

/** A row to be written to `outbox_events`; columns that are missing here have defaults. */
export interface OutboxRow {
  readonly id: string;
  readonly event: string | null;
  readonly queue: string | null;
  readonly job: string | null;
  readonly aggregateId: string | null;
  readonly payload: unknown;
  /** Milliseconds from the transaction's now() until the job may run. */
  readonly delayMs: number;
}

const INSERT = {
  name: 'outbox-insert',
  text: `INSERT INTO outbox_events
           (id, event, queue, job, aggregate_id, payload, request_id, available_at, done_at)
         SELECT r.id, r.event, r.queue, r.job, r.aggregate_id, r.payload::jsonb,
                left(nullif(current_setting('app.request_id', true), ''), 100),
                now() + r.delay_ms * interval '1 millisecond',
                CASE WHEN r.queue IS NULL THEN now() END
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::float8[])
                AS r(id, event, queue, job, aggregate_id, payload, delay_ms)`,
};

/**
 * The way out of a transaction: whatever must happen after the commit is written here as a row of
 * the same transaction. Nothing is sent to the queue from here; the relay does that.
 */
@Injectable()
export class Outbox {
  private readonly subscribers: ReadonlyMap<string, readonly Subscription[]>;

  constructor(
    @Inject(SUBSCRIPTIONS) subscriptions: readonly Subscription[],
    private readonly doorbell: Doorbell,
  ) {
    const subscribers = new Map<string, Subscription[]>();
    for (const subscription of subscriptions) {
      const known = subscribers.get(subscription.event) ?? [];
      subscribers.set(subscription.event, [...known, subscription]);
    }
    this.subscribers = subscribers;
  }

  /**
   * Tells everyone who subscribed that something has happened: one row per subscriber, or one row
   * that is done at once when nobody listens.
   *
   * @throws ZodError when the payload does not fit the event or a subscriber's job
   */
  async publish<E extends EventDefinition>(
    tx: Tx,
    event: E,
    payload: EventPayload<E>,
    options: { readonly aggregateId?: string | null } = {},
  ): Promise<void> {
    await this.insert(tx, this.rowsOf(event, payload, options));
  }

  /**
   * Asks for one job.
   *
   * @param options.delayMs earliest start, in milliseconds from the transaction's begin
   * @throws ZodError when the payload does not fit the job
   */
  async enqueue<Q extends QueueDefinition, Name extends JobNameOf<Q>>(
    tx: Tx,
    queue: Q,
    name: Name,
    payload: PayloadInputOf<Q, Name>,
    options: { readonly delayMs?: number; readonly aggregateId?: string | null } = {},
  ): Promise<void> {
    await this.insert(tx, [this.rowOf(queue, name, payload, options)]);
  }

  /** The same for many payloads in one statement. */
  async enqueueMany<Q extends QueueDefinition, Name extends JobNameOf<Q>>(
    tx: Tx,
    queue: Q,
    name: Name,
    payloads: readonly PayloadInputOf<Q, Name>[],
    options: { readonly delayMs?: number } = {},
  ): Promise<void> {
    await this.insert(
      tx,
      payloads.map((payload) => this.rowOf(queue, name, payload, options)),
    );
  }

  /** Rows of an event without writing them, for statements that insert them by themselves. */
  rowsOf<E extends EventDefinition>(
    event: E,
    payload: EventPayload<E>,
    options: { readonly aggregateId?: string | null } = {},
  ): OutboxRow[] {
    const parsed: unknown = event.schema.parse(payload);
    const common = { event: event.name, aggregateId: options.aggregateId ?? null, delayMs: 0 };
    const subscribers = this.subscribers.get(event.name) ?? [];
    if (subscribers.length === 0) {
      return [{ ...common, id: randomUUID(), queue: null, job: null, payload: parsed }];
    }
    return subscribers.map(({ queue, job, toPayload }) => ({
      ...common,
      id: randomUUID(),
      queue,
      job,
      payload: toPayload(parsed),
    }));
  }

  /** Row of a job without writing it, for statements that insert it by themselves. */
  rowOf<Q extends QueueDefinition, Name extends JobNameOf<Q>>(
    queue: Q,
    name: Name,
    payload: PayloadInputOf<Q, Name>,
    options: { readonly delayMs?: number; readonly aggregateId?: string | null } = {},
  ): OutboxRow {
    const definition = queue.jobs[name];
    if (definition === undefined) throw new Error(`Queue ${queue.name} has no job ${name}.`);
    return {
      id: randomUUID(),
      event: null,
      queue: queue.name,
      job: name,
      aggregateId: options.aggregateId ?? null,
      payload: definition.schema.parse(payload),
      delayMs: options.delayMs ?? 0,
    };
  }

  /** Writes rows made by `rowsOf` and `rowOf`, all in one statement, and rings after the commit. */
  async insert(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await namedQuery(tx, INSERT, [
      rows.map((row) => row.id),
      rows.map((row) => row.event),
      rows.map((row) => row.queue),
      rows.map((row) => row.job),
      rows.map((row) => row.aggregateId),
      rows.map((row) => JSON.stringify(row.payload)),
      rows.map((row) => row.delayMs),
    ]);
    this.ringAfterCommit(tx);
  }

  /** For statements that insert outbox rows by themselves: wakes the relay when `tx` has committed. */
  ringAfterCommit(tx: Tx): void {
    afterCommit(tx, () => {
      this.doorbell.ring();
    });
  }
}
