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
import { PRODUCT_STATUSES, type ProductStatus } from '../catalog.types.js';
import { Brand } from './brand.entity.js';
import { Category } from './category.entity.js';
import { Collection } from './collection.entity.js';

/** What the shop shows as one thing; what it sells are its variants. */
@Entity('products')
@Index('uq_products_slug', { synchronize: false })
@Index('uq_products_sku', { synchronize: false })
@Index('idx_products_search', { synchronize: false })
@Index('idx_products_publish_at', { synchronize: false })
@Index('idx_products_unpublish_at', { synchronize: false })
@Index('idx_products_newest', { synchronize: false })
@Index('idx_products_by_name', { synchronize: false })
@Index('idx_products_by_update', { synchronize: false })
@Index('idx_products_by_price', { synchronize: false })
@Index('idx_products_deleted', { synchronize: false })
@Index('idx_products_custom_fields', { synchronize: false })
@Check('ck_products_base_price', 'base_price >= 0')
@Check('ck_products_weight', 'weight >= 0')
@Check('ck_products_rating', 'rating_count >= 0 AND rating_average BETWEEN 0 AND 5')
export class Product {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 255 })
  name: string;

  @Column('varchar')
  @Index('idx_products_slug')
  slug: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { nullable: true })
  shortDescription: string | null;

  @Column('uuid', { nullable: true })
  @Index('idx_products_brand_id')
  brandId: string | null;

  @ManyToOne(() => Brand, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  brand: Relation<Brand> | null;

  @Column('uuid', { nullable: true })
  @Index('idx_products_category_id')
  categoryId: string | null;

  @ManyToOne(() => Category, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  category: Relation<Category> | null;

  /** The main collection; always among the product's collections. */
  @Column('uuid', { nullable: true })
  @Index('idx_products_collection_id')
  collectionId: string | null;

  @ManyToOne(() => Collection, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  collection: Relation<Collection> | null;

  /** What a new variant inherits; the price that is paid is the variant's. */
  @Column('numeric', { precision: 10, scale: 2 })
  basePrice: string;

  @Column('varchar', { nullable: true })
  sku: string | null;

  @Column('enum', { enum: PRODUCT_STATUSES, enumName: 'product_status', default: 'active' })
  @Index('idx_products_status')
  status: ProductStatus;

  @Column('boolean', { default: false })
  @Index('idx_products_published')
  published: boolean;

  @Column('boolean', { default: false })
  featured: boolean;

  /** In the shop's unit (kg), also for variants that name none. */
  @Column('numeric', { precision: 8, scale: 2, nullable: true })
  weight: string | null;

  @Column('jsonb', { nullable: true })
  dimensions: Record<string, unknown> | null;

  @Column('jsonb', { nullable: true })
  metadata: Record<string, unknown> | null;

  @Column('varchar', { length: 50, nullable: true })
  taxClass: string | null;

  /** Published reviews and their average, kept by trigger. */
  @Column('integer', { default: 0 })
  ratingCount: number;

  @Column('numeric', { precision: 3, scale: 2, default: 0 })
  ratingAverage: string;

  /** Since when it is published, by trigger; null: since it was made. */
  @Column('timestamptz', { nullable: true })
  publishedAt: Date | null;

  /** When a worker publishes it; NULL once it has. */
  @Column('timestamptz', { nullable: true })
  publishAt: Date | null;

  @Column('timestamptz', { nullable: true })
  unpublishAt: Date | null;

  /** Values of the shop's own fields, by code; their types are in `product_fields`. */
  @Column('jsonb', { default: {} })
  customFields: Record<string, unknown>;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
