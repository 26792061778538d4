import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Rating } from './rating.entity.js';
import type { ReportReason } from '../ratings.types.js';

/** That somebody thinks a moderator should look at a review: once per person. */
@Entity('rating_reports')
@Unique(['ratingId', 'userId'])
@Check('ck_rating_reports_reason', `reason IN ('spam', 'offensive', 'off_topic', 'fake', 'other')`)
export class RatingReport {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  ratingId: string;

  @ManyToOne(() => Rating, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  rating: Relation<Rating>;

  @Column('uuid')
  @Index('idx_rating_reports_user_id')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string;

  @Column('varchar', { length: 20 })
  reason: ReportReason;

  @Column('varchar', { length: 500, nullable: true })
  note: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
