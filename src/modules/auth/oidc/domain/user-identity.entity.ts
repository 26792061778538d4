import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** A person's account at an OpenID provider, with which he may log in here. */
@Entity('user_identities')
@Index('uq_user_identities_subject', ['issuer', 'subjectHash'], { unique: true })
export class UserIdentity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Index('idx_user_identities_user_id')
  @Column('uuid')
  userId: string;

  @Column('varchar', { length: 500 })
  issuer: string;

  /** Keyed digest of what the provider calls him. */
  @Column('varchar', { length: 64 })
  subjectHash: string;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
