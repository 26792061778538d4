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

/** A code sent to a phone number by SMS. One open code per person. */
@Entity('phone_verifications')
@Check('ck_phone_verifications_attempts', 'attempts >= 0')
@Index('uq_phone_verifications_open', { synchronize: false })
@Index('idx_phone_verifications_user_id', ['userId', 'createdAt'])
@Index('idx_phone_verifications_phone_number', ['phoneNumber', 'createdAt'])
export class PhoneVerification {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  /** The number it went to; it counts only while it is the account's. */
  @Column('varchar', { length: 20 })
  phoneNumber: string;

  /** HMAC over row and code: six digits under a plain hash would be found by trying. */
  @Column('varchar', { length: 64 })
  codeHash: string;

  /** Tries, the right one included. */
  @Column('integer', { default: 0 })
  attempts: number;

  /** Used, or replaced by a newer one. */
  @Column('boolean', { default: false })
  isUsed: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @Index('idx_phone_verifications_expired_at')
  @Column('timestamptz')
  expiredAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
