import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import type { DiscountTargetKind } from './discounts.types.js';

/** What or whom a discount is for. Without a target of the items it is for all of them. */
@Entity('discount_targets')
@Unique(['discountId', 'kind', 'targetId'])
@Check(
  'ck_discount_targets_kind',
  "kind IN ('product', 'category', 'brand', 'collection', 'customer_group')",
)
export class DiscountTarget {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('Discount', { onDelete: 'CASCADE' })
  discountId: string;

  @Column({ type: 'varchar', length: 20 })
  kind: DiscountTargetKind;

  @Column('uuid')
  targetId: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
