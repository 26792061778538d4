import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../common/request-context.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { ProductNotFound } from '../catalog/catalog.errors.js';
import { type NewReview, RatingsRepository } from './ratings.repository.js';

/** Reviews of products: one per person and product. */
@Injectable()
export class RatingsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly ratings: RatingsRepository,
  ) {}

  /**
   * One page of a product's reviews as JSON text.
   *
   * @throws ProductNotFound also for a hidden one; InvalidCursor.
   */
  async list(
    ctx: RequestContext,
    slug: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<string> {
    const page = await this.ratings.findPage(ctx, slug, limit, cursor);
    if (page === null) throw new ProductNotFound();
    return page;
  }

  /**
   * Writes a review; whether it is a verified purchase is looked up, never believed.
   *
   * @throws ProductNotFound also for a hidden one; AlreadyReviewed.
   */
  async write(ctx: RequestContext, review: NewReview): Promise<string> {
    return this.uow.run(ctx, async (tx) => {
      const written = await this.ratings.insert(tx, review);
      if (written === null) throw new ProductNotFound();
      return written;
    });
  }
}
