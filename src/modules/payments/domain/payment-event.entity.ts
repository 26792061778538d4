import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What a gateway told us, kept for ever so that it is never applied twice. */
@Entity('payment_events')
@Unique(['seq'])
@Unique(['gateway', 'eventId'])
@Check('ck_payment_events_source', `source IN ('callback', 'query', 'answer', 'operator')`)
export class PaymentEvent {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq: string;

  @Column('varchar', { length: 50 })
  gateway: string;

  /** The gateway's own id of the message. */
  @Column('varchar', { length: 255 })
  eventId: string;

  @Column('varchar', { length: 50 })
  kind: string;

  @Column('varchar', { length: 64, nullable: true })
  @Index('idx_payment_events_reference')
  reference: string | null;

  @Column('varchar', { length: 255, nullable: true })
  gatewayPaymentId: string | null;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  amount: string | null;

  @Column('varchar', { length: 3, nullable: true })
  currency: string | null;

  /** As it came, but for what could be used to pay; emptied when its order is archived. */
  @Column('text', { nullable: true })
  body: string | null;

  @Column('timestamptz', { nullable: true })
  occurredAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  receivedAt: Date;

  @Column('uuid', { nullable: true })
  @Index('idx_payment_events_payment_id')
  paymentId: string | null;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;

  @Column('varchar', { length: 50, nullable: true })
  outcome: string | null;

  /** How we heard of it. */
  @Column('varchar', { length: 20, default: 'callback' })
  source: 'callback' | 'query' | 'answer' | 'operator';

  /** What is held and not captured. */
  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  authorisedAmount: string | null;

  /** Our id of the refund it is about, as the gateway repeats it. */
  @Column('varchar', { length: 64, nullable: true })
  refundId: string | null;

  @Column('varchar', { length: 255, nullable: true })
  gatewayRefundId: string | null;

  @Column('varchar', { length: 20, nullable: true })
  refundStatus: string | null;

  /** Why it failed, in the gateway's words, where the body does not say. */
  @Column('varchar', { length: 500, nullable: true })
  reason: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
