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

/** How often one customer has used a discount; locked in the order's transaction. */
@Entity('discount_user_counters')
@Unique(['discountId', 'customerKey'])
@Check('ck_discount_user_counters_used_count', 'used_count >= 0')
export class DiscountUserCounter {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('Discount', { onDelete: 'CASCADE' })
  discountId: string;

  /** The user's id, or the hash of a guest's e-mail. */
  @Column({ type: 'varchar', length: 64 })
  customerKey: string;

  @Column({ type: 'int', default: 0 })
  usedCount: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
