import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { Category } from './category.entity.js';
import { ProductListing } from './product-listing.entity.js';

/** One row per listed product and category above it, with the sort columns; written by triggers. */
@Entity('category_listings')
@Index('idx_category_listings_newest', { synchronize: false })
@Index('idx_category_listings_rating', { synchronize: false })
@Index('idx_category_listings_sold', { synchronize: false })
@Index('idx_category_listings_price', ['categoryId', 'priceMin', 'productId'])
export class CategoryListing {
  @PrimaryColumn('uuid')
  categoryId: string;

  @ManyToOne(() => Category, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  category: Relation<Category>;

  @PrimaryColumn('uuid')
  @Index('idx_category_listings_product_id')
  productId: string;

  @ManyToOne(() => ProductListing, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'product_id' })
  product: Relation<ProductListing>;

  @Column('numeric', { precision: 10, scale: 2 })
  priceMin: string;

  @Column('numeric', { precision: 3, scale: 2 })
  ratingAverage: string;

  /** The product's. */
  @Column('timestamptz')
  createdAt: Date;

  @Column('integer', { default: 0 })
  soldCount: number;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
