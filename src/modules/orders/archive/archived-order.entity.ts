import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DiscountUsageColumns } from '../domain/discount-usage.entity.js';
import { FulfilmentColumns, FulfilmentItemColumns } from '../fulfilments/fulfilment.entity.js';
import { OrderHistoryColumns } from '../domain/order-history.entity.js';
import { OrderLineColumns } from '../domain/order-line.entity.js';
import { OrderColumns } from '../domain/order.entity.js';
import { ReturnColumns, ReturnItemColumns } from '../returns/return.entity.js';

// The archive tables are partitioned by month of the order and made `LIKE` the live ones, without
// their defaults: the schema tool cannot describe either, so it leaves them alone. The test
// "archive columns" holds each pair of tables together instead.

/** An order that was moved out of `orders`, whole and for good. */
@Entity('orders_archive', { synchronize: false })
@Index('idx_orders_archive_order_number', ['orderNumber'])
@Index('idx_orders_archive_created', { synchronize: false })
@Index('idx_orders_archive_unfinished', { synchronize: false })
@Index('idx_orders_archive_refunded', { synchronize: false })
export class ArchivedOrder extends OrderColumns {
  @PrimaryColumn('uuid')
  id: string;

  @PrimaryColumn('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  archivedAt: Date;
}

@Entity('order_items_archive', { synchronize: false })
export class ArchivedOrderLine extends OrderLineColumns {
  @PrimaryColumn('uuid')
  id: string;

  /** `createdAt` of the order: the key of the partition, in every table of the archive. */
  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

@Entity('order_status_history_archive', { synchronize: false })
export class ArchivedOrderHistory extends OrderHistoryColumns {
  @PrimaryColumn('uuid')
  id: string;

  @Column('bigint')
  seq: string;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

@Entity('fulfilments_archive', { synchronize: false })
export class ArchivedFulfilment extends FulfilmentColumns {
  @PrimaryColumn('uuid')
  id: string;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

@Entity('fulfilment_items_archive', { synchronize: false })
export class ArchivedFulfilmentItem extends FulfilmentItemColumns {
  @PrimaryColumn('uuid')
  id: string;

  /** The order, which a parcel's item does not name itself. */
  @Column('uuid')
  ownerOrderId: string;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

@Entity('returns_archive', { synchronize: false })
export class ArchivedReturn extends ReturnColumns {
  @PrimaryColumn('uuid')
  id: string;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

@Entity('return_items_archive', { synchronize: false })
export class ArchivedReturnItem extends ReturnItemColumns {
  @PrimaryColumn('uuid')
  id: string;

  /** The order, which a returned item does not name itself. */
  @Column('uuid')
  ownerOrderId: string;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}

@Entity('discount_usages_archive', { synchronize: false })
export class ArchivedDiscountUsage extends DiscountUsageColumns {
  @PrimaryColumn('uuid')
  id: string;

  @PrimaryColumn('timestamptz')
  orderCreatedAt: Date;
}
