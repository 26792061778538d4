import { Injectable } from '@nestjs/common';
import type { Page } from '../../common/http/page.response.js';
import { toPage } from '../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../common/http/time-cursor.js';
import type { RequestContext } from '../../common/request-context.js';
import {
  type ModeratedRow,
  ModerationQueue,
  type ModerationSort,
  type QueueFilter,
  REVIEW_SORTS,
} from './data/moderation-queue.js';
import { type OwnReviewRow, OwnReviews } from './data/own-reviews.js';
import { type ReviewListing, ReviewPages } from './data/review-pages.js';
import { ReviewNotFound } from './ratings.errors.js';

/** Reading reviews: as everybody, as their author, as a moderator. */
@Injectable()
export class RatingsService {
  constructor(
    private readonly pages: ReviewPages,
    private readonly own: OwnReviews,
    private readonly queue: ModerationQueue,
  ) {}

  /**
   * One page of a product's reviews as JSON text; null when nothing that can be seen is at the slug.
   *
   * @throws InvalidCursor
   */
  list(ctx: RequestContext, listing: ReviewListing): Promise<string | null> {
    return this.pages.find(ctx, listing);
  }

  /** @throws InvalidCursor */
  async listOwn(
    ctx: RequestContext,
    userId: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<OwnReviewRow>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const rows = await this.own.list(ctx, userId, after, limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ created_text: at, id }) => encodeTimeCursor({ at, id }),
    );
  }

  /** @throws InvalidCursor */
  async listForModeration(
    ctx: RequestContext,
    filter: QueueFilter,
    sort: ModerationSort,
    limit: number,
    cursor: string | null,
  ): Promise<Page<ModeratedRow>> {
    const place = REVIEW_SORTS.read(sort, cursor);
    const rows = await this.queue.list(ctx, filter, sort, place, limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ at = '', id }) => REVIEW_SORTS.write(sort, { at, id }),
    );
  }

  /** @throws ReviewNotFound */
  async getForModeration(ctx: RequestContext, id: string): Promise<ModeratedRow> {
    const review = await this.queue.find(ctx, id);
    if (review === null) throw new ReviewNotFound();
    return review;
  }
}
