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
import { ProductVariant } from './product-variant.entity.js';

/** A price that is over; written by triggers, never changed. The current one is in the variant. */
@Entity('variant_price_history')
@Index('idx_variant_price_history_variant_id', { synchronize: false })
@Check('ck_variant_price_history_times', 'valid_from < valid_to')
export class VariantPriceHistory {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  variantId: string;

  @ManyToOne(() => ProductVariant, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  variant: Relation<ProductVariant>;

  /** Null: the shop's own currency. */
  @Column('varchar', { length: 3, nullable: true })
  currency: string | null;

  @Column('numeric', { precision: 10, scale: 2 })
  price: string;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  compareAtPrice: string | null;

  @Column('timestamptz')
  validFrom: Date;

  @Column('timestamptz')
  @Index('idx_variant_price_history_valid_to')
  validTo: Date;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
