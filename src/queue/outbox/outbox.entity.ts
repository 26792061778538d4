import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/**
 * One message that must be acted on after the commit of the transaction that wrote it, or one
 * event that nobody hears (no queue, done at once) and that is kept as a record.
 *
 * Life of a row: written, leased by a relay, relayed (a job carries its key), done by the handler
 * in the same transaction as the effect; or failed when its tries are used up.
 * Partitioned by day of `created_at`, which is therefore part of the key.
 */
@Entity('outbox_events')
@Index('idx_outbox_events_waiting', { synchronize: false })
@Index('idx_outbox_events_unanswered', { synchronize: false })
@Index('idx_outbox_events_failed', { synchronize: false })
@Index('idx_outbox_events_aggregate', ['aggregateId', 'seq'])
@Index('idx_outbox_events_seq', ['seq'])
@Check('ck_outbox_events_target', '(queue IS NULL) = (job IS NULL)')
@Check('ck_outbox_events_purpose', 'event IS NOT NULL OR queue IS NOT NULL')
export class OutboxEvent {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Whole milliseconds, so that a job can name its row without losing digits in JavaScript. */
  @PrimaryColumn('timestamptz', { precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column('bigint', { default: () => "nextval('outbox_events_seq')" })
  seq: string;

  @Column('varchar', { length: 100, nullable: true })
  event: string | null;

  @Column('varchar', { length: 60, nullable: true })
  queue: string | null;

  @Column('varchar', { length: 60, nullable: true })
  job: string | null;

  @Column('uuid', { nullable: true })
  aggregateId: string | null;

  @Column('jsonb', { default: {} })
  payload: unknown;

  @Column('varchar', { length: 100, nullable: true })
  requestId: string | null;

  /** The trace that it belongs to (W3C), where the transaction that wrote it had one. */
  @Column('varchar', {
    length: 55,
    nullable: true,
    default: () => `"left"(NULLIF(current_setting('app.traceparent', true), ''), 55)`,
  })
  traceparent: string | null;

  /** Not relayed earlier than this. */
  @Column('timestamptz', { default: () => 'now()' })
  availableAt: Date;

  /** Held by a relay (while `relayedAt` is null) or by a handler until then. */
  @Column('timestamptz', { nullable: true })
  leasedUntil: Date | null;

  @Column('timestamptz', { nullable: true })
  relayedAt: Date | null;

  /** How often it was put into the queue; part of the job's id from the second time on. */
  @Column('integer', { default: 0 })
  relayCount: number;

  @Column('timestamptz', { nullable: true })
  doneAt: Date | null;

  @Column('timestamptz', { nullable: true })
  failedAt: Date | null;

  @Column('text', { nullable: true })
  lastError: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
