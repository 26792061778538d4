import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Product } from './product.entity.js';

/** What is sold: every product has at least one. */
@Entity('product_variants')
@Index('uq_product_variants_sku', { synchronize: false })
@Index('idx_product_variants_by_sku', { synchronize: false })
@Index('uq_product_variants_options', { synchronize: false })
@Index('idx_product_variants_product_id', ['productId', 'position', 'id'])
@Check('ck_product_variants_inventory_quantity', 'inventory_quantity >= 0')
@Check('ck_product_variants_backordered_quantity', 'backordered_quantity >= 0')
@Check('ck_product_variants_one_of_both', 'inventory_quantity = 0 OR backordered_quantity = 0')
@Check('ck_product_variants_backorder_limit', 'backorder_limit BETWEEN 0 AND 1000000')
@Check('ck_product_variants_low_stock_threshold', 'low_stock_threshold BETWEEN 0 AND 1000000')
@Check('ck_product_variants_prices', 'price >= 0 AND compare_at_price >= 0 AND cost_per_item >= 0')
@Check('ck_product_variants_weight', 'weight >= 0')
export class ProductVariant {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  productId: string;

  @ManyToOne(() => Product, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  product: Relation<Product>;

  @Column('varchar', { length: 255 })
  name: string;

  @Column('varchar', { nullable: true })
  sku: string | null;

  @Column('numeric', { precision: 10, scale: 2 })
  price: string;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  compareAtPrice: string | null;

  /** What the shop pays for it. Never in a public answer. */
  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  costPerItem: string | null;

  /** What is free to sell now; moved only by the inventory's conditional updates. */
  @Column('integer', { default: 0 })
  inventoryQuantity: number;

  /** Sold beyond what is there; above zero only while nothing is free. */
  @Column('integer', { default: 0 })
  backorderedQuantity: number;

  @Column('numeric', { precision: 8, scale: 2, nullable: true })
  weight: string | null;

  @Column('boolean', { default: true })
  requiresShipping: boolean;

  @Column('boolean', { default: true })
  taxable: boolean;

  /** False: hidden and not sold. */
  @Column('boolean', { default: true })
  isActive: boolean;

  @Column('varchar', { nullable: true })
  barcode: string | null;

  @Column('integer', { default: 0 })
  position: number;

  /** Ids of its attribute values in their order, with `-` between; kept by trigger, once per product. */
  @Column('text', { default: '' })
  optionKey: string;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  /** How many may be sold beyond what is there; 0: none. */
  @Column('integer', { default: 0 })
  backorderLimit: number;

  /** From when on it can be sent; a later day makes it a preorder. */
  @Column('date', { nullable: true })
  availableOn: string | null;

  /** So many, or less, are few; null: what the shop calls few. */
  @Column('integer', { nullable: true })
  lowStockThreshold: number | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
