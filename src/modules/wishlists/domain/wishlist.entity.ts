import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A list of things that a customer would like to have. */
@Entity('wishlists')
@Index('uq_wishlists_default', ['userId'], { unique: true, where: 'is_default' })
@Index('uq_wishlists_share_hash', ['shareHash'], {
  unique: true,
  where: '(share_hash IS NOT NULL)',
})
@Index('idx_wishlists_user_id', ['userId', 'createdAt', 'id'])
@Check('ck_wishlists_share', '(share_id IS NULL) = (share_hash IS NULL)')
export class Wishlist {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string;

  @Column('varchar', { length: 100 })
  name: string;

  /** Where things go when no list is named; one per customer. */
  @Column('boolean', { default: false })
  isDefault: boolean;

  /** What the token of the link is made of, with a secret of the shop; null: not shared. */
  @Column('uuid', { nullable: true })
  shareId: string | null;

  /** SHA-256 of the token. */
  @Column('varchar', { length: 64, nullable: true })
  shareHash: string | null;

  @Column('timestamptz', { nullable: true })
  sharedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
