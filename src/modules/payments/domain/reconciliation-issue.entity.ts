import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/**
 * Something about money that a person has to look at. Payments and refunds are named without a
 * foreign key: an issue outlives their move to the archive.
 */
@Entity('reconciliation_issues')
@Unique(['issueKey'])
@Index('idx_reconciliation_issues_created', ['createdAt', 'id'])
@Index('idx_reconciliation_issues_open', { synchronize: false })
@Check('ck_reconciliation_issues_status', `status IN ('open', 'settled')`)
@Check('ck_reconciliation_issues_settled', `(status = 'settled') = (settled_at IS NOT NULL)`)
export class ReconciliationIssue {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 50 })
  kind: string;

  /** What it is about: whoever finds it again finds the same row. */
  @Column('varchar', { length: 255 })
  issueKey: string;

  @Column('varchar', { length: 50, nullable: true })
  gateway: string | null;

  /** The day of a settlement file. */
  @Column('date', { nullable: true })
  day: string | null;

  @Column('uuid', { nullable: true })
  @Index('idx_reconciliation_issues_order')
  orderId: string | null;

  @Column('uuid', { nullable: true })
  @Index('idx_reconciliation_issues_payment')
  paymentId: string | null;

  @Column('uuid', { nullable: true })
  refundId: string | null;

  /** The row of `payment_events` that showed it. */
  @Column('uuid', { nullable: true })
  eventId: string | null;

  @Column('varchar', { length: 255, nullable: true })
  reference: string | null;

  @Column('varchar', { length: 3, nullable: true })
  currency: string | null;

  @Column('numeric', { precision: 12, scale: 2, nullable: true })
  ours: string | null;

  @Column('numeric', { precision: 12, scale: 2, nullable: true })
  theirs: string | null;

  @Column('varchar', { length: 10, default: 'open' })
  status: 'open' | 'settled';

  /** What was done about it. */
  @Column('varchar', { length: 30, nullable: true })
  action: string | null;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('uuid', { nullable: true })
  settledBy: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
