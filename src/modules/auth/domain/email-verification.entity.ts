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

/** A mailed code for one purpose, bound to the address it went to. One open code per purpose. */
@Entity('email_verifications')
@Check(
  'ck_email_verifications_purpose',
  "purpose IN ('verify_email', 'reset_password', 'change_email')",
)
@Check('ck_email_verifications_attempts', 'attempts >= 0')
@Index('uq_email_verifications_open', { synchronize: false })
export class EmailVerification {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @Column('varchar', { length: 255 })
  email: string;

  /** SHA-256 of the code; the code itself is made again from the row's id. */
  @Column('varchar', { length: 255 })
  verifyCode: string;

  @Column('varchar', { length: 30, default: 'verify_email' })
  purpose: string;

  /** Wrong codes given for it. */
  @Column('integer', { default: 0 })
  attempts: number;

  /** Used, or replaced by a newer one. */
  @Column('boolean', { default: false })
  isUsed: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @Index('idx_email_verifications_expired_at')
  @Column('timestamptz', { default: () => "(now() + '1 day')" })
  expiredAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
