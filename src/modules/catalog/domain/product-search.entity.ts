import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Product } from './product.entity.js';

/** What is searched of each product that has a page; written by triggers alone. */
@Entity('product_search')
@Index('idx_product_search_vector', { synchronize: false })
@Index('idx_product_search_popularity', { synchronize: false })
@Index('idx_product_search_tier_1', { synchronize: false })
@Index('idx_product_search_tier_2', { synchronize: false })
@Index('idx_product_search_tier_3', { synchronize: false })
@Index('idx_product_search_tier_4', { synchronize: false })
export class ProductSearchRow {
  @PrimaryColumn('uuid')
  productId: string;

  @OneToOne(() => Product, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;

  /** Weighted words, SKUs and barcodes. */
  @Column('tsvector')
  vector: string;

  /** Words of its names, without accents: what the vocabulary counts. */
  @Column('text', { array: true })
  words: string[];

  @Column('boolean')
  sellable: boolean;

  @Column('integer')
  ratingCount: number;

  /** Among the most reviewed products: of how few. */
  @Column('smallint', { default: 0 })
  tier: number;

  /** The product's. */
  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  @Index('idx_product_search_updated_at')
  updatedAt: Date;
}
