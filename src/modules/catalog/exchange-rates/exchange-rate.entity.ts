import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What one unit of the shop's currency is worth in another one. */
@Entity('exchange_rates')
@Unique(['currency'])
@Check('ck_exchange_rates_currency', "currency ~ '^[A-Z]{3}$'")
@Check('ck_exchange_rates_rate', 'rate > 0 AND rate <= 900000')
export class ExchangeRate {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 3 })
  currency: string;

  /** Units of the currency for one of the shop's. */
  @Column('numeric', { precision: 18, scale: 8 })
  rate: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
