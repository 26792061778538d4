import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Product } from './product.entity.js';
import { ProductVariant } from './product-variant.entity.js';

/** A picture of a product, or of one of its variants. */
@Entity('images')
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

  /** The storage driver's own name of the file, Cloudinary's or another one's. */
  @Column('varchar')
  cloudinaryId: string;

  @Column('varchar', { length: 255, nullable: true })
  altText: string | null;

  @Column('integer', { default: 0 })
  position: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
