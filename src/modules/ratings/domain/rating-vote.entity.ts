import {
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

/** That somebody found a review helpful: once per person. */
@Entity('rating_votes')
@Unique(['ratingId', 'userId'])
export class RatingVote {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  ratingId: string;

  @ManyToOne(() => Rating, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  rating: Relation<Rating>;

  @Column('uuid')
  @Index('idx_rating_votes_user_id')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  userId: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
