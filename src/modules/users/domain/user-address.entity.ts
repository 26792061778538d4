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
import { User } from './user.entity.js';

/** Where to deliver. Recipient and street are ciphertext (`address-box.ts`), the rest is plain. */
@Entity('user_addresses')
@Check('ck_user_addresses_phone_number', 'length(phone_number) BETWEEN 10 AND 20')
@Check('ck_user_addresses_country', "country ~ '^[A-Z]{2}$'")
@Index('uq_user_addresses_default', { synchronize: false })
export class UserAddress {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Index('idx_user_addresses_user_id')
  @Column('uuid')
  userId: string;

  @Column('varchar')
  recipient: string;

  @Column('varchar', { length: 20, nullable: true })
  phoneNumber: string | null;

  @Column('varchar')
  street: string;

  @Column('varchar', { length: 100, nullable: true })
  ward: string | null;

  @Column('varchar', { length: 100 })
  district: string;

  @Column('varchar', { length: 100 })
  city: string;

  @Column('varchar', { length: 20, nullable: true })
  postalCode: string | null;

  @Column('varchar', { length: 2 })
  country: string;

  /** At most one per person. */
  @Column('boolean', { default: false })
  isDefault: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
