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
import { Brand } from './brand.entity.js';
import { Category } from './category.entity.js';
import { Collection } from './collection.entity.js';
import { Product } from './product.entity.js';

/** A slug that something had and gave up; written by triggers alone. It leads to whoever had it last. */
@Entity('slug_history')
@Index('uq_slug_history_product', { synchronize: false })
@Index('uq_slug_history_category', { synchronize: false })
@Index('uq_slug_history_brand', { synchronize: false })
@Index('uq_slug_history_collection', { synchronize: false })
@Index('idx_slug_history_product_id', { synchronize: false })
@Index('idx_slug_history_category_id', { synchronize: false })
@Index('idx_slug_history_brand_id', { synchronize: false })
@Index('idx_slug_history_collection_id', { synchronize: false })
@Check(
  'ck_slug_history_owner',
  'num_nonnulls(product_id, category_id, brand_id, collection_id) = 1',
)
export class SlugHistory {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { nullable: true })
  productId: string | null;

  @ManyToOne(() => Product, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  product: Relation<Product> | null;

  @Column('uuid', { nullable: true })
  categoryId: string | null;

  @ManyToOne(() => Category, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  category: Relation<Category> | null;

  @Column('uuid', { nullable: true })
  brandId: string | null;

  @ManyToOne(() => Brand, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  brand: Relation<Brand> | null;

  @Column('uuid', { nullable: true })
  collectionId: string | null;

  @ManyToOne(() => Collection, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  collection: Relation<Collection> | null;

  @Column('varchar')
  slug: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
