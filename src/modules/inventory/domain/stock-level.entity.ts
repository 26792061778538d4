import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** Pieces of a variant that lie in one place, sold ones that have not left yet among them. */
@Entity('stock_levels')
@Index('uq_stock_levels_variant_location', ['variantId', 'locationId'], { unique: true })
@Index('idx_stock_levels_location_id', ['locationId', 'variantId'])
@Check('ck_stock_levels_quantity', 'quantity >= 0')
export class StockLevel {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('ProductVariant', { onDelete: 'CASCADE' })
  variantId: string;

  @Column('uuid')
  @ForeignKey('StockLocation', { onDelete: 'RESTRICT' })
  locationId: string;

  @Column('int', { default: 0 })
  quantity: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
