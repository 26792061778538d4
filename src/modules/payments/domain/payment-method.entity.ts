import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A way to pay that the shop has set up; which gateway it uses is `gatewaySupported`. */
@Entity('payment_methods')
@Unique(['code'])
@Check('ck_payment_methods_amounts', 'min_amount >= 0 AND max_amount >= min_amount')
@Check(
  'ck_payment_methods_fees',
  'processing_fee_percentage BETWEEN 0 AND 1 AND processing_fee_fixed >= 0',
)
export class PaymentMethod {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 50 })
  code: string;

  @Column('varchar', { length: 100 })
  name: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('boolean', { default: true })
  isActive: boolean;

  @Column('varchar', { length: 100, nullable: true })
  gatewaySupported: string | null;

  @Column('boolean', { default: false })
  requiresAccount: boolean;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  minAmount: string | null;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  maxAmount: string | null;

  /** A fraction: `0.0290` is 2.9 %. The merchant's cost, never part of a total. */
  @Column('numeric', { precision: 5, scale: 4, nullable: true })
  processingFeePercentage: string | null;

  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  processingFeeFixed: string | null;

  /** Null: every currency. */
  @Column('text', { array: true, nullable: true })
  currencySupported: string[] | null;

  /** Null: every country. */
  @Column('text', { array: true, nullable: true })
  countriesSupported: string[] | null;

  @Column('jsonb', { nullable: true })
  metadata: Record<string, unknown> | null;

  /** Methods are offered in this order. */
  @Column('integer', { default: 0 })
  position: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
