import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** A code that stands in for the authenticator app once. */
@Entity('user_recovery_codes')
@Index('uq_user_recovery_codes_code', ['userId', 'codeHash'], { unique: true })
export class UserRecoveryCode {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  /** Keyed digest; the code is nowhere. */
  @Column('varchar', { length: 64 })
  codeHash: string;

  @Column('timestamptz', { nullable: true })
  usedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
