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

/**
 * Someone whose data is to be erased, or was. Outlives the person's row on purpose, without a
 * foreign key: the list is applied again after a restore from a backup.
 */
@Entity('erasures')
@Unique(['userId'])
@Index('idx_erasures_open', ['requestedAt'], { where: "status <> 'applied'" })
@Check('ck_erasures_whose', 'user_id IS NOT NULL OR cardinality(order_ids) > 0')
@Check('ck_erasures_status', "status IN ('requested', 'waiting', 'applied')")
export class Erasure {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Null for a guest. */
  @Column('uuid', { nullable: true })
  userId: string | null;

  /** Orders placed as a guest; instead of the e-mail address, which would not be erased here. */
  @Column('uuid', { array: true, default: () => "'{}'" })
  orderIds: string[];

  /** Who of the staff asked for it; null for the person himself. */
  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  /** `waiting`: all is erased but orders that are still on their way. */
  @Column('varchar', { length: 20, default: 'requested' })
  status: 'requested' | 'waiting' | 'applied';

  @Column('integer', { default: 0 })
  openOrders: number;

  @Column('timestamptz', { default: () => 'now()' })
  requestedAt: Date;

  @Column('timestamptz', { nullable: true })
  lastRunAt: Date | null;

  @Column('timestamptz', { nullable: true })
  appliedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
