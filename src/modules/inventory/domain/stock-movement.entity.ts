import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

/** Why stock moved; the first three need no order. */
export const STOCK_CAUSES = [
  'initial',
  'restock',
  'adjustment',
  'order_placed',
  'order_cancelled',
  'order_expired',
  'order_reopened',
  'order_edited',
  'return',
] as const;

export type StockCause = (typeof STOCK_CAUSES)[number];

/** One move of a variant's free stock. Rows are only ever added: their sum is the stock. */
@Entity('stock_movements')
@Unique(['seq'])
@Check('ck_stock_movements_quantity', 'quantity <> 0')
@Check(
  'ck_stock_movements_cause',
  "cause IN ('initial', 'restock', 'adjustment', 'order_placed', 'order_cancelled', 'order_expired', 'order_reopened', 'order_edited', 'return')",
)
@Check(
  'ck_stock_movements_order',
  "cause IN ('initial', 'restock', 'adjustment') OR order_id IS NOT NULL",
)
@Index('idx_stock_movements_variant_id', ['variantId', 'seq'])
@Index('idx_stock_movements_order_id', { synchronize: false })
export class StockMovement {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Order of recording; a bigint, so a string. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq: string;

  @Column('uuid')
  @ForeignKey('ProductVariant', { onDelete: 'CASCADE' })
  variantId: string;

  /** Pieces, negative when they leave the free stock. */
  @Column('int')
  quantity: number;

  @Column({ type: 'varchar', length: 30 })
  cause: StockCause;

  /** Not a foreign key: the movement stays when its order moves to the archive. */
  @Column({ type: 'uuid', nullable: true })
  orderId: string | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'uuid', nullable: true })
  actorId: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
