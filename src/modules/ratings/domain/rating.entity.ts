import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One review of a product by one person. */
@Entity('ratings')
@Unique(['productId', 'userId'])
@Index('idx_ratings_product', { synchronize: false })
@Index('idx_ratings_helpful', { synchronize: false })
@Index('idx_ratings_highest', { synchronize: false })
@Index('idx_ratings_lowest', { synchronize: false })
@Index('idx_ratings_by_rating', { synchronize: false })
@Index('idx_ratings_by_time', { synchronize: false })
@Index('idx_ratings_by_reports', { synchronize: false })
@Index('idx_ratings_queue', ['status', 'submittedAt', 'id'])
@Check('ck_ratings_rating', 'rating BETWEEN 1 AND 5')
@Check('ck_ratings_helpful_count', 'helpful_count >= 0')
@Check('ck_ratings_report_count', 'report_count >= 0')
@Check('ck_ratings_status', `status IN ('pending', 'approved', 'rejected')`)
@Check('ck_ratings_withdrawn', `withdrawn_at IS NULL OR status = 'rejected'`)
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

  /** The writer had received the product when writing or editing; computed, never taken from a request. */
  @Column('boolean', { default: false })
  verifiedPurchase: boolean;

  /** Kept by trigger from the votes. */
  @Column('integer', { default: 0 })
  helpfulCount: number;

  @Column('varchar', { length: 20, default: 'approved' })
  status: 'pending' | 'approved' | 'rejected';

  /** Why a moderator refused it; its author sees it. */
  @Column('varchar', { length: 500, nullable: true })
  rejectionReason: string | null;

  /** When it was written or last edited: the order of the queue. */
  @Column('timestamptz', { default: () => 'now()' })
  submittedAt: Date;

  @Column('timestamptz', { nullable: true })
  editedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  moderatedAt: Date | null;

  @Column('uuid', { nullable: true })
  @ForeignKey('User', { onDelete: 'SET NULL' })
  moderatedBy: string | null;

  /** Kept by trigger from the reports. */
  @Column('integer', { default: 0 })
  reportCount: number;

  /** A refused one that its author took back: it stays, so that writing it anew waits for a moderator. */
  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
