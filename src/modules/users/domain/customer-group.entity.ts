import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** People that discounts can name together. */
@Entity('customer_groups')
@Unique(['code'])
export class CustomerGroup {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 50 })
  code: string;

  @Column('varchar', { length: 100 })
  name: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** One person in one group. */
@Entity('customer_group_members')
@Unique(['groupId', 'userId'])
export class CustomerGroupMember {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  groupId: string;

  @ManyToOne(() => CustomerGroup, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'group_id' })
  group: Relation<CustomerGroup>;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Index('idx_customer_group_members_user_id')
  @Column('uuid')
  userId: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
