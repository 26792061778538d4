import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { UserRole } from './user-role.entity.js';

/** What a role may do in one module: read others' rows, write them, run business actions. */
@Entity('permissions')
@Unique(['roleId', 'module'])
export class Permission {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  roleId: string;

  @ManyToOne(() => UserRole, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'role_id' })
  role: Relation<UserRole>;

  @Column('varchar', { length: 100 })
  module: string;

  @Column('boolean', { default: false })
  r: boolean;

  @Column('boolean', { default: false })
  w: boolean;

  @Column('boolean', { default: false })
  x: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
