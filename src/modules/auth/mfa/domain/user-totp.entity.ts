import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** A person's authenticator app; it counts once a first code has confirmed it. */
@Entity('user_totp')
@Check('ck_user_totp_failed_attempts', 'failed_attempts >= 0')
export class UserTotp {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Index('uq_user_totp_user_id', { unique: true })
  @Column('uuid')
  userId: string;

  /** Ciphertext, bound to this row. */
  @Column('varchar')
  secret: string;

  @Column('timestamptz', { nullable: true })
  confirmedAt: Date | null;

  /** Half minutes since 1970: a code of this step or an earlier one was used before. */
  @Column('integer', { default: 0 })
  lastUsedStep: number;

  /** Wrong codes since the last right one. */
  @Column('integer', { default: 0 })
  failedAttempts: number;

  /** No code is looked at before. */
  @Column('timestamptz', { nullable: true })
  retryAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
