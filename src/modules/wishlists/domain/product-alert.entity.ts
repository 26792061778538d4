import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { AlertKind } from '../wishlists.types.js';

/** That a customer wants to be told, once, when a variant can be had again or has become cheaper. */
@Entity('product_alerts')
@Unique(['userId', 'variantId', 'kind'])
@Index('idx_product_alerts_waiting', ['variantId', 'armedAt', 'id'], {
  where: '(notified_at IS NULL)',
})
@Check('ck_product_alerts_kind', `kind IN ('back_in_stock', 'price_drop')`)
@Check(
  'ck_product_alerts_price_limit',
  `(kind = 'price_drop') = (price_limit IS NOT NULL) AND price_limit >= 0`,
)
export class ProductAlert {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string;

  @Column('uuid')
  @ForeignKey('ProductVariant', { onDelete: 'CASCADE' })
  variantId: string;

  @Column('varchar', { length: 20 })
  kind: AlertKind;

  /** For `price_drop`: told when the price is as low as this. */
  @Column('numeric', { precision: 10, scale: 2, nullable: true })
  priceLimit: string | null;

  /** Language of the mail. */
  @Column('varchar', { length: 10, default: 'en' })
  locale: string;

  /** Since when it waits: the order in which people are told. */
  @Column('timestamptz', { default: () => 'now()' })
  armedAt: Date;

  /** A worker has this mail in its hands; after a crash it stays, and nothing is sent for that event. */
  @Column('timestamptz', { nullable: true })
  mailingSince: Date | null;

  @Column('timestamptz', { nullable: true })
  notifiedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
