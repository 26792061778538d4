import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { PAYMENT_STATUSES, type PaymentStatus } from '../payments.types.js';
import { PaymentMethod } from './payment-method.entity.js';

/** One attempt to pay an order, with a merchant reference of its own. */
@Entity('payments')
@Unique(['reference'])
@Unique(['orderId', 'attempt'])
@Unique(['paymentMethodId', 'gatewayPaymentId'])
@Index('idx_payments_open', { synchronize: false })
@Index('idx_payments_held_since', { synchronize: false })
@Index('idx_payments_next_query', { synchronize: false })
@Index('idx_payments_processed_at', { synchronize: false })
@Index('idx_payments_created', ['createdAt', 'id'])
@Index('idx_payments_by_amount', { synchronize: false })
@Index('idx_payments_partly', { synchronize: false })
@Check('ck_payments_capture_mode', `capture_mode IN ('automatic', 'manual')`)
@Check(
  'ck_payments_amounts',
  `amount >= 0 AND authorised_amount BETWEEN 0 AND amount
    AND captured_amount BETWEEN 0 AND amount AND fee_amount >= 0`,
)
export class Payment {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** A value to us: what an order is, only the orders feature knows. */
  @Column('uuid')
  @ForeignKey('Order', { onDelete: 'RESTRICT' })
  orderId: string;

  @Column('uuid', { nullable: true })
  @Index('idx_payments_user_id')
  @ForeignKey('User', { onDelete: 'RESTRICT' })
  userId: string | null;

  @Column('uuid')
  paymentMethodId: string;

  @ManyToOne(() => PaymentMethod, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  paymentMethod: Relation<PaymentMethod>;

  @Column('varchar', { length: 64 })
  reference: string;

  @Column('integer', { default: 1 })
  attempt: number;

  @Column('numeric', { precision: 10, scale: 2 })
  amount: string;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  authorisedAmount: string;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  capturedAmount: string;

  /** What the gateway keeps; the merchant's cost. */
  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  feeAmount: string;

  @Column('varchar', { length: 3, default: 'USD' })
  currency: string;

  @Column('enum', { enum: PAYMENT_STATUSES, enumName: 'payment_status', default: 'pending' })
  status: PaymentStatus;

  @Column('varchar', { length: 255, nullable: true })
  gatewayPaymentId: string | null;

  /** Which event decided the state; allow-listed fields only. */
  @Column('jsonb', { nullable: true })
  gatewayResponse: Record<string, unknown> | null;

  @Column('text', { nullable: true })
  redirectUrl: string | null;

  @Column('text', { nullable: true })
  failureReason: string | null;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;

  /** How its method took money when it was handed over. */
  @Column('varchar', { length: 10, default: 'automatic' })
  captureMode: 'automatic' | 'manual';

  /** Over a part of what was owed; others may pay beside it. */
  @Column('boolean', { default: false })
  isPart: boolean;

  /** When the gateway is asked next what became of it. */
  @Column('timestamptz', { nullable: true })
  nextQueryAt: Date | null;

  @Column('integer', { default: 0 })
  queryCount: number;

  @Column('timestamptz', { nullable: true })
  askedAt: Date | null;

  /** The saved card that it was begun with. */
  @Column('uuid', { nullable: true })
  cardId: string | null;

  /** Since when its money is held, or was. */
  @Column('timestamptz', { nullable: true })
  heldSince: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
