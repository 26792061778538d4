import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** An event of the feed, written by triggers in the transaction of the change it tells of. */
@Entity('public_events')
@Unique(['position'])
@Unique(['aggregateId', 'sequence'])
@Index('idx_public_events_unnumbered', ['seq'], { where: 'position IS NULL' })
@Check('ck_public_events_type', `type ~ '^[a-z]+\\.[a-z-]+$'`)
@Check('ck_public_events_numbered', '(position IS NULL) = (numbered_at IS NULL)')
export class PublicEvent {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Taken before the commit: an order within an aggregate, and nothing between two. */
  @Column({ type: 'bigint', default: () => "nextval('public_events_seq')" })
  seq: string;

  /** Given after the commit: the place in the feed. Null until then. */
  @Column({ type: 'bigint', nullable: true })
  position: string | null;

  @Column({ type: 'varchar', length: 60 })
  type: string;

  @Column({ type: 'varchar', length: 20 })
  aggregateType: string;

  @Column({ type: 'uuid' })
  aggregateId: string;

  /** 1 for the first event of the aggregate, without gaps. */
  @Column({ type: 'bigint' })
  sequence: string;

  @Column({ type: 'jsonb' })
  data: unknown;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  occurredAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  numberedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
