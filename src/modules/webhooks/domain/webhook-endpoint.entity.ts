import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** Somebody outside who is told of events. */
@Entity('webhook_endpoints')
@Check('ck_webhook_endpoints_status', "status IN ('active', 'paused')")
@Check(
  'ck_webhook_endpoints_pause',
  `(status = 'paused') = (pause_reason IS NOT NULL) AND (status = 'paused') = (paused_at IS NOT NULL)
    AND pause_reason IN ('staff', 'failing', 'gone')`,
)
@Check('ck_webhook_endpoints_types', 'cardinality(event_types) BETWEEN 1 AND 50')
export class WebhookEndpoint {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 2000 })
  url: string;

  @Column({ type: 'varchar', length: 200, default: '' })
  description: string;

  /** Types, `order.*` or `*`. */
  @Column({ type: 'varchar', length: 60, array: true })
  eventTypes: string[];

  @Column({ type: 'varchar', length: 10, default: 'active' })
  status: string;

  @Column({ type: 'varchar', length: 10, nullable: true })
  pauseReason: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  pausedAt: Date | null;

  /** Encrypted. */
  @Column({ type: 'text' })
  secret: string;

  /** Encrypted; signs beside the new one until the time below. */
  @Column({ type: 'text', nullable: true })
  previousSecret: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  signedTwiceUntil: Date | null;

  /** Up to this position of the feed deliveries are written. */
  @Column({ type: 'bigint' })
  toldPosition: string;

  /** When staff last had something sent again; the audit log says who. */
  @Column({ type: 'timestamptz', nullable: true })
  resentAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  failingSince: Date | null;

  /** Tries in a row that did not arrive. */
  @Column({ type: 'integer', default: 0 })
  failures: number;

  /** Nothing is sent before that. */
  @Column({ type: 'timestamptz', nullable: true })
  restsUntil: Date | null;

  /** A job was asked for and has not begun; after that time another may be. */
  @Column({ type: 'timestamptz', nullable: true })
  rungUntil: Date | null;

  /** The run that sends, alone until the time below. */
  @Column({ type: 'uuid', nullable: true })
  leaseId: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  leasedUntil: Date | null;

  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
