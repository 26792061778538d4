import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** The tax of a class of goods in a country or one of its regions. */
@Entity('tax_rates')
@Unique(['country', 'region', 'taxClass'])
@Check('ck_tax_rates_rate', 'rate BETWEEN 0 AND 1')
@Check('ck_tax_rates_country', "country ~ '^[A-Z]{2}$'")
export class TaxRateEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 2 })
  country: string;

  /** null: the whole country. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  region: string | null;

  /** `shipping` is the class of the shipping cost itself. */
  @Column({ type: 'varchar', length: 50, default: 'standard' })
  taxClass: string;

  /** A fraction: `0.082500` is 8.25 %. */
  @Column({ type: 'numeric', precision: 7, scale: 6 })
  rate: string;

  @Column({ type: 'boolean', default: true })
  isActive: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
