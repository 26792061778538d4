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

/** `held` until paid, then `claimed`; `released` gives the stock back. */
export type ReservationStatus = 'held' | 'claimed' | 'released';

/** The stock that one order keeps of one variant. */
@Entity('stock_reservations')
@Unique(['orderId', 'variantId'])
@Check('ck_stock_reservations_quantity', 'quantity > 0')
@Check('ck_stock_reservations_status', "status IN ('held', 'claimed', 'released')")
@Check('ck_stock_reservations_ended', "(status = 'held') = (ended_at IS NULL)")
@Check('ck_stock_reservations_shipped', 'shipped_quantity BETWEEN 0 AND quantity')
@Index('idx_stock_reservations_variant_id', { synchronize: false })
export class StockReservation {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('Order', { onDelete: 'CASCADE' })
  orderId: string;

  @Column('uuid')
  @ForeignKey('ProductVariant', { onDelete: 'RESTRICT' })
  variantId: string;

  @Column('int')
  quantity: number;

  @Column({ type: 'varchar', length: 10, default: 'held' })
  status: ReservationStatus;

  @Column({ type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;

  /** Pieces that have left; the rest still lies in the shop, or is owed. */
  @Column('int', { default: 0 })
  shippedQuantity: number;
}
