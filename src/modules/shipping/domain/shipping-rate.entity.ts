import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  UpdateDateColumn,
} from 'typeorm';
import { ShippingMethod } from './shipping-method.entity.js';
import { ShippingZone } from './shipping-zone.entity.js';

/** What a method costs in a zone, in bands of the goods' price and weight that include both ends. */
@Entity('shipping_rates')
@Check('ck_shipping_rates_price', 'price >= 0 AND free_from >= 0')
@Index('idx_shipping_rates_method_id', ['methodId', 'zoneId'])
@Index('idx_shipping_rates_zone_id', ['zoneId'])
export class ShippingRateEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  methodId: string;

  @ManyToOne(() => ShippingMethod, { onDelete: 'CASCADE', nullable: false })
  method: Relation<ShippingMethod>;

  @Column('uuid')
  zoneId: string;

  @ManyToOne(() => ShippingZone, { onDelete: 'CASCADE', nullable: false })
  zone: Relation<ShippingZone>;

  @Column({ type: 'varchar', length: 3, default: 'USD' })
  currency: string;

  @Column({ type: 'numeric', precision: 10, scale: 2 })
  price: string;

  /** Free from this price of the goods on, after discounts. */
  @Column({ type: 'numeric', precision: 10, scale: 2, nullable: true })
  freeFrom: string | null;

  @Column({ type: 'numeric', precision: 10, scale: 2, nullable: true })
  minSubtotal: string | null;

  @Column({ type: 'numeric', precision: 10, scale: 2, nullable: true })
  maxSubtotal: string | null;

  @Column({ type: 'numeric', precision: 8, scale: 2, nullable: true })
  minWeight: string | null;

  @Column({ type: 'numeric', precision: 8, scale: 2, nullable: true })
  maxWeight: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
