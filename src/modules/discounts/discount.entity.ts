import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { DISCOUNT_TYPES, type DiscountType } from './discounts.types.js';

/** A discount: with a code for those who know it, without one for everybody. */
@Entity('discounts')
@Index('idx_discounts_by_name', { synchronize: false })
@Index('idx_discounts_by_priority', { synchronize: false })
@Unique(['code'])
@Check('ck_discounts_code', 'code = upper(code)')
@Check('ck_discounts_value', "value >= 0 AND (type <> 'percentage' OR value <= 100)")
@Check('ck_discounts_bounds', 'minimum_amount >= 0 AND maximum_amount >= 0')
@Check('ck_discounts_usage', 'used_count >= 0 AND used_count <= usage_limit')
@Check('ck_discounts_limits', 'usage_limit >= 0 AND user_limit >= 0')
@Check('ck_discounts_dates', 'starts_at < ends_at')
@Check('ck_discounts_codes', 'NOT single_use_codes OR code IS NULL')
@Index('idx_discounts_automatic', { synchronize: false })
@Index('idx_discounts_created_at', ['createdAt', 'id'])
export class Discount {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'varchar', length: 50, nullable: true })
  code: string | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'enum', enum: DISCOUNT_TYPES, enumName: 'discount_type' })
  type: DiscountType;

  /** Per cent of a `percentage`, amount of a `fixed_amount`; the other types keep theirs in `rules`. */
  @Column({ type: 'numeric', precision: 10, scale: 2 })
  value: string;

  /** See `discount-rules.ts` for what each type may hold. */
  @Column({ type: 'jsonb', default: {} })
  rules: Record<string, unknown>;

  @Column({ type: 'numeric', precision: 10, scale: 2, nullable: true })
  minimumAmount: string | null;

  @Column({ type: 'numeric', precision: 10, scale: 2, nullable: true })
  maximumAmount: string | null;

  @Column({ type: 'int', nullable: true })
  usageLimit: number | null;

  @Column({ type: 'int', default: 0 })
  usedCount: number;

  @Column({ type: 'int', nullable: true, default: 1 })
  userLimit: number | null;

  @Column({ type: 'int', default: 0 })
  priority: number;

  @Column({ type: 'varchar', length: 50, nullable: true })
  exclusiveGroup: string | null;

  @Column({ type: 'boolean', default: true })
  isActive: boolean;

  /** For a customer, or a guest's e-mail, without an order that is not cancelled. */
  @Column({ type: 'boolean', default: false })
  firstOrderOnly: boolean;

  /** Has no code of its own: each of its `discount_codes` works for one order. */
  @Column({ type: 'boolean', default: false })
  singleUseCodes: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  startsAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  endsAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
