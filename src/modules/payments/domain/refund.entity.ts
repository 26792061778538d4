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

import { Payment } from './payment.entity.js';

export type RefundStatus = 'pending' | 'unknown' | 'succeeded' | 'failed';

/** Money that goes back. A trigger holds the sum of all that have not failed within what was captured. */
@Entity('refunds')
@Unique(['idempotencyKey'])
@Index('idx_refunds_next_query', { synchronize: false })
@Index('idx_refunds_gateway_refund_id', { synchronize: false })
@Index('idx_refunds_processed_at', { synchronize: false })
@Index('idx_refunds_by_time', { synchronize: false })
@Index('idx_refunds_by_status', { synchronize: false })
@Index('idx_refunds_by_amount', { synchronize: false })
@Index('idx_refunds_surplus', { synchronize: false })
@Check('ck_refunds_gateway_status', `gateway_status IN ('pending', 'succeeded', 'failed')`)
@Check('ck_refunds_amount', 'amount > 0')
@Check('ck_refunds_shipping', 'shipping_amount BETWEEN 0 AND amount')
@Check('ck_refunds_status', `status IN ('pending', 'unknown', 'succeeded', 'failed')`)
export class Refund {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @Index('idx_refunds_payment_id')
  paymentId: string;

  @ManyToOne(() => Payment, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  payment: Relation<Payment>;

  @Column('uuid')
  @Index('idx_refunds_order_id')
  @ForeignKey('Order', { onDelete: 'RESTRICT' })
  orderId: string;

  @Column('numeric', { precision: 10, scale: 2 })
  amount: string;

  @Column('varchar', { length: 3 })
  currency: string;

  /** Lines of the order: `[{ orderItemId, quantity, amount, taxAmount }]`. */
  @Column('jsonb', { nullable: true })
  lines: unknown;

  /** What of the amount is for shipping. */
  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  shippingAmount: string;

  /** The return of goods that it is for. */
  @Column('uuid', { nullable: true })
  returnId: string | null;

  /** Money above what the order costs: an edit made it cheaper, or somebody paid twice. It lowers no debt. */
  @Column('boolean', { default: false })
  surplus: boolean;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('varchar', { length: 20, default: 'pending' })
  status: RefundStatus;

  @Column('varchar', { length: 255 })
  idempotencyKey: string;

  @Column('varchar', { length: 255, nullable: true })
  gatewayRefundId: string | null;

  @Column('text', { nullable: true })
  failureReason: string | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;

  /** What the gateway says of it; `status` follows when the order was told. */
  @Column('varchar', { length: 20, nullable: true })
  gatewayStatus: 'pending' | 'succeeded' | 'failed' | null;

  /** When the gateway was asked for it first. */
  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;

  /** When the gateway is asked (again). */
  @Column('timestamptz', { nullable: true, default: () => 'now()' })
  nextQueryAt: Date | null;

  @Column('integer', { default: 0 })
  queryCount: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
