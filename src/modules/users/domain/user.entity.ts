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
 * A person with an account. E-mail and user name are unique by their lower case among those who
 * are not deleted. People without a phone or a password have sentinel values that never log in.
 */
@Entity('users')
@Check('ck_users_phone_number', 'length(phone_number) BETWEEN 10 AND 20')
@Index('uq_users_email', { synchronize: false })
@Index('uq_users_username', { synchronize: false })
@Index('idx_users_search_email', { synchronize: false })
@Index('idx_users_search_username', { synchronize: false })
@Index('idx_users_search_first_name', { synchronize: false })
@Index('idx_users_search_last_name', { synchronize: false })
@Index('idx_users_created_at', ['createdAt', 'id'])
export class User {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('UserRole', { onDelete: 'RESTRICT' })
  @Index('idx_users_role_id')
  @Column('uuid')
  roleId: string;

  @Index('idx_users_username')
  @Column('varchar')
  username: string;

  @Index('idx_users_email')
  @Column('varchar')
  email: string;

  @Column('varchar', { length: 20 })
  phoneNumber: string;

  @Column('varchar')
  firstName: string;

  @Column('varchar')
  lastName: string;

  @Column('varchar', { nullable: true })
  avatarUrl: string | null;

  @Column('varchar', { nullable: true })
  avatarImageId: string | null;

  /** bcrypt over the peppered password; anything else is the sentinel of who cannot log in. */
  @Column('varchar')
  hashedPassword: string;

  @Column('boolean', { default: false })
  verifiedEmail: boolean;

  @Column('boolean', { default: false })
  verifiedPhone: boolean;

  /** The administrator's switch; no program sets it. */
  @Column('boolean', { default: false })
  locked: boolean;

  /** Access tokens issued before are refused. The year 1 stands for never. */
  @Column('timestamptz', { default: () => "'0001-01-01 00:00:00+00'" })
  passwordChangedAt: Date;

  /** Part of each access token: counting it up ends all of them, also those of the same second. */
  @Column('integer', { default: 1 })
  sessionVersion: number;

  /** The language of his mails; null: that of the shop. */
  @Column('varchar', { length: 35, nullable: true })
  locale: string | null;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
