import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One review of a product by one person. */
@Entity('ratings')
@Unique(['productId', 'userId'])
@Index('idx_ratings_product', { synchronize: false })
@Check('ck_ratings_rating', 'rating BETWEEN 1 AND 5')
@Check('ck_ratings_helpful_count', 'helpful_count >= 0')
@Check('ck_ratings_status', `status IN ('pending', 'published', 'rejected')`)
export class Rating {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey('Product', { onDelete: 'CASCADE' })
  productId: string;

  @Column('uuid')
  @Index('idx_ratings_user_id')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string;

  /** 1 to 5. */
  @Column('integer')
  rating: number;

  @Column('varchar', { length: 255, nullable: true })
  title: string | null;

  @Column('text', { nullable: true })
  content: string | null;

  /** The writer had received the product when writing; computed, never taken from a request. */
  @Column('boolean', { default: false })
  verifiedPurchase: boolean;

  /** Kept by trigger from the votes. */
  @Column('integer', { default: 0 })
  helpfulCount: number;

  @Column('varchar', { length: 20, default: 'published' })
  status: 'pending' | 'published' | 'rejected';

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
