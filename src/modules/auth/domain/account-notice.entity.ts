import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** A mail that tells an owner what was changed; the row goes when the mail has gone. */
@Entity('account_notices')
export class AccountNotice {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Index('idx_account_notices_user_id')
  @Column('uuid')
  userId: string;

  /** A `NoticeKind` of `auth.types.ts`. */
  @Column('varchar', { length: 40 })
  kind: string;

  /** Where it goes: the address that the account had when it was changed. */
  @Column('varchar', { length: 255 })
  email: string;

  @Index('idx_account_notices_created_at')
  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
