import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

export const CART_STATUSES = ['active', 'checked_out'] as const;

export type CartStatus = (typeof CART_STATUSES)[number];

/**
 * The cart of a user or of a guest with a secret. A user has at most one active one; a checked
 * out one never changes again.
 */
@Entity('shopping_carts')
@Unique(['tokenHash'])
@Check('ck_shopping_carts_owner', 'user_id IS NOT NULL OR token_hash IS NOT NULL')
@Check('ck_shopping_carts_currency', "currency ~ '^[A-Z]{3}$'")
@Index('idx_shopping_carts_user_id', ['userId'])
@Index('uq_shopping_carts_active', { synchronize: false })
@Index('idx_shopping_carts_expires_at', { synchronize: false })
@Index('idx_shopping_carts_silent', { synchronize: false })
@Index('idx_shopping_carts_checked_out', { synchronize: false })
export class ShoppingCart {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string | null;

  /** SHA-256 (hex) of the guest's token; the token itself is never stored. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  tokenHash: string | null;

  @Column({ type: 'enum', enum: CART_STATUSES, enumName: 'cart_status', default: 'active' })
  status: CartStatus;

  /** Grows with each change; the ETag of the cart. */
  @Column({ type: 'int', default: 1 })
  version: number;

  /** null: the shop's own. */
  @Column({ type: 'varchar', length: 3, nullable: true })
  currency: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  /** When it was told that nobody touched it for long; null again with its next change. */
  @Column({ type: 'timestamptz', nullable: true })
  abandonedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
