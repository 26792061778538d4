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
import { ProductVariant } from '../../domain/product-variant.entity.js';

/** Prices in one currency for a group of customers, or for everybody, for some time or for good. */
@Entity('price_lists')
@Unique(['name'])
@Check('ck_price_lists_currency', "currency ~ '^[A-Z]{3}$'")
@Check('ck_price_lists_dates', 'starts_at < ends_at')
@Index('idx_price_lists_created_at', ['createdAt', 'id'])
export class PriceList {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 100 })
  name: string;

  /** null: the shop's own. */
  @Column('varchar', { length: 3, nullable: true })
  currency: string | null;

  /** null: everybody. */
  @ForeignKey('CustomerGroup', { onDelete: 'RESTRICT' })
  @Index('idx_price_lists_customer_group_id')
  @Column('uuid', { nullable: true })
  customerGroupId: string | null;

  @Column('timestamptz', { nullable: true })
  startsAt: Date | null;

  /** From then on it counts no longer. */
  @Column('timestamptz', { nullable: true })
  endsAt: Date | null;

  @Column('boolean', { default: false })
  isActive: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** What a variant costs in a list from a number of pieces on. */
@Entity('price_list_prices')
@Unique(['priceListId', 'variantId', 'minQuantity'])
@Check('ck_price_list_prices_min_quantity', 'min_quantity BETWEEN 1 AND 999')
@Check('ck_price_list_prices_price', 'price >= 0')
export class PriceListPrice {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  priceListId: string;

  @ManyToOne(() => PriceList, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  priceList: Relation<PriceList>;

  @Index('idx_price_list_prices_variant_id')
  @Column('uuid')
  variantId: string;

  @ManyToOne(() => ProductVariant, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  variant: Relation<ProductVariant>;

  /** Pieces of one line, 1 to 999. */
  @Column('int', { default: 1 })
  minQuantity: number;

  @Column('numeric', { precision: 10, scale: 2 })
  price: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
