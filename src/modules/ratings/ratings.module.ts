import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ModerationQueue } from './data/moderation-queue.js';
import { OwnReviews } from './data/own-reviews.js';
import { ReviewOpinions } from './data/review-opinions.js';
import { ReviewPages } from './data/review-pages.js';
import { RatingReport } from './domain/rating-report.entity.js';
import { RatingStars } from './domain/rating-stars.entity.js';
import { RatingVote } from './domain/rating-vote.entity.js';
import { Rating } from './domain/rating.entity.js';
import { RatingsService } from './ratings.service.js';
import { EditReview } from './use-cases/edit-review.js';
import { JudgeReview } from './use-cases/judge-review.js';
import { ModerateReviews } from './use-cases/moderate-reviews.js';
import { WriteReview } from './use-cases/write-review.js';

const USE_CASES = [EditReview, JudgeReview, ModerateReviews, WriteReview];

/** Reviews, the votes on them, and their moderation. */
@Module({
  imports: [TypeOrmModule.forFeature([Rating, RatingReport, RatingStars, RatingVote])],
  providers: [
    ModerationQueue,
    OwnReviews,
    ReviewOpinions,
    ReviewPages,
    RatingsService,
    ...USE_CASES,
  ],
  exports: [RatingsService, ...USE_CASES],
})
export class RatingsModule {}
