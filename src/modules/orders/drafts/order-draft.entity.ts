import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** An order that staff prepares for a customer. It holds no stock, and becomes at most one order. */
@Entity('order_drafts')
@Unique(['tokenHash'])
@Check('ck_order_drafts_status', `status IN ('open', 'sent', 'placed')`)
@Check('ck_order_drafts_placed', `(status = 'placed') = (order_id IS NOT NULL)`)
@Check('ck_order_drafts_currency', `currency ~ '^[A-Z]{3}$'`)
@Index('idx_order_drafts_created_at', ['createdAt', 'id'])
@Index('idx_order_drafts_user_id', ['userId'])
export class OrderDraftRow {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 10, default: 'open' })
  status: 'open' | 'sent' | 'placed';

  /** Grows with each change; the ETag. */
  @Column('integer', { default: 1 })
  version: number;

  /** Null: for the guest of `email`. */
  @Column('uuid', { nullable: true })
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string | null;

  @Column('varchar', { length: 255, nullable: true })
  email: string | null;

  /** Null: the shop's own. */
  @Column('varchar', { length: 3, nullable: true })
  currency: string | null;

  @Column('jsonb', { default: [] })
  lines: unknown[];

  @Column('text', { array: true, default: [] })
  codes: string[];

  /** Recipient, phone number and street are ciphertext. */
  @Column('jsonb', { nullable: true })
  shippingAddress: Record<string, string | null> | null;

  @Column('jsonb', { nullable: true })
  billingAddress: Record<string, string | null> | null;

  @Column('varchar', { length: 50, nullable: true })
  shippingMethodCode: string | null;

  @Column('text', { nullable: true })
  notes: string | null;

  /** SHA-256 of the token with which its customer sees and orders it. */
  @Column('varchar', { length: 64, nullable: true })
  tokenHash: string | null;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;

  @Column('uuid', { nullable: true })
  orderId: string | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
