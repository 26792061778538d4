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
} from 'typeorm';
import type { OrderTax } from '../orders.types.js';
import type { Order } from './order.entity.js';

/** Columns of `order_items` and, without their defaults, of `order_items_archive`. */
export abstract class OrderLineColumns {
  @Column('uuid')
  orderId: string;

  @Column('uuid')
  productId: string;

  @Column('uuid')
  variantId: string;

  /** From 1; the order of the lines in the cart. */
  @Column('integer', { default: 0 })
  position: number;

  @Column('varchar', { length: 255 })
  productName: string;

  @Column('varchar', { length: 255 })
  variantName: string;

  @Column('varchar', { nullable: true })
  sku: string | null;

  /** Name to value, as they were: `{ "Colour": "Blue" }`. */
  @Column('jsonb', { default: {} })
  attributes: Record<string, string>;

  @Column('integer')
  quantity: number;

  @Column('numeric', { precision: 10, scale: 2 })
  unitPrice: string;

  /** `unitPrice` × `quantity`, before discounts. */
  @Column('numeric', { precision: 10, scale: 2 })
  totalPrice: string;

  /** This line's share of all discounts on goods. */
  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  discountAmount: string;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  taxAmount: string;

  @Column('integer', { default: 0 })
  refundedQuantity: number;

  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  refundedAmount: string;

  @Column('integer', { default: 0 })
  returnedQuantity: number;

  /** Pieces that no parcel will take any more: refunded before one did; their stock is back. */
  @Column('integer', { default: 0 })
  cancelledQuantity: number;

  /** What the customer wrote beside the line. */
  @Column('varchar', { length: 500, nullable: true })
  notes: string | null;

  /** As they were charged; null on orders of before they were kept. */
  @Column('jsonb', { nullable: true })
  taxes: OrderTax[] | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** A line of an order with all that must not change when the product does. */
@Entity('order_items')
@Index('idx_order_items_order_id', ['orderId', 'position'])
@Index('idx_order_items_variant_id', ['variantId'])
@Index('idx_order_items_product_id', ['productId'])
@Check('ck_order_items_quantity', 'quantity > 0')
@Check('ck_order_items_total_price', 'unit_price >= 0 AND total_price = unit_price * quantity')
@Check('ck_order_items_shares', 'discount_amount BETWEEN 0 AND total_price AND tax_amount >= 0')
@Check('ck_order_items_cancelled', 'cancelled_quantity BETWEEN 0 AND quantity')
@Check(
  'ck_order_items_given_back',
  `refunded_quantity BETWEEN 0 AND quantity AND returned_quantity BETWEEN 0 AND quantity
   AND refunded_amount >= 0`,
)
export class OrderLine extends OrderLineColumns {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne('Order', 'lines', { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_id' })
  order: Relation<Order>;

  @ForeignKey('Product', { onDelete: 'RESTRICT' })
  declare productId: string;

  @ForeignKey('ProductVariant', { onDelete: 'RESTRICT' })
  declare variantId: string;
}
