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

/** One mail: that it went, or why not. It does not say to whom. */
@Entity('mail_deliveries')
@Unique(['messageId'])
@Check('ck_mail_deliveries_state', "state IN ('sending', 'sent', 'failed')")
@Check('ck_mail_deliveries_sent', "(state = 'sent') = (sent_at IS NOT NULL)")
@Index('idx_mail_deliveries_created_at', ['createdAt', 'id'])
@Index('idx_mail_deliveries_recipient', ['recipientHash'])
export class MailDelivery {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** The same for every try of one event. */
  @Column({ type: 'varchar', length: 200 })
  messageId: string;

  /** What it is about, `order-confirmation`. */
  @Column({ type: 'varchar', length: 60 })
  template: string;

  /** Blind index of the address. */
  @Column({ type: 'varchar', length: 64 })
  recipientHash: string;

  @Column({ type: 'varchar', length: 10, default: 'sending' })
  state: string;

  @Column({ type: 'integer', default: 1 })
  tries: number;

  /** Without addresses. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  lastError: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  sentAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
