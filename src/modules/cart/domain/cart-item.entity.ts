import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { ShoppingCart } from './shopping-cart.entity.js';

/** One variant in a cart. */
@Entity('cart_items')
@Unique(['cartId', 'variantId'])
@Check('ck_cart_items_quantity', 'quantity > 0')
@Check('ck_cart_items_unit_price', 'unit_price >= 0')
@Index('idx_cart_items_cart_id', ['cartId'])
@Index('idx_cart_items_product_id', ['productId'])
@Index('idx_cart_items_variant_id', ['variantId'])
export class CartItem {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  cartId: string;

  @ManyToOne(() => ShoppingCart, { onDelete: 'CASCADE', nullable: false })
  cart: Relation<ShoppingCart>;

  @Column('uuid')
  @ForeignKey('Product', { onDelete: 'CASCADE' })
  productId: string;

  @Column('uuid')
  @ForeignKey('ProductVariant', { onDelete: 'CASCADE' })
  variantId: string;

  @Column('int')
  quantity: number;

  /**
   * The price that the customer was shown last, in the currency of the cart: to tell him that it changed, never
   * to charge him. Written as NULL where there is none in that currency; then it is 0 and `isPriceShown` false.
   */
  @Column({ type: 'numeric', precision: 10, scale: 2 })
  unitPrice: string;

  @Column({ type: 'boolean', default: true })
  isPriceShown: boolean;

  /** What the customer wrote beside the line. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  notes: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
