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

export const FULFILMENT_STATUSES = ['pending', 'shipped', 'delivered', 'cancelled'] as const;
export type FulfilmentStatus = (typeof FULFILMENT_STATUSES)[number];

/** Columns of `fulfilments` and of its archive. */
export abstract class FulfilmentColumns {
  @Column('uuid')
  orderId: string;

  @Column('varchar', { length: 20, default: 'pending' })
  status: FulfilmentStatus;

  @Column('varchar', { length: 100, nullable: true })
  carrier: string | null;

  @Column('varchar', { length: 100, nullable: true })
  trackingNumber: string | null;

  @Column('timestamptz', { nullable: true })
  shippedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  deliveredAt: Date | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt: Date | null;

  /** Where it leaves from. No foreign key: a location may be closed for good, the parcel stays. */
  @Column('uuid', { nullable: true })
  locationId: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** Columns of `fulfilment_items` and of its archive. */
export abstract class FulfilmentItemColumns {
  @Column('uuid')
  fulfilmentId: string;

  @Column('uuid')
  orderItemId: string;

  @Column('integer')
  quantity: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** One parcel of an order. */
@Entity('fulfilments')
@Index('idx_fulfilments_order_id', ['orderId'])
@Check('ck_fulfilments_status', "status IN ('pending', 'shipped', 'delivered', 'cancelled')")
export class Fulfilment extends FulfilmentColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => Order, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_id' })
  order: Relation<Order>;
}

/** How much of a line is in a parcel. */
@Entity('fulfilment_items')
@Unique(['fulfilmentId', 'orderItemId'])
@Index('idx_fulfilment_items_order_item_id', ['orderItemId'])
@Check('ck_fulfilment_items_quantity', 'quantity > 0')
export class FulfilmentItem extends FulfilmentItemColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => Fulfilment, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'fulfilment_id' })
  fulfilment: Relation<Fulfilment>;

  @ManyToOne(() => OrderLine, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_item_id' })
  orderItem: Relation<OrderLine>;
}
