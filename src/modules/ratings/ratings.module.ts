import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RatingVote } from './rating-vote.entity.js';
import { Rating } from './rating.entity.js';
import { RatingsRepository } from './ratings.repository.js';
import { RatingsService } from './ratings.service.js';

/** Reviews and the votes on them. */
@Module({
  imports: [TypeOrmModule.forFeature([Rating, RatingVote])],
  providers: [RatingsRepository, RatingsService],
  exports: [RatingsService],
})
export class RatingsModule {}
