import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** A set of rights; inherits those of its active ancestors. A role that is not active has none. */
@Entity('user_roles')
@Unique(['code'])
export class UserRole {
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

  /** Its rights count only in sessions that showed a second factor. */
  @Column('boolean', { default: false })
  requiresMfa: boolean;

  /** Cycles are refused by a trigger. */
  @Index('idx_user_roles_parent_id')
  @Column('uuid', { nullable: true })
  parentId: string | null;

  @ManyToOne(() => UserRole, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'parent_id' })
  parent: Relation<UserRole> | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
