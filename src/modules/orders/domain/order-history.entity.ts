import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Order } from './order.entity.js';
import { ORDER_STATUSES, type OrderStatus } from './order-status.js';

/** Columns of `order_status_history` and of its archive. */
export abstract class OrderHistoryColumns {
  @Column('uuid')
  orderId: string;

  /** Null in the first row of an order. */
  @Column('enum', { enum: ORDER_STATUSES, enumName: 'order_status', nullable: true })
  fromStatus: OrderStatus | null;

  @Column('enum', { enum: ORDER_STATUSES, enumName: 'order_status' })
  toStatus: OrderStatus;

  /** A short word for programs (`expired`), or what somebody wrote. */
  @Column('varchar', { length: 200, nullable: true })
  reason: string | null;

  /** Null for guests and for the system. */
  @Column('uuid', { nullable: true })
  actorId: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** One change of an order's status; rows are added, never changed. */
@Entity('order_status_history')
@Unique(['seq'])
@Index('idx_order_status_history_order_id', ['orderId', 'seq'])
export class OrderHistory extends OrderHistoryColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq: string;

  @ManyToOne(() => Order, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_id' })
  order: Relation<Order>;
}
