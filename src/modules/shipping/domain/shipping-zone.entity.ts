import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** Countries with the same shipping rates. At most one zone is the rest of the world. */
@Entity('shipping_zones')
@Unique(['code'])
@Index('uq_shipping_zones_rest', { synchronize: false })
export class ShippingZone {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 50 })
  code: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  countries: string[];

  /** Counts for every country that no other zone names. */
  @Column({ type: 'boolean', default: false })
  isRestOfWorld: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
