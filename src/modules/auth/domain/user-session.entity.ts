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

/**
 * One refresh token. The tokens of one login are a family: the first row's id is the family's id
 * and the session's id, each rotation adds a row, exactly one of them is not rotated. The first
 * row decides whether the session still counts (`blocked`, `expiredAt`).
 */
@Entity('user_sessions')
@Index('idx_user_sessions_refresh_token', ['refreshToken'], { unique: true })
@Index('uq_user_sessions_live_token', { synchronize: false })
@Index('idx_user_sessions_opened_by', { synchronize: false })
@Index('idx_user_sessions_opened_in', { synchronize: false })
@Check('ck_user_sessions_reason', '(opened_by IS NULL) = (reason IS NULL)')
@Check('ck_user_sessions_opened_in', '(opened_by IS NULL) = (opened_in IS NULL)')
export class UserSession {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Index('idx_user_sessions_user_id')
  @Column('uuid')
  userId: string;

  /** SHA-256 of the token in hex; the token is nowhere. */
  @Column('varchar')
  refreshToken: string;

  @Index('idx_user_sessions_family_id')
  @Column('uuid')
  familyId: string;

  @ForeignKey(() => UserSession, { onDelete: 'SET NULL' })
  @Index('idx_user_sessions_parent_id')
  @Column('uuid', { nullable: true })
  parentId: string | null;

  /** When its successor was made; null for the live token of the family. */
  @Column('timestamptz', { nullable: true })
  rotatedAt: Date | null;

  @Column('varchar', { length: 512, default: '' })
  userAgent: string;

  @Column('inet')
  clientIp: string;

  /** Ended: by logout, from the list of sessions, by a new password or a stolen token. */
  @Column('boolean', { default: false })
  blocked: boolean;

  /** End of the family, whatever is rotated until then. */
  @Index('idx_user_sessions_expired_at')
  @Column('timestamptz')
  expiredAt: Date;

  /** When the second factor was shown, on the family's first row; null without one. */
  @Column('timestamptz', { nullable: true })
  mfaAt: Date | null;

  /** The member of staff who acts in this session for its user. */
  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid', { nullable: true })
  openedBy: string | null;

  /** His own session: it ends, and this one with it. */
  @ForeignKey(() => UserSession, { onDelete: 'CASCADE' })
  @Column('uuid', { nullable: true })
  openedIn: string | null;

  /** Why he does. */
  @Column('varchar', { length: 200, nullable: true })
  reason: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
