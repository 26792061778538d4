import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { ProductNotFound } from '../../catalog/catalog.errors.js';
import { type OwnReviewRow, OwnReviews, type ReviewWords } from '../data/own-reviews.js';
import { statusOfNew } from '../domain/review-status.js';
import { AlreadyReviewed } from '../ratings.errors.js';

/** Writes a review; whether it is a verified purchase is looked up, never believed. */
@Injectable()
export class WriteReview {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reviews: OwnReviews,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws ProductNotFound also for a hidden one; AlreadyReviewed. */
  async execute(
    ctx: RequestContext,
    userId: string,
    slug: string,
    words: ReviewWords,
  ): Promise<OwnReviewRow> {
    const status = statusOfNew(this.env.REVIEWS_MODERATION);
    const product = { slug, locale: ctx.locale ?? null };
    return this.uow.run(ctx, async (tx) => {
      const written = await this.reviews.insert(tx, product, userId, words, status);
      if (written === 'no_product') throw new ProductNotFound();
      if (written === 'taken') throw new AlreadyReviewed();
      return written;
    });
  }
}
