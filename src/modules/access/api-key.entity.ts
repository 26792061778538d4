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

/** A key with which a machine calls in the name of a person, for a part of what he may do. */
@Entity('api_keys')
@Index('uq_api_keys_key_hash', ['keyHash'], { unique: true })
@Check('ck_api_keys_scopes', 'cardinality(scopes) > 0')
@Check('ck_api_keys_life', "expires_at <= created_at + interval '366 days'")
export class ApiKey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Index('idx_api_keys_user_id')
  @Column('uuid')
  userId: string;

  @Column('varchar', { length: 100 })
  name: string;

  /** The part of the key that lists show. */
  @Column('varchar', { length: 12 })
  prefix: string;

  /** SHA-256 of the whole key in hex; the key is nowhere. */
  @Column('varchar', { length: 64 })
  keyHash: string;

  /** Permissions by their names, `orders:r`. What it may do is these and what its owner may do now. */
  @Column('text', { array: true })
  scopes: string[];

  /** When the session that made it showed a second factor. */
  @Column('timestamptz', { nullable: true })
  mfaAt: Date | null;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  /** To the minute. */
  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('inet', { nullable: true })
  lastUsedIp: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
