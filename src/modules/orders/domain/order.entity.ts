import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import type { OrderTax } from '../orders.types.js';
import { OrderLine } from './order-line.entity.js';
import { type OrderStatus, ORDER_STATUSES } from './order-status.js';

/** Columns of `orders` and, without their defaults, of `orders_archive`. */
export abstract class OrderColumns {
  @Column('uuid', { nullable: true })
  userId: string | null;

  /** Filled by a trigger when it is left out; a number that is given (a restored order) stays. */
  @Column('varchar')
  orderNumber: string;

  @Column('enum', { enum: ORDER_STATUSES, enumName: 'order_status', default: 'pending' })
  status: OrderStatus;

  /** Unique: a cart becomes at most one order. */
  @Column('uuid', { nullable: true })
  cartId: string | null;

  @Column('varchar', { length: 255 })
  email: string;

  /** SHA-256 of the token with which a guest reads his order; null for customers. */
  @Column('varchar', { length: 64, nullable: true })
  tokenHash: string | null;

  @Column('varchar', { length: 3, default: 'USD' })
  currency: string;

  @Column('numeric', { precision: 18, scale: 8, default: 1 })
  exchangeRate: string;

  @Column('boolean', { default: false })
  taxInclusive: boolean;

  @Column('numeric', { precision: 10, scale: 2 })
  subtotal: string;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  taxAmount: string;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  shippingCost: string;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  discountAmount: string;

  @Column('numeric', { precision: 10, scale: 2 })
  totalAmount: string;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  refundedAmount: string;

  @Column('varchar', { length: 50, nullable: true })
  shippingMethodCode: string | null;

  /** Recipient, phone number and street are ciphertext; the rest is plain for shipping and reports. */
  @Column('jsonb')
  shippingAddress: Record<string, string | null>;

  @Column('jsonb', { nullable: true })
  billingAddress: Record<string, string | null> | null;

  @Column('text', { nullable: true })
  notes: string | null;

  /** The language in which the customer is written to. */
  @Column('varchar', { length: 10, default: 'en' })
  locale: string;

  /** Taxes of shipping as they were charged; null on orders of before they were kept. */
  @Column('jsonb', { nullable: true })
  shippingTaxes: OrderTax[] | null;

  /** Who named the price of shipping; null: nothing was sent, or it was not kept yet. */
  @Column('varchar', { length: 20, nullable: true })
  shippingSource: string | null;

  /** Who named the tax rates; null: nothing was taxed, or it was not kept yet. */
  @Column('varchar', { length: 20, nullable: true })
  taxSource: string | null;

  /** Until then it may be paid; null once it is confirmed or was cancelled. */
  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  /** When it came back out of the archive; for a while it is not taken again. */
  @Column('timestamptz', { nullable: true })
  restoredAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** An order: amounts and address as they were when it was placed; lines and history beside it. */
@Entity('orders')
@Unique(['orderNumber'])
@Unique(['cartId'])
@Index('idx_orders_user_id', ['userId'])
@Index('idx_orders_status', ['status'])
@Index('idx_orders_created_at', ['createdAt'])
@Index('idx_orders_history', { synchronize: false })
@Index('idx_orders_expires_at', { synchronize: false })
@Index('idx_orders_email', { synchronize: false })
@Index('idx_orders_open_customer', { synchronize: false })
@Index('idx_orders_unfinished', { synchronize: false })
@Index('idx_orders_refunded', { synchronize: false })
@Check('ck_orders_currency', "currency ~ '^[A-Z]{3}$'")
@Check(
  'ck_orders_amounts',
  `subtotal >= 0 AND tax_amount >= 0 AND shipping_cost >= 0 AND discount_amount >= 0
   AND total_amount >= 0 AND refunded_amount BETWEEN 0 AND total_amount`,
)
@Check(
  'ck_orders_total',
  `(NOT tax_inclusive AND total_amount = subtotal + tax_amount + shipping_cost - discount_amount)
   OR (tax_inclusive AND total_amount = subtotal + shipping_cost - discount_amount)`,
)
@Check('ck_orders_shipping_source', "shipping_source IN ('shop', 'carrier', 'fallback')")
@Check('ck_orders_tax_source', "tax_source IN ('shop', 'tax_engine', 'fallback')")
export class Order extends OrderColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'RESTRICT' })
  declare userId: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @OneToMany(() => OrderLine, (line) => line.order)
  lines: Relation<OrderLine[]>;
}
