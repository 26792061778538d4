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
import { Order } from './order.entity.js';

/** Columns of `discount_usages` and of its archive. */
export abstract class DiscountUsageColumns {
  @Column('uuid')
  discountId: string;

  @Column('uuid', { nullable: true })
  userId: string | null;

  /** SHA-256 of a guest's e-mail; exactly one of this and `userId` is set. */
  @Column('varchar', { length: 64, nullable: true })
  guestHash: string | null;

  @Column('uuid')
  orderId: string;

  /** The single-use code that it took. */
  @Column('uuid', { nullable: true })
  codeId: string | null;

  /** What the discount took off this order. */
  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  amount: string;

  @Column('timestamptz', { default: () => 'now()' })
  usedAt: Date;

  /** When the use was given back, because the order was cancelled; then it no longer counts. */
  @Column('timestamptz', { nullable: true })
  releasedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** One use of a discount by an order; counts in `discounts.used_count` until it is given back. */
@Entity('discount_usages')
// NULLS NOT DISTINCT in the database: one use per order, for guests too.
@Unique(['discountId', 'userId', 'orderId'])
@Index('idx_discount_usages_order_id', ['orderId'])
@Index('idx_discount_usages_user_id', ['userId'])
@Index('idx_discount_usages_guest_hash', ['guestHash'], { where: 'guest_hash IS NOT NULL' })
@Check('ck_discount_usages_customer', 'num_nonnulls(user_id, guest_hash) = 1')
export class DiscountUsage extends DiscountUsageColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('Discount', { onDelete: 'RESTRICT' })
  declare discountId: string;

  @ForeignKey('User', { onDelete: 'RESTRICT' })
  declare userId: string | null;

  @ManyToOne(() => Order, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_id' })
  order: Relation<Order>;
}
