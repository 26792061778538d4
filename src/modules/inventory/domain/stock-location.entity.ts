import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** Where pieces lie: a warehouse or a shop. One of them is meant when none is named. */
@Entity('stock_locations')
@Index('uq_stock_locations_code', { synchronize: false })
@Index('uq_stock_locations_default', { synchronize: false })
@Check('ck_stock_locations_code', "code ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'")
@Check('ck_stock_locations_default', 'NOT is_default OR (is_active AND deleted_at IS NULL)')
export class StockLocation {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 50 })
  code: string;

  @Column('varchar', { length: 100 })
  name: string;

  @Column('boolean', { default: false })
  isDefault: boolean;

  /** False: nothing comes to it any more. */
  @Column('boolean', { default: true })
  isActive: boolean;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
