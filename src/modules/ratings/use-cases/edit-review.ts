import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type OwnReviewRow, OwnReviews, type ReviewWords } from '../data/own-reviews.js';
import { statusAfterEdit } from '../domain/review-status.js';
import { ReviewNotFound } from '../ratings.errors.js';

/** What is not undefined is written; null takes a text away. */
export type ReviewChange = {
  readonly [Field in keyof ReviewWords]?: ReviewWords[Field] | undefined;
};

/** Changes a review of the caller's, or takes it back. */
@Injectable()
export class EditReview {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reviews: OwnReviews,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws ReviewNotFound also for somebody else's */
  async execute(
    ctx: RequestContext,
    userId: string,
    id: string,
    change: ReviewChange,
  ): Promise<OwnReviewRow> {
    return this.uow.run(ctx, async (tx) => {
      const old = await this.reviews.lock(tx, id, userId);
      if (old === null) throw new ReviewNotFound();
      const words = merged(old, change);
      if (!isSame(old, words)) {
        const status = statusAfterEdit(old.status, this.env.REVIEWS_MODERATION);
        await this.reviews.update(tx, id, userId, { ...words, status });
      }
      const review = await this.reviews.find(tx, id, userId, ctx.locale ?? null);
      if (review === null) throw new ReviewNotFound();
      return review;
    });
  }

  /** @throws ReviewNotFound also for somebody else's */
  async remove(ctx: RequestContext, userId: string, id: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.reviews.remove(tx, id, userId))) throw new ReviewNotFound();
    });
  }
}

function merged(old: ReviewWords, change: ReviewChange): ReviewWords {
  const { rating = old.rating, title = old.title, content = old.content } = change;
  return { rating, title, content };
}

function isSame(one: ReviewWords, other: ReviewWords): boolean {
  return one.rating === other.rating && one.title === other.title && one.content === other.content;
}
