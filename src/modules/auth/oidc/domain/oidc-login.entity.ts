import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/**
 * A way to the OpenID provider and back: started, answered by the provider, exchanged for tokens.
 * Each of the three happens once. Secrets are here as hashes only.
 */
@Entity('oidc_logins')
export class OidcLogin {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index('uq_oidc_logins_state', { unique: true })
  @Column('varchar', { length: 64 })
  stateHash: string;

  /** Of the cookie of the browser that started it; null until a link that was asked for is followed. */
  @Column('varchar', { length: 64, nullable: true })
  bindingHash: string | null;

  @Column('varchar', { length: 2000 })
  returnTo: string;

  /** S256 challenge of the front end: only who started may exchange. */
  @Column('varchar', { length: 43, nullable: true })
  challenge: string | null;

  /** Set where somebody who is logged in links an identity. */
  @ForeignKey('UserSession', { onDelete: 'CASCADE' })
  @Index('idx_oidc_logins_session_id')
  @Column('uuid', { nullable: true })
  sessionId: string | null;

  /** Who links, or who it turned out to be. */
  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Index('idx_oidc_logins_user_id')
  @Column('uuid', { nullable: true })
  userId: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt: Date | null;

  @Column('varchar', { length: 500, nullable: true })
  issuer: string | null;

  @Column('varchar', { length: 64, nullable: true })
  subjectHash: string | null;

  /** Error code that the exchange will answer. */
  @Column('varchar', { length: 50, nullable: true })
  refusal: string | null;

  @Index('uq_oidc_logins_code', { unique: true })
  @Column('varchar', { length: 64, nullable: true })
  codeHash: string | null;

  @Column('timestamptz', { nullable: true })
  codeExpiredAt: Date | null;

  @Column('timestamptz', { nullable: true })
  exchangedAt: Date | null;

  @Index('idx_oidc_logins_expired_at')
  @Column('timestamptz', { default: () => "(now() + '00:10:00')" })
  expiredAt: Date;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
