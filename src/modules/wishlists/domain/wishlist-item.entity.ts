import {
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Wishlist } from './wishlist.entity.js';

/** A variant on a list, or a product whose variant is still to be chosen; each once per list. */
@Entity('wishlist_items')
@Index('uq_wishlist_items_thing', { synchronize: false })
export class WishlistItem {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  wishlistId: string;

  @ManyToOne(() => Wishlist, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  wishlist: Relation<Wishlist>;

  @Column('uuid')
  @Index('idx_wishlist_items_product_id')
  @ForeignKey('Product', { onDelete: 'CASCADE' })
  productId: string;

  @Column('uuid', { nullable: true })
  @Index('idx_wishlist_items_variant_id')
  @ForeignKey('ProductVariant', { onDelete: 'CASCADE' })
  variantId: string | null;

  @Column('varchar', { length: 500, nullable: true })
  note: string | null;

  /** What it cost when it was put on the list: to tell how the price has moved. */
  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  addedPrice: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
