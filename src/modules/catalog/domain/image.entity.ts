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
import { Brand } from './brand.entity.js';
import { Category } from './category.entity.js';
import { Collection } from './collection.entity.js';
import { Product } from './product.entity.js';
import { ProductVariant } from './product-variant.entity.js';

/** A picture of a product, of one of its variants, or of a group. */
@Entity('images')
@Check(
  'ck_images_owner',
  `num_nonnulls(product_id, category_id, brand_id, collection_id) <= 1
      AND (variant_id IS NULL OR num_nonnulls(category_id, brand_id, collection_id) = 0)`,
)
@Index('uq_images_file_id', { synchronize: false })
@Index('idx_images_category_id', { synchronize: false })
@Index('idx_images_brand_id', { synchronize: false })
@Index('idx_images_collection_id', { synchronize: false })
@Index('idx_images_product_id', ['productId', 'position', 'id'])
export class Image {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { nullable: true })
  productId: string | null;

  @ManyToOne(() => Product, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  product: Relation<Product> | null;

  @Column('uuid', { nullable: true })
  @Index('idx_images_variant_id')
  variantId: string | null;

  @ManyToOne(() => ProductVariant, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn()
  variant: Relation<ProductVariant> | null;

  @Column('varchar')
  url: string;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => Category, { onDelete: 'CASCADE' })
  categoryId: string | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => Brand, { onDelete: 'CASCADE' })
  brandId: string | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => Collection, { onDelete: 'CASCADE' })
  collectionId: string | null;

  /** The file behind it, from which a trigger takes address, key and measures; null for the demo's pictures. */
  @Column('uuid', { nullable: true })
  @ForeignKey('MediaFile', { onDelete: 'RESTRICT' })
  fileId: string | null;

  /** The storage driver's own name of the file, Cloudinary's or another one's. */
  @Column('varchar')
  cloudinaryId: string;

  @Column('varchar', { length: 255, nullable: true })
  altText: string | null;

  @Column('integer', { nullable: true })
  width: number | null;

  @Column('integer', { nullable: true })
  height: number | null;

  @Column('integer', { default: 0 })
  position: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
