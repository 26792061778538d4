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

/** One of the many codes of a discount; it works for one order. */
@Entity('discount_codes')
@Unique(['code'])
@Index('idx_discount_codes_discount_id', ['discountId', 'code'])
@Check('ck_discount_codes_code', 'code = upper(code)')
@Check('ck_discount_codes_used', '(used_at IS NULL) = (order_id IS NULL)')
export class DiscountCode {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('Discount', { onDelete: 'CASCADE' })
  discountId: string;

  @Column({ type: 'varchar', length: 50 })
  code: string;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  /** Who has it now, live or archived; null again when the order gave it back. */
  @Column({ type: 'uuid', nullable: true })
  orderId: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
