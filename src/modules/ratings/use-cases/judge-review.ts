import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type Found, ReviewOpinions } from '../data/review-opinions.js';
import { OwnReview, ReviewNotFound } from '../ratings.errors.js';
import type { ReportReason } from '../ratings.types.js';

/** What readers say about a review that everybody sees. Said twice it counts once. */
@Injectable()
export class JudgeReview {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly opinions: ReviewOpinions,
  ) {}

  /**
   * Finds it helpful, or takes that back.
   *
   * @returns how many find it helpful now
   * @throws ReviewNotFound also for one that is not shown; OwnReview.
   */
  async vote(ctx: RequestContext, userId: string, id: string, isHelpful: boolean): Promise<number> {
    return this.uow.run(ctx, async (tx) => {
      assertOthers(await this.opinions.vote(tx, id, userId, isHelpful));
      return this.opinions.helpfulCount(tx, id);
    });
  }

  /**
   * Asks moderators to look at it.
   *
   * @throws ReviewNotFound also for one that is not shown; OwnReview.
   */
  async report(
    ctx: RequestContext,
    userId: string,
    id: string,
    reason: ReportReason,
    note: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      assertOthers(await this.opinions.report(tx, id, userId, reason, note));
    });
  }
}

function assertOthers(found: Found): void {
  if (found === null) throw new ReviewNotFound();
  if (found.own) throw new OwnReview();
}
