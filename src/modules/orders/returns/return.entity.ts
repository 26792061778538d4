import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { OrderLine } from '../domain/order-line.entity.js';
import { Order } from '../domain/order.entity.js';

export const RETURN_STATUSES = [
  'requested',
  'approved',
  'rejected',
  'received',
  'closed',
  'withdrawn',
] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

/** Columns of `returns` and of its archive. */
export abstract class ReturnColumns {
  @Column('uuid')
  orderId: string;

  @Column('varchar', { length: 20, default: 'requested' })
  status: ReturnStatus;

  @Column('text', { nullable: true })
  reason: string | null;

  /** What the shop has answered, for the customer to read. */
  @Column('text', { nullable: true })
  answer: string | null;

  /** Where the goods came to. */
  @Column('uuid', { nullable: true })
  locationId: string | null;

  @Column('timestamptz', { nullable: true })
  receivedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** Columns of `return_items` and of its archive. */
export abstract class ReturnItemColumns {
  @Column('uuid')
  returnId: string;

  @Column('uuid')
  orderItemId: string;

  @Column('integer')
  quantity: number;

  @Column('integer', { default: 0 })
  restockedQuantity: number;

  @Column('integer', { default: 0 })
  writtenOffQuantity: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** Goods that a customer sends back. */
@Entity('returns')
@Index('idx_returns_order_id', ['orderId'])
@Index('idx_returns_by_time', { synchronize: false })
@Index('idx_returns_by_status', { synchronize: false })
@Check(
  'ck_returns_status',
  "status IN ('requested', 'approved', 'rejected', 'received', 'closed', 'withdrawn')",
)
export class OrderReturn extends ReturnColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => Order, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_id' })
  order: Relation<Order>;
}

/** How much of a line comes back, and what becomes of it. */
@Entity('return_items')
@Unique(['returnId', 'orderItemId'])
@Index('idx_return_items_order_item_id', ['orderItemId'])
@Check(
  'ck_return_items_quantity',
  `quantity > 0 AND restocked_quantity >= 0 AND written_off_quantity >= 0
   AND restocked_quantity + written_off_quantity <= quantity`,
)
export class ReturnItem extends ReturnItemColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => OrderReturn, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'return_id' })
  parent: Relation<OrderReturn>;

  @ManyToOne(() => OrderLine, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_item_id' })
  orderItem: Relation<OrderLine>;
}
