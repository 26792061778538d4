import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What a gateway calls one of our customers; it knows nothing of him but our id. */
@Entity('gateway_customers')
@Unique(['userId', 'gateway'])
export class GatewayCustomer {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string;

  @Column('varchar', { length: 50 })
  gateway: string;

  @Column('varchar', { length: 255 })
  customerId: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
