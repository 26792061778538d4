import { Column, Entity, PrimaryColumn } from 'typeorm';

// Payments, refunds and stock movements belong to other features; their archive belongs to orders,
// because an order moves whole. See archived-order.entity.ts on why the schema tool skips these.

/** A payment of an archived order. */
@Entity('payments_archive', { synchronize: false })
export class ArchivedPayment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  orderId: string;

  @Column('uuid', { nullable: true })
  userId: string | null;

  @Column('uuid')
  paymentMethodId: string;

  @Column('varchar', { length: 64 })
  reference: string;

  @Column('integer')
  attempt: number;

  @Column('numeric', { precision: 10, scale: 2 })
  amount: string;

  @Column('numeric', { precision: 10, scale: 2 })
  authorisedAmount: string;

  @Column('numeric', { precision: 10, scale: 2 })
  capturedAmount: string;

  @Column('numeric', { precision: 10, scale: 2 })
  feeAmount: string;

  @Column('varchar', { length: 3 })
  currency: string;

  @Column('varchar')
  status: string;

  @Column('varchar', { length: 255, nullable: true })
  gatewayPaymentId: string | null;

  @Column('jsonb', { nullable: true })
  gatewayResponse: unknown;

  @Column('text', { nullable: true })
  redirectUrl: string | null;

  @Column('text', { nullable: true })
  failureReason: string | null;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;

  @Column('varchar', { length: 10 })
  captureMode: string;

  @Column('boolean')
  isPart: boolean;

  @Column('timestamptz', { nullable: true })
  nextQueryAt: Date | null;

  @Column('integer')
  queryCount: number;

  @Column('timestamptz', { nullable: true })
  askedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

/** A refund of an archived order. */
@Entity('refunds_archive', { synchronize: false })
export class ArchivedRefund {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  paymentId: string;

  @Column('uuid')
  orderId: string;

  @Column('numeric', { precision: 10, scale: 2 })
  amount: string;

  @Column('varchar', { length: 3 })
  currency: string;

  @Column('jsonb', { nullable: true })
  lines: unknown;

  @Column('numeric', { precision: 10, scale: 2 })
  shippingAmount: string;

  @Column('uuid', { nullable: true })
  returnId: string | null;

  @Column('boolean')
  surplus: boolean;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('varchar', { length: 20 })
  status: string;

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

  @Column('varchar', { length: 20, nullable: true })
  gatewayStatus: string | null;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;

  @Column('timestamptz', { nullable: true })
  nextQueryAt: Date | null;

  @Column('integer')
  queryCount: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

/** A movement of stock that an archived order caused. */
@Entity('stock_movements_archive', { synchronize: false })
export class ArchivedStockMovement {
  @PrimaryColumn('uuid')
  id: string;

  @Column('bigint')
  seq: string;

  @Column('uuid')
  variantId: string;

  @Column('integer')
  quantity: number;

  @Column('varchar', { length: 30 })
  cause: string;

  @Column('uuid', { nullable: true })
  orderId: string | null;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('uuid', { nullable: true })
  actorId: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}
