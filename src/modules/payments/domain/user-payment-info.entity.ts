import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A saved card: masked number, the gateway's token as ciphertext. */
@Entity('user_payment_infos')
@Unique(['userId', 'paymentMethodToken'])
@Unique(['userId', 'tokenHash'])
@Index('uq_user_payment_infos_default', { synchronize: false })
@Index('idx_user_payment_infos_removed', { synchronize: false })
@Check('ck_user_payment_infos_masked', `card_number ~ '^[*•Xx ]+[0-9]{4}$'`)
@Check('ck_user_payment_infos_last4', `card_last4 ~ '^[0-9]{4}$'`)
export class UserPaymentInfo {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string;

  @Column('varchar', { length: 19 })
  cardNumber: string;

  @Column('varchar', { length: 4 })
  cardLast4: string;

  /** AES-256-GCM with a fresh IV: two rows of one token differ here, `tokenHash` tells. */
  @Column('varchar', { length: 255 })
  paymentMethodToken: string;

  /** Keyed hash of the token. */
  @Column('varchar', { length: 64 })
  tokenHash: string;

  @Column('varchar', { length: 50 })
  gateway: string;

  @Column('date')
  expirationDate: string;

  @Column('text')
  billingAddress: string;

  @Column('boolean', { default: false })
  isDefault: boolean;

  /** As the gateway calls it: `visa`. */
  @Column('varchar', { length: 30, nullable: true })
  brand: string | null;

  /** Its owner took it away; the row waits until the gateway has forgotten the card as well. */
  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
