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

/** Why pieces came to a place or left it. */
export const LEVEL_CAUSES = [
  'initial',
  'restock',
  'adjustment',
  'transfer',
  'shipped',
  'returned',
  'written_off',
] as const;

export type LevelCause = (typeof LEVEL_CAUSES)[number];

/** One move of pieces in or out of a place. Rows are only ever added: their sum is the level. */
@Entity('stock_level_movements')
@Unique(['seq'])
@Check('ck_stock_level_movements_quantity', 'quantity <> 0')
@Check(
  'ck_stock_level_movements_cause',
  "cause IN ('initial', 'restock', 'adjustment', 'transfer', 'shipped', 'returned', 'written_off')",
)
@Check(
  'ck_stock_level_movements_order',
  "cause NOT IN ('shipped', 'returned') OR order_id IS NOT NULL",
)
@Check('ck_stock_level_movements_transfer', "(cause = 'transfer') = (transfer_id IS NOT NULL)")
@Index('idx_stock_level_movements_variant_id', ['variantId', 'seq'])
@Index('idx_stock_level_movements_location_id', ['locationId', 'seq'])
@Index('idx_stock_level_movements_order_id', { synchronize: false })
export class StockLevelMovement {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Order of recording; a bigint, so a string. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq: string;

  @Column('uuid')
  @ForeignKey('ProductVariant', { onDelete: 'CASCADE' })
  variantId: string;

  @Column('uuid')
  @ForeignKey('StockLocation', { onDelete: 'RESTRICT' })
  locationId: string;

  /** Pieces, negative when they leave. */
  @Column('int')
  quantity: number;

  @Column({ type: 'varchar', length: 30 })
  cause: LevelCause;

  /** Not a foreign key: the movement stays when its order moves to the archive. */
  @Column({ type: 'uuid', nullable: true })
  orderId: string | null;

  /** The same for both ends of a transfer. */
  @Column({ type: 'uuid', nullable: true })
  transferId: string | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'uuid', nullable: true })
  actorId: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
