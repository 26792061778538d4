import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Product } from './product.entity.js';

/**
 * The ready row that lists are read from, for each product that lists may show and for no other.
 * Written by triggers alone, in the transaction that changes the product.
 */
@Entity('product_listings')
@Index('idx_product_listings_newest', { synchronize: false })
@Index('idx_product_listings_price', ['priceMin', 'id'])
@Index('idx_product_listings_rating', { synchronize: false })
@Index('idx_product_listings_featured', { synchronize: false })
@Index('idx_product_listings_brand', { synchronize: false })
@Index('idx_product_listings_brand_price', ['brandId', 'priceMin', 'id'])
@Index('idx_product_listings_brand_rating', { synchronize: false })
@Index('idx_product_listings_sold', { synchronize: false })
@Index('idx_product_listings_brand_sold', { synchronize: false })
@Index('idx_product_listings_name', ['sortName', 'id'])
@Index('idx_product_listings_values', { synchronize: false })
@Index('idx_product_listings_fields', { synchronize: false })
export class ProductListing {
  /** The product's. */
  @PrimaryColumn('uuid')
  id: string;

  @OneToOne(() => Product, {
    onDelete: 'CASCADE',
    nullable: false,
    createForeignKeyConstraints: true,
  })
  @JoinColumn({ name: 'id', foreignKeyConstraintName: 'product_listings_id_fkey' })
  product: Relation<Product>;

  /** A JSON object as text, without prices and stock: they are added when it is read. */
  @Column('text')
  card: string;

  @Column('numeric', { precision: 10, scale: 2 })
  priceMin: string;

  @Column('numeric', { precision: 10, scale: 2 })
  priceMax: string;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  compareAtPrice: string | null;

  @Column('uuid', { nullable: true })
  brandId: string | null;

  /** The product's status lets it be sold; whether there is stock is asked when it is read. */
  @Column('boolean')
  sellable: boolean;

  @Column('boolean')
  featured: boolean;

  @Column('numeric', { precision: 3, scale: 2 })
  ratingAverage: string;

  @Column('integer')
  ratingCount: number;

  /** The product's: the sort column. */
  @Column('timestamptz')
  createdAt: Date;

  /** The product's own category; those above it are in `category_listings`. */
  @Column('uuid', { nullable: true })
  categoryId: string | null;

  /** Attribute values that its shown variants have. */
  @Column('integer', { array: true, default: [] })
  valueIds: number[];

  /** Values of the shop's own fields that are short enough to filter by. */
  @Column('jsonb', { default: {} })
  fields: Record<string, string | number | boolean>;

  /** Lower case without accents. */
  @Column('text', { default: '' })
  sortName: string;

  /** Pieces sold lately, by a job. */
  @Column('integer', { default: 0 })
  soldCount: number;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
