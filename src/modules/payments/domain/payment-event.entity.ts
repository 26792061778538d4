import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What a gateway told us, kept for ever so that it is never applied twice. */
@Entity('payment_events')
@Unique(['seq'])
@Unique(['gateway', 'eventId'])
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

  /** As it came; emptied when its order is archived. */
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

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
