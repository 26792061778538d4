import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Collection } from './collection.entity.js';
import { Product } from './product.entity.js';

/** That a product is in a collection, and where; `products.collection_id` names one of these. */
@Entity('collection_products')
@Unique(['collectionId', 'productId'])
@Index('idx_collection_products_position', ['collectionId', 'position', 'productId'])
export class CollectionProduct {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  collectionId: string;

  @ManyToOne(() => Collection, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  collection: Relation<Collection>;

  @Column('uuid')
  @Index('idx_collection_products_product_id')
  productId: string;

  @ManyToOne(() => Product, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  product: Relation<Product>;

  /** Rows by hand stand below 1,000,000, rows by rule far above: those are made from what they are sorted by. */
  @Column('bigint', { default: 0 })
  position: string;

  /** Put in by the collection's rules, and taken out by them; false: by hand. */
  @Column('boolean', { default: false })
  byRule: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
