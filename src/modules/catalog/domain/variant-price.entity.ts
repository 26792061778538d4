import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { ProductVariant } from './product-variant.entity.js';

/** The price of a variant in a currency that is not the shop's own. */
@Entity('variant_prices')
@Unique(['variantId', 'currency'])
@Check('ck_variant_prices_amounts', 'price >= 0 AND compare_at_price >= 0')
export class VariantPrice {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  variantId: string;

  @ManyToOne(() => ProductVariant, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  variant: Relation<ProductVariant>;

  @Column('varchar', { length: 3 })
  currency: string;

  @Column('numeric', { precision: 10, scale: 2 })
  price: string;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  compareAtPrice: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
