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

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
