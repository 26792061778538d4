import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { ShoppingCart } from './shopping-cart.entity.js';

/** A discount code that the customer entered, whether it applies now or not. */
@Entity('cart_codes')
@Unique(['cartId', 'code'])
@Check('ck_cart_codes_code', 'code = upper(code)')
export class CartCode {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  cartId: string;

  @ManyToOne(() => ShoppingCart, { onDelete: 'CASCADE', nullable: false })
  cart: Relation<ShoppingCart>;

  @Column({ type: 'varchar', length: 50 })
  code: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
